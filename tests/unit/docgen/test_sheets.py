"""Excel sheets: what Excel made of what was typed is undone or named with its cell, and nothing is let through."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from docgen_service.sheets.blank import blank_sheet
from docgen_service.sheets.columns import columns_of, not_in_cells
from docgen_service.sheets.guard import MAX_UNPACKED
from docgen_service.sheets.reader import MAX_ROWS, Sheet, open_sheet
from shared.contracts.documents import DOCUMENT_KINDS
from shared.problems import Refusal
from tests.support.papers import annex_1

MODEL = DOCUMENT_KINDS["annex_1"]
COLUMNS = columns_of(MODEL)
LABELS = [column.label for column in COLUMNS]
EXAMPLE = annex_1().model_dump(mode="json")
Change = Callable[[Any], None]


def _nothing(sheet: Any) -> None:
    """Leaves the sheet as it is."""


def _book(change: Change = _nothing, rows: int = 1) -> io.BytesIO:
    """The empty sheet of the form with its example, repeated, and then changed."""
    book = load_workbook(io.BytesIO(blank_sheet("推荐申请表", COLUMNS, EXAMPLE)))
    sheet = book.worksheets[0]
    for number in range(3, 2 + rows):
        for index in range(1, len(COLUMNS) + 1):
            sheet.cell(number, index, sheet.cell(2, index).value)
    change(sheet)
    return _saved(book)


def _saved(book: Workbook) -> io.BytesIO:
    target = io.BytesIO()
    book.save(target)
    return target


def _set(label: str, value: Any, row: int = 2) -> Change:
    def change(sheet: Any) -> None:
        sheet.cell(row, LABELS.index(label) + 1).value = value

    return change


def _read(file: io.BytesIO, **common: Any) -> tuple[Sheet, list[dict[str, Any]], list[tuple[str, str]]]:
    sheet = open_sheet(file, COLUMNS, common)
    rows = list(sheet.rows)
    faults = [*sheet.faults, *(fault for row in rows for fault in row.faults)]
    return sheet, [row.data for row in rows], [(fault.field, fault.code) for fault in faults]


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_every_kind_has_labels_that_say_one_thing(kind: str) -> None:
    columns = columns_of(DOCUMENT_KINDS[kind])
    assert len({column.label for column in columns}) == len(columns)
    covered = {column.path[0] for column in columns} | set(not_in_cells(DOCUMENT_KINDS[kind]))
    assert covered == set(DOCUMENT_KINDS[kind].model_fields)


def test_the_example_of_the_empty_sheet_reads_back_as_the_data() -> None:
    sheet, (data,), faults = _read(_book())
    assert faults == []
    assert MODEL.model_validate(data) == MODEL.model_validate(EXAMPLE)
    assert sheet.letters["name"] == "B"


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("填表时间", datetime.fromisoformat("2026-05-08"), "2026-05-08"),
        ("填表时间", "2026年5月8日", "2026-05-08"),
        ("填表时间", "2026/5/8", "2026-05-08"),
        ("填表时间", "（手填）", {"blank": "by_hand"}),
        ("出生年月", datetime.fromisoformat("1980-05-01"), "1980-05"),
        ("出生年月", "1980年5月", "1980-05"),
        ("联系电话", 13800000000, "13800000000"),
        ("联系电话", 13800000000.0, "13800000000"),
        ("政治面貌", "无", {"blank": "none"}),
        ("职务职称", "／", {"blank": "not_applicable"}),
        ("姓名", "=不是公式", "=不是公式"),
    ],
)
def test_what_excel_made_of_it_is_undone(label: str, value: Any, expected: Any) -> None:
    def change(sheet: Any) -> None:
        cell = sheet.cell(2, LABELS.index(label) + 1, value)
        if value == "=不是公式":
            cell.data_type = "s"

    _, (data,), faults = _read(_book(change))
    assert faults == []
    assert data[COLUMNS[LABELS.index(label)].name] == expected


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("身份证号", 450302198005080001, "digits_lost"),
        ("联系电话", 1.5, "cell_not_text"),
        ("姓名", datetime.fromisoformat("2026-05-08"), "cell_not_text"),
        ("姓名", True, "cell_not_text"),
        ("姓名", None, "cell_empty"),
        ("姓名", "   ", "cell_empty"),
        ("姓名", "=A1", "cell_formula"),
        ("姓名", "#N/A", "cell_error"),
        ("填表时间", "五月八日", "date_invalid"),
        ("填表时间", "2026-02-30", "date_invalid"),
        ("填表时间", 46150, "date_invalid"),
        ("填表时间", datetime.fromisoformat("2026-05-08T09:30"), "date_invalid"),
        ("出生年月", 1980.1, "month_invalid"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(label: str, value: Any, code: str) -> None:
    def change(sheet: Any) -> None:
        cell = sheet.cell(2, LABELS.index(label) + 1)
        cell.value = value
        if value == "#N/A":
            cell.data_type = "e"

    _, _, faults = _read(_book(change))
    letter = load_workbook(_book()).worksheets[0].cell(2, LABELS.index(label) + 1).column_letter
    assert faults == [(f"{letter}2", code)]


def test_all_faults_of_all_rows_come_at_once() -> None:
    def change(sheet: Any) -> None:
        _set("姓名", None)(sheet)
        _set("填表时间", "?", 3)(sheet)
        sheet.delete_rows(4)
        sheet.insert_rows(4)
        sheet.merge_cells("C5:D5")
        sheet.row_dimensions[6].hidden = True

    _, _, faults = _read(_book(change, rows=5))
    assert [code for _, code in faults] == [
        "cells_merged", "row_hidden", "cell_empty", "date_invalid", "row_empty", "cell_empty",
    ]  # fmt: skip
    assert faults[:2] == [("C5:D5", "cells_merged"), ("6", "row_hidden")]


def test_columns_may_stand_in_any_order_and_be_named_by_their_field() -> None:
    def change(sheet: Any) -> None:
        sheet.move_range(f"A1:A{sheet.max_row}", cols=len(COLUMNS))
        sheet.delete_cols(1)
        _ = sheet.cell(1, 1, " name ")

    _, (data,), faults = _read(_book(change))
    assert faults == [] and data["name"] == EXAMPLE["name"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda sheet: sheet.cell(1, 2, "名字"), ("B1", "column_unknown")),
        (lambda sheet: sheet.cell(1, 3, "姓名"), ("B1", "column_twice")),
        (lambda sheet: sheet.delete_cols(2), ("1", "column_missing")),
        (lambda sheet: sheet.cell(2, len(COLUMNS) + 3, "x"), ("T2", "cell_beyond")),
        (lambda sheet: sheet.delete_rows(1, 2), ("A1", "sheet_empty")),
    ],
)
def test_columns_that_are_wrong_are_named(change: Change, fault: tuple[str, str]) -> None:
    assert fault in _read(_book(change))[2]


def test_what_all_rows_have_in_common_is_no_column() -> None:
    _, (data,), faults = _read(_book(lambda sheet: sheet.delete_cols(1)), filled_on="2026-05-08")
    assert faults == [] and "filled_on" not in data
    assert ("A1", "column_in_common") in _read(_book(), filled_on="2026-05-08")[2]


def test_a_sheet_that_claims_to_be_smaller_than_it_is_is_read_to_its_end() -> None:
    small = _rewritten(_book(rows=4), "xl/worksheets/sheet1.xml", b'ref="A1:Q5"', b'ref="A1:Q2"')
    assert len(_read(small)[1]) == 4


def test_rows_without_end_are_refused_and_styled_empty_ones_are_none() -> None:
    def long(sheet: Any) -> None:
        for number in range(2, MAX_ROWS + 4):
            sheet.cell(number, 2, "甲")

    faults = _read(_book(long))[2]
    assert faults[-1][1] == "too_many_rows"

    def styled(sheet: Any) -> None:
        for number in range(3, 3000):
            sheet.cell(number, 1).number_format = "@"

    assert len(_read(_book(styled))[1]) == 1


def _rewritten(file: io.BytesIO, part: str, old: bytes, new: bytes) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == part:
                assert old in content
                content = content.replace(old, new)
            written.writestr(item.filename, content)
    return target


def _with(name: str, content: bytes) -> io.BytesIO:
    file = _book()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file


def _word() -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    return target


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "not_a_sheet"),
        (io.BytesIO("姓名,单位\n甲,乙".encode()), "not_a_sheet"),
        (io.BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), "sheet_old_format"),
        (io.BytesIO(b"PK\x03\x04" + b"\0" * 100), "not_a_sheet"),
        (_word(), "not_a_sheet"),
        (_with("xl/vbaProject.bin", b"x"), "sheet_has_macros"),
        (_with("xl/media/bomb.bin", b"\0" * (MAX_UNPACKED + 1)), "sheet_unpacks_too_large"),
        (_with("xl/more.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'), "not_a_sheet"),
        (_rewritten(_book(), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><row"), "not_a_sheet"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_with_what_to_do(file: io.BytesIO, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _read(file)
    assert refused.value.code == code


def test_dates_and_texts_of_the_empty_sheet_keep_their_form() -> None:
    book = load_workbook(io.BytesIO(blank_sheet("推荐申请表", COLUMNS, EXAMPLE)))
    data, notes = book.worksheets
    assert [cell.value for cell in data[1]] == LABELS
    assert data["H2"].number_format == "@" and data["H2"].value == EXAMPLE["id_number"]
    assert not any(isinstance(cell.value, date) for cell in data[2])
    assert [row[0].value for row in notes.iter_rows(min_row=3)] == LABELS
