"""Working days in layers (工作日历): each day's source, and what is not known is never guessed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rules_service.use_cases.open_publicity_window import open_publicity_window
from shared.contracts.calendar import CalendarOverlay, PublicityFacts
from shared.regulation.calendar import CalendarNotCovered, WorkingDays
from shared.regulation.calendar_data import Calendar, RegionalYear
from shared.regulation.library import Library
from shared.regulation.national import NationalDay, national_day

EDITION = Library().get("guilin_artisan_2025")
CALENDAR = EDITION.part(Calendar)


def days(**overlay: Any) -> WorkingDays:
    return WorkingDays(CALENDAR, CalendarOverlay.model_validate(overlay))


@pytest.mark.parametrize(
    ("day", "working", "layer", "label"),
    [
        ("2024-04-10", True, "national", None),
        ("2024-04-11", False, "regional", "壮族三月三"),
        ("2024-04-12", False, "regional", "壮族三月三"),
        ("2024-04-15", True, "national", None),
        ("2023-04-23", False, "regional", "壮族三月三"),
        ("2018-04-15", True, "regional", "壮族三月三调休上班"),
        ("2018-04-20", False, "regional", "壮族三月三"),
        ("2017-04-01", False, "regional", "壮族三月三"),
        ("2017-04-08", True, "regional", "壮族三月三调休上班"),
        ("2026-01-04", True, "national", "元旦调休上班"),
        ("2026-02-14", True, "national", "春节调休上班"),
        ("2026-02-28", True, "national", "春节调休上班"),
        ("2026-05-09", True, "national", "劳动节调休上班"),
        ("2026-09-20", True, "national", "国庆节调休上班"),
        ("2026-10-10", True, "national", "国庆节调休上班"),
        ("2026-10-01", False, "national", "国庆节"),
        ("2026-11-22", False, "national", "星期日"),
    ],
)
def test_a_day_comes_from_the_layer_that_knows_it_best(
    day: str, working: bool, layer: str, label: str | None
) -> None:
    known = days().known(date.fromisoformat(day))
    assert (known.working, known.layer, known.label) == (working, layer, label)
    assert known.source


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-09-14", "2021-09-18"),
        ("2024-03-12", "2024-03-18"),
        ("2023-05-22", "2023-05-26"),
        ("2023-08-22", "2023-08-28"),
    ],
)
def test_published_windows_of_other_programmes_are_five_working_days_with_both_ends(
    first: str, last: str
) -> None:
    window = days().window(date.fromisoformat(first), 5)
    assert window[-1].day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "layers"),
    [
        ("2027-01-01", ["national"]),
        ("2027-04-09", ["national", "regional"]),
        ("2026-04-09", ["regional"]),
        ("2026-04-19", ["regional"]),
        ("2026-04-29", ["regional"]),
        ("2019-03-12", ["regional"]),
        ("2019-05-05", ["regional"]),
        ("2003-12-31", ["national"]),
    ],
)
def test_what_nobody_has_entered_is_named_and_not_guessed(day: str, layers: list[str]) -> None:
    with pytest.raises(CalendarNotCovered) as error:
        days().known(date.fromisoformat(day))
    assert [item.layer for item in error.value.missing] == layers
    assert all(day[:4] in item.notice and item.notice in item.message for item in error.value.missing)


@pytest.mark.parametrize("day", ["2026-04-08", "2026-04-30", "2019-03-11", "2019-05-06"])
def test_a_day_beside_an_open_festival_is_known(day: str) -> None:
    assert days().known(date.fromisoformat(day)).layer == "national"


def test_a_notice_that_the_office_enters_goes_before_what_the_calendar_has() -> None:
    notice = {"layer": "regional", "year": 2024, "rest_days": ["2024-04-15"], "source": "更正通知"}
    entered = days(notices=[notice])
    assert entered.known(date(2024, 4, 11)).working
    assert entered.known(date(2024, 4, 15)).source == "更正通知"


def test_a_day_that_the_office_sets_needs_no_notice() -> None:
    item = {"day": "2027-03-01", "working": False, "label": "停电", "source": "市政府通知"}
    known = days(days=[item]).known(date(2027, 3, 1))
    assert (known.working, known.layer, known.label) == (False, "office", "停电")


@pytest.mark.parametrize(
    ("overlay", "code"),
    [
        (
            {"notices": [_n := {"layer": "national", "year": 2027, "rest_days": [], "source": "甲"}, _n]},
            "entered_twice",
        ),
        (
            {
                "notices": [
                    _n | {"rest_days": ["2027-01-01"], "work_days": ["2027-01-01"]},
                ]
            },
            "day_off_and_on",
        ),
        ({"notices": [_n | {"rest_days": ["2026-11-30"]}]}, "day_of_another_year"),
        (
            {"days": [_d := {"day": "2027-01-01", "working": True, "label": "甲", "source": "乙"}, _d]},
            "entered_twice",
        ),
    ],
)
def test_an_overlay_that_contradicts_itself_is_refused(overlay: Any, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        CalendarOverlay.model_validate(overlay)
    assert [item["type"] for item in error.value.errors()] == [code]


@given(st.dates(date(2005, 1, 1), date(2026, 11, 30)), st.integers(1, 10))
def test_a_window_ends_on_its_last_working_day_and_skips_none(start: date, count: int) -> None:
    def plain(day: date) -> NationalDay:
        return NationalDay(day.weekday() < 5, None)

    calendar = CALENDAR.model_copy(update={"regional": None})
    window = WorkingDays(calendar, CalendarOverlay(), plain).window(start, count)
    assert [known.day for known in window] == [start + timedelta(n) for n in range(len(window))]
    assert sum(known.working for known in window) == count
    assert window[-1].working


def test_the_package_covers_whole_years_or_none() -> None:
    assert national_day(date(2026, 12, 31)) is not None
    assert national_day(date(2027, 1, 1)) is None


def test_a_day_off_that_is_known_from_a_weak_source_only_is_to_be_confirmed() -> None:
    weak = RegionalYear(
        festival_day=date(2026, 4, 19),
        rest_days=(date(2026, 4, 20),),
        work_days=(),
        source="某网页",
        confidence="weak",
    )
    assert CALENDAR.regional
    regional = CALENDAR.regional.model_copy(update={"years": {2026: weak}})
    calendar = CALENDAR.model_copy(update={"regional": regional})
    edition = replace(EDITION, parts=EDITION.parts | {Calendar: calendar})
    facts, now = PublicityFacts(published_on=date(2026, 4, 15)), datetime(2026, 4, 15, tzinfo=UTC)
    found = open_publicity_window(edition, facts, CalendarOverlay(), {}, now)
    assert [note for note in found.notes if "某网页" in note and "请核对" in note]
    entered = {"layer": "regional", "year": 2026, "rest_days": ["2026-04-20"], "source": "通知原件"}
    overlay = CalendarOverlay.model_validate({"notices": [entered]})
    assert open_publicity_window(edition, facts, overlay, {}, now).notes == ()
