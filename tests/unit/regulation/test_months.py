"""Months: unions of spells, clipped at the as-of date, both ends counted."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.contracts.facts import Spell
from shared.regulation.months import Month, MonthSpan, clipped, longest_run, merged, total_months

months = st.builds(Month, st.integers(1990, 1994), st.integers(1, 12))
spans = st.tuples(months, months).map(lambda ends: MonthSpan(*sorted(end.ordinal for end in ends)))


def span(first: str, last: str) -> MonthSpan:
    return MonthSpan(Month.parse(first).ordinal, Month.parse(last).ordinal)


def ordinals(found: list[MonthSpan]) -> set[int]:
    return {number for run in found for number in range(run.first, run.last + 1)}


def test_both_ends_count() -> None:
    assert total_months([span("2010-07", "2026-06")]) == 192
    assert total_months([span("2026-06", "2026-06")]) == 1


def test_overlapping_months_count_once_and_touching_spells_become_one() -> None:
    found = [span("2020-01", "2020-06"), span("2020-05", "2020-12"), span("2021-01", "2021-02")]
    assert merged(found) == [span("2020-01", "2021-02")]
    assert total_months(found) == longest_run(found) == 14


def test_a_gap_breaks_a_run_but_not_the_total() -> None:
    found = [span("2020-01", "2020-06"), span("2020-08", "2020-12")]
    assert (total_months(found), longest_run(found)) == (11, 6)


def test_no_spells_are_zero_months() -> None:
    assert (total_months([]), longest_run([])) == (0, 0)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, span("2020-01", "2024-03")),
        ("2023-05", span("2020-01", "2023-05")),
        ("2025-01", span("2020-01", "2024-03")),
    ],
)
def test_a_spell_is_clipped_at_the_as_of_month(last: str | None, expected: MonthSpan) -> None:
    end = Month.parse(last) if last else None
    assert clipped(Month.parse("2020-01"), end, Month.of(date(2024, 3, 1))) == expected


def test_a_spell_that_begins_after_the_as_of_month_does_not_count() -> None:
    assert clipped(Month.parse("2024-04"), None, Month.of(date(2024, 3, 31))) is None


@pytest.mark.parametrize(
    "text", ["2020-13", "2020-00", "2020-1", "20-01", "2020/01", "2020-01-01", "1899-12", "２０２０-01", ""]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Spell.model_validate({"from": text})


def test_a_spell_that_ends_before_it_begins_is_refused_with_its_own_code() -> None:
    with pytest.raises(ValidationError) as error:
        Spell.model_validate({"from": "2020-02", "to": "2020-01"})
    assert error.value.errors()[0]["type"] == "spell_ends_before_it_begins"


@given(st.lists(spans, max_size=8))
def test_the_union_is_that_of_sets_of_months(found: list[MonthSpan]) -> None:
    assert total_months(found) == len(ordinals(found))
    runs = merged(found)
    assert ordinals(runs) == ordinals(found)
    assert all(a.last + 1 < b.first for a, b in itertools.pairwise(runs))


@given(st.lists(spans, max_size=8), spans)
def test_one_more_spell_never_takes_months_away(found: list[MonthSpan], more: MonthSpan) -> None:
    assert total_months([*found, more]) >= total_months(found)
    assert longest_run([*found, more]) >= longest_run(found)
