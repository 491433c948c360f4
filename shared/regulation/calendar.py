"""Working days (工作日) in layers: national, the region's festival, the office; what is not known is never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shared.contracts.calendar import CalendarNotice, CalendarOverlay, Layer
from shared.regulation.calendar_data import Calendar, Confidence, Regional
from shared.regulation.national import PACKAGE, NationalCalendar, national_day

_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_DAY = timedelta(days=1)


class MissingNotice(NamedTuple):
    """放假通知 that has not been entered."""

    layer: Layer
    year: int
    notice: str
    message: str


class CalendarNotCovered(LookupError):
    """A day of which nobody has entered whether it is worked."""

    def __init__(self, missing: tuple[MissingNotice, ...]) -> None:
        super().__init__("; ".join(f"{item.layer} {item.year}" for item in missing))
        self.missing = missing


@dataclass(frozen=True)
class KnownDay:
    """A day, and how it is known."""

    day: date
    working: bool
    label: str | None
    layer: Layer
    source: str
    confidence: Confidence | None = None

    @property
    def weekday(self) -> str:
        return _WEEKDAYS[self.day.weekday()]


class WorkingDays:
    """An edition's calendar with what the office has entered."""

    def __init__(
        self, calendar: Calendar, overlay: CalendarOverlay, national: NationalCalendar = national_day
    ) -> None:
        self._calendar = calendar
        self._national = national
        self._notices = {(notice.layer, notice.year): notice for notice in overlay.notices}
        self._office = {item.day: item for item in overlay.days}

    def known(self, day: date) -> KnownDay:
        """What is known of a day; raises CalendarNotCovered with every notice that it would take."""
        own = self._office.get(day)
        if own is not None:
            return KnownDay(day, own.working, own.label, "office", own.source)
        national, regional = self._national_day(day), self._regional_day(day)
        missing = tuple(found for found in (national, regional) if isinstance(found, MissingNotice))
        if missing:
            raise CalendarNotCovered(missing)
        found = regional or national
        assert isinstance(found, KnownDay)
        return found

    def window(self, start: date, count: int) -> list[KnownDay]:
        """Every day from the start until so many working days have passed."""
        days: list[KnownDay] = []
        while count:
            days.append(self.known(start))
            count -= days[-1].working
            start += _DAY
        return days

    def regional_year(self, day: date) -> int | None:
        """The year whose regional data of the edition bears on this day, if the office has not replaced it."""
        regional = self._calendar.regional
        replaced = ("regional", day.year) in self._notices
        return day.year if regional and regional.touches(day) and not replaced else None

    def _national_day(self, day: date) -> KnownDay | MissingNotice:
        texts = self._calendar.national
        # A notice may also speak of the last days of the year before.
        for year in (day.year + 1, day.year):
            notice = self._notices.get(("national", year))
            told = notice and _by_notice(notice, day, texts.day_off, texts.make_up)
            if told:
                return told
        entered = self._notices.get(("national", day.year))
        if entered:
            return self._plain(day, entered.source)
        found = self._national(day)
        title = texts.notice.format(year=day.year)
        if found is None:
            message = self._calendar.texts.missing_national.format(notice=title, year=day.year)
            return MissingNotice("national", day.year, title, message)
        source = f"{title}（{PACKAGE}）"
        if found.holiday is None:
            return self._plain(day, source)
        label = f"{found.holiday}{texts.make_up}" if found.working else found.holiday
        return KnownDay(day, found.working, label, "national", source)

    def _plain(self, day: date, source: str) -> KnownDay:
        if day.weekday() < 5:
            return KnownDay(day, True, None, "national", source)
        weekend = self._calendar.national.weekend_basis
        return KnownDay(day, False, _WEEKDAYS[day.weekday()], "national", weekend)

    def _regional_day(self, day: date) -> KnownDay | MissingNotice | None:
        regional = self._calendar.regional
        if regional is None:
            return None
        notice = self._notices.get(("regional", day.year))
        if notice:
            return _by_notice(notice, day, regional.festival, regional.make_up)
        data = regional.years.get(day.year)
        if data is None or not data.filled:
            return self._missing(regional, day) if regional.touches(day) else None
        if day in {*(data.rest_days or ()), *(data.work_days or ())}:
            working = day in (data.work_days or ())
            label = f"{regional.festival}{regional.make_up}" if working else regional.festival
            source = f"{regional.notice.format(year=day.year)}（{data.source}）"
            return KnownDay(day, working, label, "regional", source, data.confidence)
        return None

    def _missing(self, regional: Regional, day: date) -> MissingNotice:
        title = regional.notice.format(year=day.year)
        message = self._calendar.texts.missing_regional.format(notice=title, year=day.year)
        return MissingNotice("regional", day.year, title, message)


def _by_notice(notice: CalendarNotice, day: date, day_off: str, make_up: str) -> KnownDay | None:
    if day in notice.work_days:
        return KnownDay(day, True, make_up, notice.layer, notice.source)
    if day in notice.rest_days:
        return KnownDay(day, False, day_off, notice.layer, notice.source)
    return None
