"""Ruled tables (表格) of a template source."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from docgen_service.rendering.authoring.parts import element, frame, paragraph
from docgen_service.rendering.authoring.sources import Cell, Grid, Row


def grid(document: Any, block: Grid) -> None:
    """Appends a table; repeated and conditional rows stand between rows of tags."""
    rows = [line for row in block.grid for line in _lines(row)]
    table = document.add_table(len(rows), len(block.widths_mm))
    frame(table, block.widths_mm)
    for index, row in enumerate(rows):
        _fill_row(table, index, row)


def _lines(row: Row) -> list[Row]:
    """A row with the rows of tags around it that docxtpl takes away."""
    lines = [row]
    if row.keep_last:
        kept = row.model_copy(update={"keep": True})
        lines = [_tag_row("if loop.last"), kept, _tag_row("else"), row, _tag_row("endif")]
    for opening, closing in (
        (row.each and f"for {row.each}", "endfor"),
        (row.when and f"if {row.when}", "endif"),
    ):
        if opening:
            lines = [_tag_row(opening), *lines, _tag_row(closing)]
    return lines


def _tag_row(tag: str) -> Row:
    return Row(cells=[Cell(text=f"{{%tr {tag} %}}")])


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
        line = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph(line, text, "picture" if cell.picture else cell.style, keep or None)


def _leave_open(cell: Any, side: str) -> None:
    """No line on this side: an opinion and the place of its seal are two rows that look like one cell."""
    borders = element("tcBorders")
    borders.append(element(side, val="nil"))
    properties = cell._tc.get_or_add_tcPr()
    later = [properties.find(qn(f"w:{name}")) for name in ("shd", "noWrap", "tcMar", "vAlign")]
    after = next((child for child in later if child is not None), None)
    properties.append(borders) if after is None else after.addprevious(borders)
