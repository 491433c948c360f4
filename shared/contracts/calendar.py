"""工作日历 as an office completes it, and the publicity window (公示期, 第八条（六）) that follows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Input, Text

Layer = Literal["national", "regional", "office"]
"""Where a day comes from: 全国, 地区, 办公室录入; a later one goes before an earlier one."""

_Days = Annotated[tuple[Day, ...], Field(strict=False, max_length=120)]


class CalendarNotice(Input):
    """放假通知 of one year, entered by the office; it takes the place of what the calendar has for that year."""

    layer: Literal["national", "regional"] = Field(description="national 全国节假日安排，regional 三月三放假")
    year: Annotated[int, Field(ge=2000, le=2199)]
    rest_days: _Days = Field(description="放假的日子（周末可以不写）")
    work_days: _Days = Field((), description="调休上班的日子")
    source: Text = Field(description="通知的文号或网址")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.rest_days) & set(self.work_days):
            raise PydanticCustomError("day_off_and_on", "同一天不能既放假又上班，请核对通知。")
        # The notice of a year may begin in the last days of the year before (元旦).
        if any(
            day.year != self.year and (day.year, day.month) != (self.year - 1, 12) for day in self._days()
        ):
            raise PydanticCustomError("day_of_another_year", "有日子不在该通知的年份内，请核对。")
        return self

    def _days(self) -> tuple[date, ...]:
        return (*self.rest_days, *self.work_days)


class OfficeDay(Input):
    """A single day that the office sets itself, such as a local holiday."""

    day: Day
    working: bool
    label: Text = Field(description="事由")
    source: Text = Field(description="依据")


class CalendarOverlay(Input):
    """办公室录入的日历; named in the receipt by its hash."""

    notices: Annotated[tuple[CalendarNotice, ...], Field(strict=False, max_length=20)] = ()
    days: Annotated[tuple[OfficeDay, ...], Field(strict=False, max_length=120)] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        notices = [(notice.layer, notice.year) for notice in self.notices]
        days = [item.day for item in self.days]
        if len(set(notices)) != len(notices) or len(set(days)) != len(days):
            raise PydanticCustomError("entered_twice", "同一年的通知或同一天录入了两次，请删去一项。")
        return self


class PublicityFacts(Input):
    """公示: the day of publication."""

    published_on: Day = Field(description="发布日期")
    corrected_on: Day | None = Field(
        None, description="公示内容有影响辨认人选或异议受理的错误的，更正后重新发布的日期"
    )


class CalendarDay(Answer):
    """One day of the window: whether it is worked and counted, and how that is known."""

    day: date
    weekday: str
    working: bool
    counted: bool
    label: str | None = Field(description="节假日、周末或调休的名称；普通工作日为空")
    layer: Layer
    layer_label: str
    source: str
    confidence: Literal["notice", "news", "weak"] | None = Field(
        description="地区放假日期的确认程度；全国安排和办公室录入的为空"
    )


class WindowDifference(Answer):
    """Another reading (理解): its window, or the notices that it lacks."""

    options: dict[str, str]
    questions: tuple[str, ...]
    option_labels: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    missing_notices: tuple[str, ...] = ()


class WindowReadings(Answer):
    """Which readings the window rests on, and whether it is the same under all."""

    chosen: dict[str, str]
    basis: str
    same_under_all: bool
    differs: tuple[WindowDifference, ...] = ()


class PublicityWindow(Answer):
    """公示期: from the first counted day to the last; naming comes after the last."""

    published_on: date
    first_day: date
    last_day: date
    working_days: int
    may_be_named_from: date
    article: str
    quote: str
    site: str
    lists_reserves: bool | None = Field(description="公示是否列出后备人选，按所取的理解；版本没有规定的为空")
    days: tuple[CalendarDay, ...]
    notes: tuple[str, ...]
    readings: WindowReadings
    receipt: Receipt
