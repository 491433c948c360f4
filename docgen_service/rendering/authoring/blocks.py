"""The blocks of a template source, written with python-docx."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from docgen_service.rendering.authoring.sources import (
    Block,
    Cell,
    Each,
    Gap,
    Grid,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    When,
)


def write(document: Any, blocks: Sequence[Block]) -> None:
    """Appends blocks to a document (python-docx's `Document`)."""
    for block in blocks:
        match block:
            case Paragraph():
                _plain(document, block)
            case Gap():
                for _ in range(block.gap):
                    _paragraph(document.add_paragraph(), "", "body", keep=True)
            case PageBreak():
                document.add_page_break()
            case Grid():
                _grid(document, block)
            case Each():
                _guarded(document, f"for {block.each}", "endfor", block.do)
            case When():
                _conditional(document, block)
            case Signature():
                _paragraph(document.add_paragraph(), block.organ, "signature")
                # The seal covers name and date, so they stay together.
                _paragraph(document.add_paragraph(), block.day, "signature", keep=False)


def _plain(document: Any, block: Paragraph) -> None:
    target = document.add_paragraph()
    _paragraph(target, block.text, block.style, block.keep)
    if block.new_page:
        target.paragraph_format.page_break_before = True


def _guarded(document: Any, opening: str, closing: str, blocks: Sequence[Block]) -> None:
    _tag(document, opening)
    write(document, blocks)
    _tag(document, closing)


def _conditional(document: Any, block: When) -> None:
    _tag(document, f"if {block.when}")
    write(document, block.do)
    if block.otherwise:
        _tag(document, "else")
        write(document, block.otherwise)
    _tag(document, "endif")


def _tag(document: Any, tag: str) -> None:
    """A paragraph that docxtpl takes away, leaving its tag."""
    _paragraph(document.add_paragraph(), f"{{%p {tag} %}}", "body")


def _paragraph(paragraph: Any, text: str, style: str, keep: bool | None = None) -> None:
    properties = paragraph._p.get_or_add_pPr()
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.insert(0, named)
    if keep is not None and (keep or style == "signature"):
        paragraph.paragraph_format.keep_with_next = keep
    if text:
        paragraph.add_run(text)


def _grid(document: Any, grid: Grid) -> None:
    rows = [line for row in grid.grid for line in _lines(row)]
    table = document.add_table(len(rows), len(grid.widths_mm))
    _frame(table, grid.widths_mm)
    for index, row in enumerate(rows):
        _fill_row(table, index, row)


def _lines(row: Row) -> list[Row]:
    """A row with the rows of tags around it that docxtpl takes away."""
    lines = [row]
    for opening, closing in (
        (row.each and f"for {row.each}", "endfor"),
        (row.when and f"if {row.when}", "endif"),
    ):
        if opening:
            lines = [_tag_row(opening), *lines, _tag_row(closing)]
    return lines


def _tag_row(tag: str) -> Row:
    return Row(cells=[Cell(text=f"{{%tr {tag} %}}")])


def _frame(table: Any, widths_mm: Sequence[float]) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    for name in ("w:tblW",):
        found = properties.find(qn(name))
        found.set(qn("w:type"), "dxa")
        found.set(qn("w:w"), str(sum(_twips(width) for width in widths_mm)))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.find(qn("w:tblW")).addnext(borders)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def _fill_row(table: Any, index: int, row: Row) -> None:
    line = table.rows[index]
    line.height, line.height_rule = Mm(row.height_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = line._tr.get_or_add_trPr()
    if not row.breakable:
        properties.insert(0, OxmlElement("w:cantSplit"))
    if row.header:
        properties.append(OxmlElement("w:tblHeader"))
    column = 0
    for cell in row.cells:
        while _taken(table, index, column):
            column += 1
        _fill_cell(table, index, column, cell, row.keep)
        column += cell.columns


def _taken(table: Any, row: int, column: int) -> bool:
    """Whether a cell of an earlier row reaches down to here."""
    if row == 0:
        return False
    return table.cell(row, column)._tc is table.cell(row - 1, column)._tc


def _fill_cell(table: Any, row: int, column: int, cell: Cell, keep: bool) -> None:
    target = table.cell(row, column)
    if cell.columns > 1 or cell.rows > 1:
        target = target.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
    if cell.open:
        _leave_open(target, cell.open)
    top = WD_CELL_VERTICAL_ALIGNMENT.TOP if cell.top else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    target.vertical_alignment = top
    texts = [cell.text] if isinstance(cell.text, str) else cell.text
    for number, text in enumerate(texts or [""]):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        _paragraph(paragraph, text, "picture" if cell.picture else cell.style, keep or None)


def _leave_open(cell: Any, side: str) -> None:
    """No line on this side: an opinion and the place of its seal are two rows that look like one cell."""
    borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{side}")
    line.set(qn("w:val"), "nil")
    borders.append(line)
    properties = cell._tc.get_or_add_tcPr()
    later = [properties.find(qn(f"w:{name}")) for name in ("shd", "noWrap", "tcMar", "vAlign")]
    after = next((child for child in later if child is not None), None)
    properties.append(borders) if after is None else after.addprevious(borders)
