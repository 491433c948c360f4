"""The templates of the edition as published."""

import re
from pathlib import Path

import pytest
from docx.shared import Mm

from docgen_service.authoring import built_templates, reports
from docgen_service.rendering.archive import unpack
from docgen_service.rendering.authoring.styles import PAGES
from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.library import BUILT_IN, Library
from tests.support.papers import EDITION, opened, templates_folder

FOLDER = BUILT_IN / EDITION
SOURCES = sorted(templates_folder().glob("*.yaml"))
_ODD = re.compile("[A-Za-z]")


def test_building_again_gives_the_committed_files() -> None:
    for file, package in built_templates(FOLDER):
        assert file.read_bytes() == package, f"{file.name}：请运行 artisan docgen templates build"


def test_every_template_passes_the_checks_and_prints_every_field() -> None:
    edition = Library().get(EDITION)
    for title, report in reports(edition):
        assert report.faults == (), title
        assert report.unused == (), title


def test_every_kind_of_data_has_its_document() -> None:
    assert {item.kind for item in Library().get(EDITION).documents.documents} == set(DOCUMENT_KINDS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_templates_are_slim(source: Path) -> None:
    package = source.with_suffix(".docx").read_bytes()
    assert len(package) < 70_000  # stored, not deflated
    assert "word/stylesWithEffects.xml" not in unpack(package)


@pytest.mark.parametrize("kind", ["correction_notice", "ineligibility_notice"])
def test_notices_have_the_page_of_gb_t_9704(kind: str) -> None:
    section = opened((templates_folder() / f"{kind}.docx").read_bytes()).sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(size / Mm(1)) for size in sizes] == [210, 297, 37, 28]
    text_area = section.page_width - section.left_margin - section.right_margin
    assert text_area / Mm(1) == pytest.approx(156, abs=0.5)


def test_the_body_of_a_notice_is_22_lines_of_28_characters() -> None:
    body = PAGES["gbt9704"].looks["body"]
    assert (body.font, body.size, body.line, body.first_line, body.squeeze) == (
        "仿宋_GB2312",
        16,
        28.95,
        2,
        True,
    )
    assert PAGES["gbt9704"].looks["title"].font == "方正小标宋简体"


def test_pages_of_a_notice_are_numbered_outside() -> None:
    section = opened((templates_folder() / "correction_notice.docx").read_bytes()).sections[0]
    assert [
        (footer.paragraphs[0].text, footer._element.xpath("string(w:p/w:pPr/w:jc/@w:val)"))
        for footer in (section.footer, section.even_page_footer)
    ] == [("—  —", "right"), ("—  —", "left")]


def test_no_document_grid_is_set() -> None:
    for source in SOURCES:
        assert b"docGrid" not in unpack(source.with_suffix(".docx").read_bytes())["word/document.xml"]
