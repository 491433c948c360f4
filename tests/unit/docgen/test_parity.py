"""The compiled template writes what docxtpl itself would write, in canonical XML."""

import io
import re
from collections.abc import Mapping
from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu
from docxtpl import DocxTemplate, InlineImage, Listing, RichText
from jinja2 import Environment, StrictUndefined
from lxml import etree

from docgen_service.rendering.archive import unpack
from docgen_service.rendering.compiled import TEXT_PART, CompiledTemplate
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.environment import FILTERS, TESTS
from docgen_service.rendering.shelf import Shelf
from docgen_service.rendering.wording import printed_blank
from docgen_service.specimens import Filled, filled_specimens
from shared.contracts.documents import DOCUMENT_KINDS
from shared.contracts.documents.fields import BY_HAND, Blank, DocumentModel
from shared.pictures import Picture, upright
from shared.regulation.library import Library
from tests.support.papers import (
    DRAFT,
    EDITION,
    EXAMPLES,
    ISSUED,
    annex_1,
    blank_annex_1,
    correction_notice,
    photo_file,
    photo_reference,
    receipt_slip,
    templates_folder,
)
from tests.support.templates import template

# Ids, names and margins of a picture, which no reader sees.
_INCIDENTAL = re.compile(rb' dist[TBLR]="0"|(?<=docPr) id="\d+"| name="Picture \d+"| r:embed="rId\d+"')


