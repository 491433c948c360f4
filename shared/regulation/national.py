"""The national calendar (国务院办公厅节假日安排): the one module that imports `chinese_calendar`."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import NamedTuple, Protocol

import chinese_calendar

PACKAGE = f"chinesecalendar {version('chinesecalendar')}"
_NAMES = {holiday.value: str(holiday.chinese) for holiday in chinese_calendar.Holiday}


class NationalDay(NamedTuple):
    """A day of the national calendar; `holiday` names the festival that makes it a day off or a day on."""

    working: bool
    holiday: str | None


class NationalCalendar(Protocol):
    """Any source of national days."""

    def __call__(self, day: date) -> NationalDay | None: ...


def national_day(day: date) -> NationalDay | None:
    """A day as the package has it; None for a year that it does not cover: the package never guesses."""
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return NationalDay(not off, _NAMES[name] if name else None)
