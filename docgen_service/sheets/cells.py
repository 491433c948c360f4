"""One cell read into a field's JSON: what Excel made of what was typed is undone, or refused."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from docgen_service.rendering.wording import LEGAL_ZONE
from docgen_service.sheets.columns import CellKind, Column

# How a blank is written into a cell; an empty cell is none, for it may have been forgotten.
BLANKS = {
    "无": "none", "/": "not_applicable", "／": "not_applicable", "（手填）": "by_hand", "(手填)": "by_hand",
}  # fmt: skip
BLANK_WORDS = {"none": "无", "not_applicable": "/", "by_hand": "（手填）"}
_SAFE_INTEGER = 10**15  # Excel keeps 15 digits of a number: an ID number of 18 is spoilt
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_YES_NO = {"是": True, "否": False}


class CellFault(Exception):
    """A cell that cannot be taken: a stable code and a Chinese sentence without its content."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def read_cell(column: Column, value: Any) -> Any:
    """The JSON value of a cell that is not empty; raises CellFault."""
    text = value.strip() if isinstance(value, str) else value
    if column.blank and isinstance(text, str) and text in BLANKS:
        return {"blank": BLANKS[text]}
    read = _READERS[column.kind](text, column)
    return [line.strip() for line in read.splitlines() if line.strip()] if column.many else read


def _text(value: Any, column: Column) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise CellFault("cell_not_text", "这一格是逻辑值，应填文字。")
    if isinstance(value, datetime | date | time):
        raise CellFault(
            "cell_not_text", "这一格被Excel当作日期，应为文字；请把该列设为“文本”格式后重新填写。"
        )
    if isinstance(value, int | float) and value == int(value):
        if abs(value) >= _SAFE_INTEGER:
            raise CellFault(
                "digits_lost",
                "这一格存成了数字，超过15位的部分已被Excel改掉；请把该列设为“文本”格式后重新填写。",
            )
        return str(int(value))
    raise CellFault("cell_not_text", "这一格是带小数的数字，应为文字；请把该列设为“文本”格式后重新填写。")


def _month(value: Any, column: Column) -> str:
    if isinstance(value, datetime | date):
        return f"{value.year:04d}-{value.month:02d}"
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise CellFault("month_invalid", "年月应写作“1980-05”（文本）或Excel日期。")
    return f"{found[1]}-{int(found[2]):02d}"


def _date(value: Any, column: Column) -> str:
    if isinstance(value, datetime):
        if value.time() != time(0):
            raise CellFault("date_invalid", "这一格带有时刻，应只填日期。")
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        raise CellFault("date_invalid", "日期应写作“2026-06-30”或Excel日期。") from None


def _instant(value: Any, column: Column) -> str:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise CellFault("instant_invalid", "时间应写作“2026-06-30 09:30”或Excel日期时间。")
    return (value if value.tzinfo else value.replace(tzinfo=LEGAL_ZONE)).isoformat()


def _integer(value: Any, column: Column) -> int:
    number = _number(value)
    if number is None or number != int(number):
        raise CellFault("integer_invalid", "应填整数。")
    return int(number)


def _money(value: Any, column: Column) -> int:
    """元 in the cell, 分 in the data: exact, by way of the decimals that the cell shows."""
    number = _number(value)
    if number is None or number * 100 != int(number * 100):
        raise CellFault("money_invalid", "金额以元为单位，最多两位小数。")
    return int(number * 100)


def _yes_no(value: Any, column: Column) -> bool:
    if isinstance(value, bool):
        return value
    if value not in _YES_NO:
        raise CellFault("yes_no_invalid", "应填“是”或“否”。")
    return _YES_NO[value]


def _choice(value: Any, column: Column) -> str:
    if value not in column.choices:
        raise CellFault("choice_invalid", f"应为下列之一：{'、'.join(column.choices)}。")
    return str(value)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(value.replace(",", "").replace("，", "") if isinstance(value, str) else repr(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _SAFE_INTEGER else None


_READERS: dict[CellKind, Callable[[Any, Column], Any]] = {
    CellKind.TEXT: _text, CellKind.MONTH: _month, CellKind.DATE: _date, CellKind.INSTANT: _instant,
    CellKind.INTEGER: _integer, CellKind.MONEY: _money, CellKind.YES_NO: _yes_no, CellKind.CHOICE: _choice,
}  # fmt: skip


def written(column: Column, value: Any) -> Any:
    """How a value of the data is written into a cell: the other way round."""
    if isinstance(value, dict) and set(value) == {"blank"}:
        return BLANK_WORDS[value["blank"]]
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.kind is CellKind.MONEY and isinstance(value, int):
        return value / 100
    if column.kind is CellKind.INSTANT and value is not None:
        return datetime.fromisoformat(str(value)).astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M")
    return value