class _Ordinary(Environment):
    """Jinja as docxtpl's users set it up: of the compiled template's own environment only filters and tests."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_finalized)
        self.filters |= FILTERS
        self.tests |= TESTS

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj[attribute] if isinstance(obj, dict) else super().getattr(obj, attribute)


def _finalized(value: Any) -> Any:
    return printed_blank(value) if isinstance(value, Blank) else value


def _naive(package: bytes, context: Mapping[str, Any]) -> dict[str, bytes]:
    document = DocxTemplate(io.BytesIO(package))
    environment = _Ordinary()

    def picture(value: Picture, width_mm: float, height_mm: float) -> InlineImage:
        scale = min(width_mm / value.width, height_mm / value.height) * 36_000
        size = Emu(round(value.width * scale)), Emu(round(value.height * scale))
        return InlineImage(document, io.BytesIO(value.content), *size)

    environment.filters["picture"] = picture
    document.render(dict(context), environment, autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return unpack(target.getvalue())


def _texts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: _canonical(content) for name, content in parts.items() if TEXT_PART.fullmatch(name)}


def _canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return _INCIDENTAL.sub(b"", etree.tostring(root, method="c14n", exclusive=True))


def _assert_equal(package: bytes, context: Mapping[str, Any]) -> None:
    compiled = unpack(CompiledTemplate(package).render(context))
    assert _texts(compiled) == _texts(_naive(package, context))
    assert not [name for name, text in _texts(compiled).items() if b"{{" in text or b"{%" in text]


_LONG = "\n".join(["扎根一线，刻苦钻研，R&D、<甲>、“乙”。"] * 100)
_CASES: list[tuple[DocumentModel, Imprint, bool]] = [
    *((data, imprint, False) for data in EXAMPLES.values() for imprint in (DRAFT, ISSUED)),
    (annex_1(deeds=_LONG, photo=photo_reference()), DRAFT, True),
    (blank_annex_1(), DRAFT, False),
    (receipt_slip(items=(), asks=()), ISSUED, False),
    (receipt_slip(items=receipt_slip().items * 50), ISSUED, False),
    (correction_notice(reopened=(), deadline=BY_HAND), DRAFT, False),
]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: type(case[0]).__name__)
def test_each_template_of_the_edition_as_docxtpl_fills_it(case: tuple[DocumentModel, Imprint, bool]) -> None:
    data, imprint, with_photo = case
    kind = next(kind for kind, model in DOCUMENT_KINDS.items() if model is type(data))
    package = (templates_folder() / f"{kind}.docx").read_bytes()
    pictures = {"photo": upright(photo_file())} if with_photo else {}
    _assert_equal(package, context_of(data, imprint, pictures))


_SPECIMENS = list(filled_specimens(Shelf(Library()), Library().get(EDITION)))


@pytest.mark.parametrize("filled", _SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_each_specimen_as_docxtpl_fills_it(filled: Filled) -> None:
    package = (templates_folder() / filled.published.definition.template).read_bytes()
    _assert_equal(package, filled.context(upright(photo_file())))


def _split_runs(document: Any) -> None:
    paragraph = document.add_paragraph()
    for text in ("姓名{", "{ na", "me", " }", "}。"):
        paragraph.add_run(text).bold = True


def _head_and_foot(document: Any) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run("{% if a %}编号：{{ a }}{% endif %}")
    section.footer.paragraphs[0].add_run("第\t{{ a }}")
    document.add_paragraph("{{ a }}")


_NOTES = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>注：{{{{ a }}}}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def _footnotes(document: Any) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, _NOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = document.add_paragraph("{{ a }}").add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))


def _spanning(document: Any) -> None:
    """A cell of two columns that is merged over the loop, in a row of three."""
    table = document.add_table(1, 4)
    texts = ("{%tc for p in people %}", "{% hm %}{{ p.name }}", "{%tc endfor %}")
    table.cell(0, 1).merge(table.cell(0, 2))
    for cell, text in zip((table.cell(0, 0), table.cell(0, 1), table.cell(0, 3)), texts, strict=True):
        cell.paragraphs[0].add_run(text)


_ROWS = [["{%tr for p in people %}", ""], ["{{ loop.index }}", "{{ p.name }}"], ["{%tr endfor %}", ""]]
_PEOPLE = [{"name": "甲<乙>"}, {"name": "丙\n丁"}]
_CELLS = [["头", "{%tc for p in people %}", "{{ p.name }}", "{%tc endfor %}"]]
_MERGED = [["{%tr for p in people %}", ""], ["{% vm %}单位", "{{ p.name }}"], ["{%tr endfor %}", ""]]
_PHOTO = upright(photo_file())
_PICTURES = [
    ["{%tr for p in people %}", ""],
    ["{{ p.name }}", "{{ photo|picture(20, 30) }}"],
    ["{%tr endfor %}", ""],
]


@pytest.mark.parametrize(
    ("package", "context"),
    [
        (template("{{ a }} & {{ b }}"), {"a": "R&D<甲>\"'", "b": "乙"}),
        (template("{{ a }}"), {"a": "甲\n乙\n\n丙\t丁"}),
        (template("{{ a }}", "末"), {"a": "甲\a乙\f丙"}),
        (template("{{ a }}"), {"a": Listing("甲\n乙\t<丙>")}),
        (template("前{{r a }}后"), {"a": RichText("甲<乙>", bold=True)}),
        (template("{%p if a %}", "{{ a }}", "{%p else %}", "无", "{%p endif %}"), {"a": "甲"}),
        (template("{%p if a %}", "{{ a }}", "{%p else %}", "无", "{%p endif %}"), {"a": ""}),
        (template("{%p for p in people %}", "{{ p.name }}", "{%p endfor %}"), {"people": _PEOPLE}),
        (template(rows=_ROWS), {"people": _PEOPLE}),
        (template(rows=[["头", "尾"], *_ROWS]), {"people": []}),
        (template("{# 说明 #}{{ a }}{% set b = a %}{{ b }}"), {"a": "甲"}),
        (template("{% if a == “甲” %}是{% endif %}"), {"a": "甲"}),
        (template("前 {{ a }} 后", " {{ a }} "), {"a": " 甲 "}),
        (template(change=_split_runs), {"name": "甲"}),
        (template(rows=_CELLS), {"people": _PEOPLE * 3}),
        (template(rows=_CELLS), {"people": []}),
        (template(rows=_MERGED), {"people": _PEOPLE}),
        (template(rows=[["{%tc for p in people %}", "{% hm %}甲", "{%tc endfor %}"]]), {"people": _PEOPLE}),
        (template(change=_spanning), {"people": _PEOPLE}),
        (template(rows=[["{% colspan n %}甲", "乙"], ["丙", "丁"]]), {"n": 2}),
        (template(rows=[["{% cellbg colour %}甲", "乙"]]), {"colour": "FF0000"}),
        (template(change=_head_and_foot), {"a": "R&D\n甲"}),
        (template(change=_footnotes), {"a": "R&D\n甲"}),
        (template(rows=_PICTURES), {"people": _PEOPLE, "photo": _PHOTO}),
        (template("前{{ a }}后{{ a }}", "{{ b }}"), {"a": "甲\n\n<乙>\n", "b": Listing("丙\n丁")}),
        (template("{{ a }}\t{{ a }}", rows=[["甲\n{{ a }}"]]), {"a": "甲\t乙\n丙"}),
    ],
    ids=[
        "escaping", "newline and tab", "paragraph and page", "Listing", "RichText", "p if",
        "p else", "p for", "tr for", "tr for, empty", "comment and set", "curly quotes",
        "spaces", "split runs", "tc for", "tc for, empty", "vm", "hm",
        "hm over columns", "colspan", "cellbg", "header and footer", "footnotes", "pictures in cells",
        "line breaks", "breaks twice",
    ],
)  # fmt: skip
def test_each_construct_as_docxtpl_fills_it(package: bytes, context: dict[str, Any]) -> None:
    _assert_equal(package, context)
