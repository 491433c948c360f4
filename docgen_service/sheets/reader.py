"""Reads a sheet row by row: every fault with its cell, and nothing taken from a row that has one."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from docgen_service.sheets.cells import CellFault, read_cell
from docgen_service.sheets.columns import Column
from docgen_service.sheets.guard import merged_and_hidden, refuse_unsafe
from shared.problems import FieldError, Refusal

MAX_ROWS = 10_000
_EMPTY_AFTER = 1000  # so many empty rows after the last one, and nothing more is looked for


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet, its data as far as it could be read, and its faults."""

    number: int
    data: dict[str, Any]
    faults: tuple[FieldError, ...]


@dataclass
class Sheet:
    """数据表: the first worksheet of a file; `letters` tells the column letter of each field's path."""

    letters: dict[str, str] = field(default_factory=dict)
    faults: list[FieldError] = field(default_factory=list)
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))


def open_sheet(file: BinaryIO, columns: Sequence[Column], common: Mapping[str, Any]) -> Sheet:
    """Opens a sheet whose header names the columns; what `common` gives must not stand in it as well."""
    refuse_unsafe(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        worksheet = book.worksheets[0]
        # A sheet may claim to be smaller than it is: what it claims is not believed.
        worksheet.reset_dimensions()
        merged, hidden = merged_and_hidden(file, worksheet._worksheet_path.lstrip("/"))
        rows = enumerate(worksheet.iter_rows(), 1)
        _, header = next(rows, (1, ()))
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, BadZipFile, OSError, SyntaxError):
        raise _unreadable() from None
    sheet = Sheet()
    where, faults = _match(header, columns, common)
    sheet.letters = {column.name: get_column_letter(index + 1) for index, column in where.items()}
    sheet.faults = faults + [_merged(ref) for ref in merged] + [_hidden(row) for row in hidden]
    sheet.rows = _rows(rows, where)
    return sheet


def _match(
    header: Sequence[Any], columns: Sequence[Column], common: Mapping[str, Any]
) -> tuple[dict[int, Column], list[FieldError]]:
    """Which column stands where; faults: unknown, double, missing, or given in common as well."""
    known = {_same(name): column for column in columns for name in (column.name, column.label)}
    labels = [_same(cell.value) if cell.value is not None else "" for cell in header]
    if not any(labels):
        return {}, [
            FieldError("A1", "sheet_empty", "第1行应为栏目名称，但是空的；请用本系统提供的空表填写。")
        ]
    where: dict[int, Column] = {}
    faults = []
    for index, label in enumerate(labels):
        column, cell = known.get(label), f"{get_column_letter(index + 1)}1"
        if column is not None and column.path[0] in common:
            faults.append(
                FieldError(cell, "column_in_common", "这一栏已在common中统一给出，请删去其中之一。")
            )
        elif column is not None:
            where[index] = column
        elif label:
            faults.append(FieldError(cell, "column_unknown", "没有这一栏，请删去或核对栏目名称。"))
    counted = Counter(column.name for column in where.values())
    for index, column in where.items():
        if counted[column.name] > 1:
            cell = f"{get_column_letter(index + 1)}1"
            faults.append(FieldError(cell, "column_twice", f"“{column.label}”一栏出现了不止一次。"))
    missing = [
        column
        for column in columns
        if not column.optional and column.path[0] not in common and not counted[column.name]
    ]
    faults += [FieldError("1", "column_missing", f"缺少“{column.label}”一栏。") for column in missing]
    return where, faults


def _rows(rows: Iterator[tuple[int, Any]], where: dict[int, Column]) -> Iterator[Row]:
    """Every row up to the last that holds anything; an empty one between others is a fault."""
    empty: list[int] = []
    count = 0
    try:
        for number, cells in rows:
            if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
                empty.append(number)
                if len(empty) > _EMPTY_AFTER:
                    return
                continue
            for skipped in empty:
                yield Row(skipped, {}, (_fault(skipped, "row_empty", "是空行，请删去。"),))
            count += 1
            if count > MAX_ROWS:
                message = f"超过{MAX_ROWS}行，请分成几个文件提交。"
                yield Row(number, {}, (FieldError(str(number), "too_many_rows", message),))
                return
            empty = []
            yield _row(number, cells, where)
    except (KeyError, ValueError, TypeError, AttributeError, BadZipFile, OSError, SyntaxError):
        raise _unreadable() from None


def _row(number: int, cells: Sequence[Any], where: dict[int, Column]) -> Row:
    data: dict[str, Any] = {}
    faults = []
    for index, cell in enumerate(cells):
        column, place = where.get(index), f"{get_column_letter(index + 1)}{number}"
        if column is None:
            if cell.value is not None and str(cell.value).strip():
                faults.append(FieldError(place, "cell_beyond", f"第{number}行在没有栏目名称的列中有内容。"))
            continue
        try:
            value = _value(column, cell)
        except CellFault as fault:
            message = f"第{number}行“{column.label}”：{fault.message}"
            faults.append(FieldError(place, fault.code, message))
            continue
        if value is not None:
            _put(data, column.path, value)
    return Row(number, data, tuple(faults))


def _value(column: Column, cell: Any) -> Any:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind == "f":
        raise CellFault("cell_formula", "这一格是公式，请改为填好的值（选择性粘贴为“值”）。")
    if kind == "e":
        raise CellFault("cell_error", "这一格是Excel的错误值，请改正。")
    if value is None or (isinstance(value, str) and not value.strip()):
        if column.optional:
            return None
        if column.many:
            return []
        hint = "；有意留空的请写“无”“/”或“（手填）”" if column.blank else ""
        raise CellFault("cell_empty", f"没有填写{hint}。")
    if not isinstance(value, str | int | float | bool | datetime | date):
        raise CellFault("cell_unreadable", "这一格的内容无法读取，请改为文字。")
    return read_cell(column, value)


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    data[path[-1]] = value


def _same(label: object) -> str:
    """A label as compared: full and half width, blanks and line breaks do not count."""
    return "".join(unicodedata.normalize("NFKC", str(label)).split()).lower()


def _fault(row: int, code: str, message: str) -> FieldError:
    return FieldError(str(row), code, f"第{row}行{message}")


def _merged(ref: str) -> FieldError:
    return FieldError(ref, "cells_merged", f"{ref} 是合并的单元格，请取消合并，每格分别填写。")


def _hidden(row: int) -> FieldError:
    return _fault(row, "row_hidden", "是隐藏的，请取消隐藏或删去。")


def _unreadable() -> Refusal:
    return Refusal(415, "not_a_sheet", "这个Excel文件无法读取，请在Excel或WPS中打开并另存为.xlsx后重试。")
