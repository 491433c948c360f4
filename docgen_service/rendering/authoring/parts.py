"""What every block is put together from: paragraphs of a style, tags, tables of given widths."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def paragraph(target: Any, text: str, style: str, keep: bool | None = None, lead: str = "") -> None:
    """Gives a new paragraph its style and words; `lead` are words in 黑体 before them."""
    properties = target._p.get_or_add_pPr()
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.insert(0, named)
    if keep is not None and (keep or style.startswith("signature")):
        target.paragraph_format.keep_with_next = keep
    if lead:
        _in_black(target.add_run(lead))
    if text:
        target.add_run(text)


def tag(document: Any, text: str) -> None:
    """A paragraph that docxtpl takes away, leaving its tag."""
    paragraph(document.add_paragraph(), f"{{%p {text} %}}", "body")


def tag_row(table: Any, text: str) -> None:
    """A row that docxtpl takes away, leaving its tag."""
    paragraph(table.add_row().cells[0].paragraphs[0], f"{{%tr {text} %}}", "cell")


def frame(table: Any, widths_mm: Sequence[float], lines: dict[str, int] | None = None) -> None:
    """Fixed widths and ruled lines (eighths of a point by side; all thin unless said otherwise)."""
    table.autofit = False
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(sum(twips(width) for width in widths_mm)))
    borders = OxmlElement("w:tblBorders")
    thickness = dict.fromkeys(SIDES, 4) if lines is None else lines
    for side in SIDES:
        borders.append(_line(side, thickness.get(side, 0)))
    width.addnext(borders)
    for column, column_width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(column_width)
        for cell in column.cells:
            cell.width = Mm(column_width)


def twips(mm: float) -> int:
    """Twentieths of a point."""
    return round(mm * 1440 / 25.4)


def element(name: str, **attributes: str) -> Any:
    """A Word element with its attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _line(side: str, eighths: int) -> Any:
    if not eighths:
        return element(side, val="nil")
    return element(side, val="single", sz=str(eighths), space="0", color="000000")


def _in_black(run: Any) -> None:
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "黑体")
    run._r.get_or_add_rPr().insert(0, element("rFonts", hint="eastAsia", **fonts))
