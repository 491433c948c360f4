"""Every paper as PDF, by the commands that an office would use."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen_service.cli import cli
from docgen_service.rendering.samples import sample_photo
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import filled_specimens, read_specimens
from shared.regulation.library import BUILT_IN, Library
from tests.support.papers import EDITION, RARE_NAME, correction_notice, whole_text
from tests.support.pdf import libreoffice, open_office, text_of, without_glyph

pytestmark = pytest.mark.xdist_group("pdf")
NOTICES = len(read_specimens(BUILT_IN / EDITION, "correction_notice"))


def _run(*arguments: object) -> tuple[int, str]:
    libreoffice()
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_draft_is_printed_as_pdf(tmp_path: Path) -> None:
    data, target = tmp_path / "data.json", tmp_path / "out.PDF"
    data.write_text(correction_notice(applicant_name=RARE_NAME).model_dump_json(), "utf-8")
    assert _run("render", "correction_notice", data, target)[0] == 0
    assert RARE_NAME in text_of(target.read_bytes())


def test_the_specimens_of_a_kind_are_written_as_word_and_pdf(tmp_path: Path) -> None:
    code, output = _run("specimens", tmp_path / "new", "--pdf", "--kind", "correction_notice")
    assert (code, output.splitlines()) == (0, [f"写出 {NOTICES} 份Word文件。", f"写出 {NOTICES} 份PDF。"])
    assert [file.suffix for file in sorted((tmp_path / "new").iterdir())] == [".docx", ".pdf"] * NOTICES
    assert "没有这种文书的样张" in _run("specimens", tmp_path, "--kind", "poem")[1]


def test_without_libreoffice_the_word_files_are_written_and_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTISAN_OFFICE_PROGRAM", str(tmp_path))
    code, output = _run("specimens", tmp_path / "new", "--pdf", "--kind", "correction_notice")
    assert code == 1 and "deploy/system-packages.sh" in output
    assert [file.suffix for file in (tmp_path / "new").iterdir()] == [".docx"] * NOTICES
    data = tmp_path / "data.json"
    data.write_text(json.dumps(correction_notice().model_dump(mode="json")), "utf-8")
    code, output = _run("render", "correction_notice", data, tmp_path / "out.pdf")
    assert code == 1 and "deploy/system-packages.sh" in output


def test_every_specimen_says_in_pdf_what_it_says_in_word_with_a_glyph_for_each_character(
    tmp_path: Path,
) -> None:
    library, photo = Library(), sample_photo()
    with open_office(tmp_path) as office:
        for filled in filled_specimens(Shelf(library), library.get(EDITION)):
            docx = filled.render(photo)
            pdf = office.convert(docx).content
            shown = whole_text(docx)
            name = f"{filled.published.definition.kind}: {filled.specimen.name}"
            # As often as there: a mark at the end of a line is lost easily.
            assert Counter(shown) - Counter(text_of(pdf)) == Counter(), name
            assert without_glyph(pdf, "".join(set(shown))) == set(), name
