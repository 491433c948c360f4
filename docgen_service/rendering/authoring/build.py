"""Source → .docx: the same source gives the same bytes on every machine."""

import io
from typing import Any

import yaml
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from docgen_service.rendering.archive import pack_stored, unpack
from docgen_service.rendering.authoring.blocks import write
from docgen_service.rendering.authoring.looks import Page
from docgen_service.rendering.authoring.parts import element
from docgen_service.rendering.authoring.skeleton import skeleton
from docgen_service.rendering.authoring.sources import TemplateSource
from docgen_service.rendering.authoring.styles import PAGES


def read_source(text: str) -> TemplateSource:
    """Parses a template source; unknown keys are errors."""
    return TemplateSource.model_validate(yaml.safe_load(text))


def build(source: TemplateSource) -> bytes:
    """The template as a Word file: slim, its members stored in a fixed order with fixed dates."""
    page = PAGES[source.layout]
    document = Document(io.BytesIO(skeleton(page, source.title)))
    _margins(document.sections[0], page)
    write(document, source.blocks, page)
    if page.framed:
        _frame(document.sections[0], page.framed)
    if source.running_head:
        _running_head(document, source.running_head)
    if page.numbered:
        _page_numbers(document)
    _refuse_unknown_styles(document, page)
    target = io.BytesIO()
    document.save(target)
    parts = unpack(target.getvalue())
    return pack_stored({name: parts[name] for name in sorted(parts)})


def _refuse_unknown_styles(document: Any, page: Page) -> None:
    """Word would print a style that the page profile lacks as plain text, without a word."""
    used = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"))}
    unknown = used - page.looks.keys()
    if unknown:
        raise ValueError(f"styles that this page profile does not have: {', '.join(sorted(unknown))}")


def _margins(section: Any, page: Page) -> None:
    if page.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = Mm(15)
    # GB/T 9704: the number stands 7 mm below the text area; its own height is about 5 mm.
    section.footer_distance = Mm(max(page.bottom - 7 - 7, 5))


def _frame(section: Any, colour: str) -> None:
    """A double line around the page, 10 mm from its edge."""
    borders = element("pgBorders", offsetFrom="page")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(side, val="double", sz="18", space="28", color=colour))
    section._sectPr.find(qn("w:pgMar")).addnext(borders)


def _running_head(document: Any, text: str) -> None:
    for header in _both(document, "header"):
        header.is_linked_to_previous = False
        _styled(header.paragraphs[0], "head").add_run(text)


def _page_numbers(document: Any) -> None:
    """— 1 —, on the right of odd pages and the left of even ones, one character in from the edge."""
    for side, footer in zip(("right", "left"), _both(document, "footer"), strict=True):
        footer.is_linked_to_previous = False
        paragraph = _styled(footer.paragraphs[0], "foot")
        properties = paragraph._p.get_or_add_pPr()
        indent, align = OxmlElement("w:ind"), OxmlElement("w:jc")
        indent.set(qn(f"w:{side}Chars"), "100")
        indent.set(qn(f"w:{side}"), "280")
        align.set(qn("w:val"), side)
        properties.extend([indent, align])
        paragraph.add_run("— ")
        _page_field(paragraph)
        paragraph.add_run(" —")


def _both(document: Any, kind: str) -> tuple[Any, Any]:
    """Odd and even pages."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    return getattr(section, kind), getattr(section, f"even_page_{kind}")


def _styled(paragraph: Any, style: str) -> Any:
    properties = paragraph._p.get_or_add_pPr()
    for child in list(properties):
        properties.remove(child)
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    return paragraph


def _page_field(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
