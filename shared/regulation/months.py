"""Months as a type of their own: what 满10年 and 满5年以上 (第六条) are counted in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

_FORM = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Month(NamedTuple):
    """One calendar month (年月), written YYYY-MM."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Reads YYYY-MM; anything else, and a year outside 1900–2199, is a ValueError."""
        found = _FORM.fullmatch(text)
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise PydanticCustomError("month_form", "年月应写作“2010-07”。")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day falls in."""
        return cls(day.year, day.month)

    @property
    def ordinal(self) -> int:
        """The number of the month, counted on without gaps; the difference of two is in months."""
        return self.year * 12 + self.month - 1

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def _validate(cls, value: Any) -> Month:
        if isinstance(value, Month):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise PydanticCustomError("month_form", "年月应写作“2010-07”。")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_FORM.pattern}$", "examples": ["2010-07"]}


class MonthSpan(NamedTuple):
    """A run of whole months by their ordinals, both ends counted (起止年月均计入)."""

    first: int
    last: int


def clipped(first: Month, last: Month | None, as_of: Month) -> MonthSpan | None:
    """A spell up to the as-of month (截止日); an open one lasts until then; None if it begins later."""
    begin, until = first.ordinal, as_of.ordinal
    end = until if last is None else min(last.ordinal, until)
    return MonthSpan(begin, end) if begin <= end else None


def merged(spans: Iterable[tuple[int, int]]) -> list[MonthSpan]:
    """The union of spells as separate runs, in order; runs that touch become one."""
    runs: list[MonthSpan] = []
    for first, last in sorted(spans):
        if runs and first <= runs[-1].last + 1:
            if last > runs[-1].last:
                runs[-1] = MonthSpan(runs[-1].first, last)
        else:
            runs.append(MonthSpan(first, last))
    return runs


def total_months(spans: Iterable[tuple[int, int]]) -> int:
    """Months worked in all (累计): overlapping months count once."""
    total, until = 0, -1
    for first, last in sorted(spans):
        if last > until:
            total += last - (first - 1 if first > until else until)
            until = last
    return total


def longest_run(spans: Iterable[tuple[int, int]]) -> int:
    """Months of the longest unbroken run (连续)."""
    return max((last - first + 1 for first, last in merged(spans)), default=0)
