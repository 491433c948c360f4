"""calendar.yaml: the region's own days off (壮族三月三) by year, with source and confidence, and the notices' names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.regulation.lines import Path_
from shared.regulation.parts import Part, Strict, Words, template

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Confidence = Literal["notice", "news", "weak"]
Notice = Annotated[Words, template("year")]
_DAY_OF_YEAR = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class National(Strict):
    """全国: how its notices are called; the days themselves come from a package."""

    label: Words
    notice: Notice
    weekend_basis: Words
    day_off: Words
    make_up: Words


class RegionalYear(Strict):
    """One year: days off and days on, or null while the notice has not been entered."""

    festival_day: date
    rest_days: tuple[date, ...] | None
    work_days: tuple[date, ...] | None
    source: Words | None
    confidence: Confidence | None

    @property
    def filled(self) -> bool:
        """Whether the notice of this year has been entered."""
        return self.rest_days is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [
            value is not None for value in (self.rest_days, self.work_days, self.source, self.confidence)
        ]
        if any(given) != all(given):
            raise ValueError("rest_days、work_days、source、confidence 须一并填写，或一并为 null")
        if set(self.rest_days or ()) & set(self.work_days or ()):
            raise ValueError("同一天不能既放假又上班")
        return self


class Window(Strict):
    """The days of any year that the festival may touch, as MM-DD."""

    first: Annotated[str, Field(pattern=_DAY_OF_YEAR)]
    last: Annotated[str, Field(pattern=_DAY_OF_YEAR)]


class Regional(Strict):
    """地区: a festival whose days a notice fixes each year."""

    label: Words
    festival: Words
    make_up: Words
    basis: Words
    notice: Notice
    window: Window
    margin_days: Annotated[int, Field(ge=0, le=30)]
    years: dict[Annotated[int, Field(ge=2000, le=2199)], RegionalYear]

    def touches(self, day: date) -> bool:
        """Whether the year's notice may say something about this day."""
        known = self.years.get(day.year)
        if known is None:
            return self.window.first <= f"{day:%m-%d}" <= self.window.last
        return abs(day - known.festival_day) <= timedelta(days=self.margin_days)


class Office(Strict):
    """What the office enters itself."""

    label: Words


class CalendarTexts(Strict):
    """The sentences about the calendar; names in braces are filled in."""

    missing_national: Annotated[Words, template("notice", "year")]
    missing_regional: Annotated[Words, template("notice", "year")]
    weak: Annotated[Words, template("notice", "year", "source")]
    published_on_day_off: Words


class Calendar(Part):
    """工作日历."""

    FILE: ClassVar[str] = "calendar.yaml"
    REQUIRED: ClassVar[bool] = False

    timezone: Literal["Asia/Shanghai"]
    national: National
    regional: Regional | None = None
    office: Office
    texts: CalendarTexts

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Days that stand under another year."""
        for year, data in self.regional.years.items() if self.regional else ():
            days = (data.festival_day, *(data.rest_days or ()), *(data.work_days or ()))
            for day in days:
                if day.year != year:
                    yield ("regional", "years", str(year)), f"{day} 不在{year}年"
