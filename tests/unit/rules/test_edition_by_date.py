"""Which edition a request that names none is judged under: the one in force on the day that it asks about."""

from datetime import date
from pathlib import Path

import pytest

from rules_service.compiled import Regulations
from rules_service.use_cases.find_editions import edition_for
from shared.problems import Refusal
from shared.regulation.library import BUILT_IN, Library
from tests.support.editions import copied, editor

FIRST, SECOND = "guilin_artisan_2025", "guilin_artisan_2027"


@pytest.fixture
def regulations(tmp_path: Path) -> Regulations:
    """The edition of 2025, one that follows it on 1 January 2027, and another city's of 2020."""
    folder = copied(BUILT_IN / FIRST, tmp_path)
    edit = editor(folder)
    edit("edition.yaml", f"id: {FIRST}", f"id: {SECOND}")
    edit("edition.yaml", "date: 2025-04-29}", "date: 2027-01-01}")
    folder.rename(tmp_path / SECOND)
    copied(Path(__file__).parents[2] / "editions" / "wanxi_artisan_2020", tmp_path)
    return Regulations(Library(tmp_path), FIRST, try_first=False)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 4, 29), FIRST), (date(2026, 12, 31), FIRST), (date(2027, 1, 1), SECOND)],
)
def test_the_day_chooses_among_the_editions_of_the_honour_in_use(
    regulations: Regulations, day: date, expected: str
) -> None:
    assert edition_for(regulations, None, day).edition.id == expected


def test_an_edition_that_is_named_is_taken_whatever_the_day(regulations: Regulations) -> None:
    assert edition_for(regulations, FIRST, date(2027, 6, 30)).edition.id == FIRST


def test_a_day_before_the_first_is_refused_and_told_from_when_there_is_one(regulations: Regulations) -> None:
    with pytest.raises(Refusal) as error:
        edition_for(regulations, None, date(2025, 4, 28), "published_on")
    assert (error.value.status, error.value.code) == (422, "before_in_force")
    assert "2025年4月28日" in error.value.message and "自2025年4月29日起施行" in error.value.message
    assert [fault.field for fault in error.value.errors] == ["published_on"]
    assert error.value.basis == "第十九条：本办法自发布之日起施行"
