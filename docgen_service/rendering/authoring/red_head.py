"""The head of a joint red-head document (红头文件) and its names with places for the seals (GB/T 9704-2012)."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from docgen_service.rendering.authoring.looks import Page
from docgen_service.rendering.authoring.parts import element, frame, paragraph, tag, tag_row, twips
from docgen_service.rendering.authoring.sources import Masthead, Seals
from docgen_service.rendering.joint import MASTHEADS

_POINT = 25.4 / 72
# A seal is up to 42 mm across; rows stand so far apart that two never touch. The first is 5 mm nearer the text
# than the second to the first, so that no seal stands more than a line below the text.
_FIRST_ROW, _NEXT_ROW = 26, 44
# Where they stand close, the last one's middle is where the date's is, which ends four characters from the right.
_DATE_SIDE, _ABREAST, _ROOMY = 18.5, 44.5, 55


def masthead(document: Any, block: Masthead) -> None:
    """The names spread to one width, 主办 first, and 文件 at half their height; smaller the more and longer they are."""
    for number, step in enumerate(MASTHEADS):
        condition = f"{block.masthead}|masthead_points == {step.points}"
        tag(document, f"{'elif' if number else 'if'} {condition}")
        _heading(document, block.masthead, step.points, step.characters)
    tag(document, "endif")


def _heading(document: Any, names: str, points: int, characters: int) -> None:
    style, character = f"masthead_{points}", points * _POINT
    paragraph(document.add_paragraph(), "", f"masthead_space_{points}")
    table = document.add_table(1, 2)
    frame(table, [characters * character + 4, 2.4 * character + 3], {})
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    left.vertical_alignment = right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph(left.paragraphs[0], f"{{%p for name in {names} %}}", style)
    paragraph(left.add_paragraph(), "{{ name }}", style)
    paragraph(left.add_paragraph(), "{%p endfor %}", style)
    paragraph(right.paragraphs[0], "文件", style)


def seals(document: Any, block: Seals, page: Page) -> None:
    """One name above the date; several in rows, as many abreast as the rows come out even, the last above the date."""
    tag(document, f"if {block.seals}|abreast({block.abreast}) == 1")
    paragraph(document.add_paragraph(), f"{{{{ {block.seals}|joined }}}}", "signature")
    paragraph(document.add_paragraph(), block.day, "signature", keep=False)
    for columns in range(2, block.abreast + 1):
        tag(document, f"elif {block.seals}|abreast({block.abreast}) == {columns}")
        _signers(document, block, columns, page)
    tag(document, "endif")


def _signers(document: Any, block: Seals, columns: int, page: Page) -> None:
    widths = _widths(columns, page)
    table = document.add_table(0, len(widths))
    tag_row(table, f"for row in {block.seals}|seal_rows({block.abreast})")
    for condition, height in (("if loop.first", _FIRST_ROW), ("else", _NEXT_ROW)):
        tag_row(table, condition)
        _names(table.add_row(), columns, height)
    tag_row(table, "endif")
    tag_row(table, "endfor")
    # A row of the same table: as a paragraph behind it, it might stand alone on the next page.
    cells = table.add_row().cells
    paragraph(cells[0].merge(cells[-1]).paragraphs[0], block.day, "signed_on")
    frame(table, widths, {})
    indent = element("tblInd", w=str(twips(page.width - sum(widths))), type="dxa")
    table._tbl.tblPr.find(qn("w:tblW")).addnext(indent)


def _names(row: Any, columns: int, height: float) -> None:
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().insert(0, element("cantSplit"))
    for number, cell in enumerate(row.cells, 1):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        paragraph(cell.paragraphs[0], f"{{{{ row.name_{number} }}}}" if number <= columns else "", "signer")


def _widths(columns: int, page: Page) -> list[float]:
    """Equal columns; where they would hardly be wider than a seal, columns of a seal's width, and a rest on the right."""
    if page.width / columns < _ROOMY:
        return [_ABREAST] * columns + [_DATE_SIDE]
    return [page.width / columns] * columns
