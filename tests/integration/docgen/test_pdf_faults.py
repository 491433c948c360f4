"""LibreOffice that hangs, dies, finds no room, or loses its owner."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from docgen_service.pdf.office import Office
from docgen_service.pdf.tiny import tiny_docx
from docgen_service.pdf.workfolder import WorkFolder
from shared.problems import Refusal
from tests.support.pdf import libreoffice, open_office, paragraphs, text_of
from tests.support.processes import still_running

pytestmark = pytest.mark.xdist_group("pdf")

# Converts once, tells its child's pid, and goes on holding it until it is ended.
_OWNER = """
import sys
from pathlib import Path
from docgen_service.pdf.office import Office
from docgen_service.pdf.setup import OfficeSetup, found_program
from docgen_service.pdf.tiny import tiny_docx
office = Office(OfficeSetup(found_program(), temporary=Path(sys.argv[1])))
office.convert(tiny_docx())
print(office.keepers[0].pid, flush=True)
sys.stdin.read()
"""


def _worker(office: Office) -> psutil.Process:
    office.convert(tiny_docx())
    return psutil.Process(office.keepers[0].pid)


def test_a_hung_worker_is_killed_and_the_document_made_by_a_fresh_one(tmp_path: Path) -> None:
    with open_office(tmp_path, convert_seconds=2) as office:
        hung = _worker(office)
        hung.suspend()
        assert text_of(office.convert(paragraphs(("宋体", "样例"))).content) == "样例"
        assert still_running([hung]) == []
        assert office.keepers[0].pid != hung.pid
        assert len(list(tmp_path.iterdir())) == 1, "the folder of the killed one is gone"


@pytest.mark.parametrize("end", [psutil.Process.kill, psutil.Process.terminate], ids=["killed", "terminated"])
def test_a_worker_that_dies_in_the_middle_is_replaced(
    tmp_path: Path, end: Callable[[psutil.Process], None]
) -> None:
    with open_office(tmp_path) as office, ThreadPoolExecutor(1) as pool:
        worker = _worker(office)
        worker.suspend()
        made = pool.submit(office.convert, paragraphs(("宋体", "样例")))
        while not list(tmp_path.glob("*/in.docx")):
            threading.Event().wait(0.01)
        end(worker)
        worker.resume() if end is psutil.Process.terminate else None
        assert text_of(made.result().content) == "样例"
        assert office.keepers[0].pid != worker.pid


def test_a_worker_that_died_between_two_documents_costs_no_attempt(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        worker = _worker(office)
        worker.kill()
        assert still_running([worker]) == []
        assert office.convert(tiny_docx()).pages == 1


def test_what_fails_twice_is_refused_from_then_on_and_hurts_no_other(tmp_path: Path) -> None:
    bad = paragraphs(("宋体", "这份总是超时"))
    with open_office(tmp_path) as office:
        before = _worker(office).pid
        with pytest.raises(Refusal) as caught:
            office.convert(bad, seconds=0.001)
        assert (caught.value.status, caught.value.code) == (500, "pdf_failed")
        assert office.convert(tiny_docx()).pages == 1
        fresh = office.keepers[0].pid
        assert fresh != before
        with pytest.raises(Refusal, match="pdf_failed"):
            office.convert(bad)
        assert office.keepers[0].pid == fresh, "no worker was touched"


def test_a_quarantine_ends(tmp_path: Path) -> None:
    bad = paragraphs(("宋体", "那时机器太忙"))
    with open_office(tmp_path, quarantine_seconds=0) as office:
        with pytest.raises(Refusal, match="pdf_failed"):
            office.convert(bad, seconds=0.001)
        assert office.convert(bad).pages == 1


def test_a_file_that_grows_beyond_its_bound_is_no_pdf(tmp_path: Path) -> None:
    with open_office(tmp_path, file_mb=0.25) as office:
        assert office.convert(tiny_docx()).pages == 1
        with pytest.raises(Refusal, match="pdf_failed"):
            office.convert(paragraphs(*[("宋体", "".join(map(chr, range(0x4E00, 0x5A00))))]))
        assert office.convert(tiny_docx()).pages == 1


@contextmanager
def _tiny_disk(folder: Path) -> Iterator[Path]:
    """A disk of 24 MB, which only root can make."""
    if (
        os.getuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("a disk of its own can be mounted by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_is_named_and_nothing_is_put_into_quarantine(tmp_path: Path) -> None:
    with _tiny_disk(tmp_path) as disk, open_office(disk) as office:
        _worker(office)
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while True:
                file.write(b"0" * 65536)
        docx = paragraphs(("宋体", "样例"))
        with pytest.raises(Refusal) as caught:
            office.convert(docx)
        assert (caught.value.status, caught.value.code) == (503, "pdf_disk_full")
        filler.unlink()
        assert office.convert(docx).pages == 1


def test_an_idle_worker_is_tried_out_and_replaced_if_it_fails(tmp_path: Path) -> None:
    with open_office(tmp_path, idle_seconds=0.2, start_seconds=5) as office:
        idle = _worker(office)
        idle.kill()
        while office.keepers[0].pid in (None, idle.pid):
            threading.Event().wait(0.05)
        office.check()
        assert psutil.Process(office.keepers[0].pid).is_running()


@contextmanager
def _owner(folder: Path) -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    libreoffice()
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert owner.stdout
        yield owner, psutil.Process(int(owner.stdout.readline()))
    finally:
        owner.kill()
        owner.wait()


@pytest.mark.parametrize("stopped", [False, True], ids=["running", "stopped"])
def test_a_worker_ends_with_its_owner_and_what_it_left_is_swept(tmp_path: Path, stopped: bool) -> None:
    with _owner(tmp_path) as (owner, worker):
        if stopped:
            worker.suspend()
        owner.kill()
        assert still_running([worker]) == []
        (left,) = tmp_path.iterdir()
        folder = WorkFolder(tmp_path)
        assert [*tmp_path.iterdir()] == [folder.path] != [left]
        folder.remove()


@pytest.mark.parametrize("number", [signal.SIGINT, None], ids=["Ctrl-C", "ends by itself"])
def test_an_owner_that_ends_in_order_leaves_nothing(tmp_path: Path, number: signal.Signals | None) -> None:
    with _owner(tmp_path) as (owner, worker):
        if number:
            owner.send_signal(number)
        else:
            assert owner.stdin
            owner.stdin.close()
        owner.wait()
        assert still_running([worker]) == []
        assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_not_swept(tmp_path: Path) -> None:
    first, second = WorkFolder(tmp_path), WorkFolder(tmp_path)
    assert {*tmp_path.iterdir()} == {first.path, second.path}
    first.remove()
    second.remove()
