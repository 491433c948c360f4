"""Word to PDF by a real LibreOffice: what comes out, how it is bounded, and what is refused."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from docgen_service.pdf.office import Office, OfficeFault
from docgen_service.pdf.setup import OfficeSetup, found_program
from docgen_service.pdf.tiny import tiny_docx
from shared.problems import Refusal
from tests.support.pdf import changed, linked, open_office, paragraphs, text_of

pytestmark = pytest.mark.xdist_group("pdf")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def _refused(office: Office, docx: bytes, **more: float) -> Refusal:
    with pytest.raises(Refusal) as caught:
        office.convert(docx, **more)  # type: ignore[arg-type]
    return caught.value


def test_a_word_file_becomes_a_pdf_with_its_words_and_pages(office: Office) -> None:
    pdf = office.convert(tiny_docx())
    assert (pdf.content[:4], pdf.pages) == (b"%PDF", 1)
    assert text_of(pdf.content) == "桂林工匠"


def test_one_process_stays_and_many_threads_may_ask(office: Office) -> None:
    office.convert(tiny_docx())
    pid = office.keepers[0].pid
    files = [paragraphs(("宋体", f"第{n}份")) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        texts = [text_of(pdf.content) for pdf in pool.map(office.convert, files)]
    assert texts == [f"第{n}份" for n in range(8)]
    assert office.keepers[0].pid == pid


def test_nothing_of_a_document_is_left_on_the_disk(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        office.convert(paragraphs(("宋体", "样例甲")))
        assert not [path for path in tmp_path.rglob("*") if path.suffix in {".docx", ".pdf"}]
        assert all(folder.stat().st_mode & 0o077 == 0 for folder in tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_many_files_get_their_pdf_beside_them_and_a_bad_one_its_reason(
    office: Office, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.docx" for n in range(5)]
    for n, file in enumerate(files):
        file.write_bytes(b"no Word file" if n == 3 else paragraphs(("宋体", f"第{n}份")))
    outcomes = list(office.convert_many(files))
    assert [outcome.source for outcome in outcomes] == files
    refusal = outcomes[3].refusal
    assert refusal is not None and refusal.code == "pdf_source_unfit"
    written = [outcome.target for outcome in outcomes if outcome.target]
    assert [text_of(target.read_bytes()) for target in written] == ["第0份", "第1份", "第2份", "第4份"]


def test_a_pack_with_too_few_or_too_many_pages_is_not_taken(office: Office) -> None:
    assert office.convert(tiny_docx(), pages=1).pages == 1
    assert _refused(office, tiny_docx(), pages=2).code == "pdf_pages_differ"


@pytest.mark.parametrize(
    "docx",
    [
        b"",
        b"only text, though the file is called .docx",
        b"%PDF-1.7",
        tiny_docx()[:300],
        changed(lambda _, text: text.replace("</w:p>", "")),
        changed(lambda _, text: text.replace(".main+xml", ".template+xml")),
        changed(lambda name, text: f"<!DOCTYPE x><x/>{text}" if "document" in name else text),
        changed(lambda name, text: "" if name == "word/document.xml" else text),
        linked("http://127.0.0.1:9/a.png"),
        linked("file:///etc/hostname"),
    ],
    ids=["empty", "text", "pdf", "cut short", "not closed", "another type", "doctype", "no text", "link", "file link"],
)  # fmt: skip
def test_what_no_template_of_ours_made_is_refused_before_libreoffice_sees_it(
    office: Office, docx: bytes
) -> None:
    refused = _refused(office, docx)
    assert (refused.status, refused.code) == (422, "pdf_source_unfit")


def test_a_worker_is_replaced_after_its_share_of_conversions(tmp_path: Path) -> None:
    with open_office(tmp_path, recycle_after=3) as office:  # the trial at the start is one of them
        pids = []
        for _ in range(5):
            office.convert(tiny_docx())
            pids.append(office.keepers[0].pid)
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_a_worker_that_holds_much_memory_is_replaced(office: Office, tmp_path: Path) -> None:
    office.convert(tiny_docx())
    usual = psutil.Process(office.keepers[0].pid).memory_info().rss // 1024**2
    with open_office(tmp_path, memory_mb=int(usual * 0.75)) as greedy:
        pids = {greedy.convert(tiny_docx()) and greedy.keepers[0].pid for _ in range(3)}
    assert len(pids) == 3


def test_a_worker_that_holds_far_too_much_is_killed(tmp_path: Path) -> None:
    with open_office(tmp_path, memory_mb=5) as office:
        assert _refused(office, tiny_docx()).code == "pdf_unavailable"
        assert office.keepers[0].fault == "out_of_memory"


def test_a_full_queue_is_said_at_once_and_a_long_wait_after_its_deadline(tmp_path: Path) -> None:
    with open_office(tmp_path, waiting=1, wait_seconds=0.5, convert_seconds=20) as office:
        office.convert(tiny_docx())
        worker = psutil.Process(office.keepers[0].pid)
        worker.suspend()
        with ThreadPoolExecutor(2) as pool:
            held = pool.submit(office.convert, paragraphs(("宋体", "第一")))
            while not list(tmp_path.glob("*/in.docx")):
                threading.Event().wait(0.01)
            waiting = pool.submit(_refused, office, paragraphs(("宋体", "第二")))
            while not (waiting.done() or office.waiting):
                threading.Event().wait(0.01)
            third = _refused(office, paragraphs(("宋体", "第三")))
            assert (third.status, third.code, third.headers) == (429, "pdf_busy", {"Retry-After": "5"})
            assert waiting.result().code == "pdf_busy"
            worker.resume()
            assert text_of(held.result().content) == "第一"
        assert office.convert(paragraphs(("宋体", "第二"))).pages == 1


def test_without_libreoffice_the_refusal_says_what_to_install(tmp_path: Path) -> None:
    assert found_program(tmp_path) is None
    refused = _refused(Office(OfficeSetup(None)), tiny_docx())
    assert (refused.status, refused.code) == (501, "pdf_not_installed")
    assert "deploy/system-packages.sh" in refused.message


def test_a_folder_that_only_looks_like_libreoffice_is_unavailable_and_not_tried_again_at_once(
    tmp_path: Path,
) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in ("libswlo.so", "libmergedlo.so"):
        (program / name).write_bytes(b"no library")
    office = Office(OfficeSetup(found_program(program), temporary=tmp_path))
    office.check()
    for _ in range(2):
        refused = _refused(office, tiny_docx())
        assert (refused.status, refused.code) == (503, "pdf_unavailable")
    with pytest.raises(OfficeFault):
        office.check()
    office.close()
    assert list(tmp_path.iterdir()) == [program]
