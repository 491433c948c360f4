"""The empty sheet of a kind (空表): labels, one filled example row, and a page that explains each column."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from docgen_service.sheets.cells import written
from docgen_service.sheets.columns import CellKind, Column, value_at

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HOW = {
    CellKind.TEXT: "文字", CellKind.MONTH: "年月，如 1980-05", CellKind.DATE: "日期，如 2026-06-30",
    CellKind.INSTANT: "时间，如 2026-06-30 09:30", CellKind.INTEGER: "整数", CellKind.MONEY: "元，最多两位小数",
    CellKind.YES_NO: "是 或 否", CellKind.CHOICE: "",
}  # fmt: skip
_HEADER = PatternFill("solid", fgColor="DDEBF7")


def blank_sheet(title: str, columns: Sequence[Column], example: Mapping[str, Any]) -> bytes:
    """The .xlsx file; every cell of a column of text is formatted as text, so that no digit is lost."""
    book = Workbook()
    sheet = book.active
    sheet.title = "数据"
    for index, column in enumerate(columns, 1):
        _column(sheet, index, column, written(column, value_at(example, column.path)))
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet("填写说明"), title, columns)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _column(sheet: Any, index: int, column: Column, example: Any) -> None:
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].width = max(12, min(40, 2 * len(column.label) + 4))
    if column.kind in {CellKind.TEXT, CellKind.MONTH, CellKind.DATE, CellKind.CHOICE}:
        sheet.column_dimensions[letter].number_format = "@"
    header = sheet.cell(1, index, column.label)
    header.font, header.fill = Font(bold=True), _HEADER
    cell = sheet.cell(2, index, example)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(example, str):
        cell.number_format = "@"


def _explain(sheet: Any, title: str, columns: Sequence[Column]) -> None:
    sheet.append([f"{title}：每行一份。第2行是示例，提交前请删去；不要合并单元格，不要用公式。"])
    sheet.append(["栏目", "含义", "填法", "可否空着"])
    for column in columns:
        how = "、".join(column.choices) or _HOW[column.kind]
        if column.many:
            how += "，一行一项（Alt+Enter换行）"
        empty = "可空" if column.optional or column.many else "必填"
        if column.blank:
            empty += "；有意留空写“无”“/”或“（手填）”"
        sheet.append([column.label, column.note, how, empty])
    for letter, width in zip("ABCD", (28, 60, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width
