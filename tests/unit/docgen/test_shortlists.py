"""The lists of candidates (名单): their size by the edition, and numbers that contradict each other."""

from typing import Any

import pytest

from docgen_service.content import read_for
from docgen_service.rendering.context import context_of
from docgen_service.rendering.shelf import Shelf
from shared.contracts.documents.lists import Shortlist
from shared.problems import Refusal
from shared.regulation.library import Library
from tests.support.papers import DRAFT, EDITION, RARE_NAME, opened, words

SHELF = Shelf(Library())
PARTY, CHAIR, GROUP = "party_group_meeting", "chair_meeting", "leading_group_meeting"


def _candidate(rank: int | None, **more: Any) -> dict[str, Any]:
    return {
        "name": RARE_NAME, "sex": "女", "employer": "样例机床厂", "post_trade": "钳工", "county": "秀峰区",
        "channel": "单位推荐", "items": "（六）", "rank": rank, **more,
    }  # fmt: skip


def _list(rows: int, quota: Any = 10, **more: Any) -> dict[str, Any]:
    candidates = [_candidate(number + 1) for number in range(rows)]
    return {
        "year": 2026, "quota": quota, "listed": rows, "reviewed_on": "2026-06-10", "candidates": candidates,
        **more,
    }  # fmt: skip


def _approval(named: int, reserve: int, **more: Any) -> dict[str, Any]:
    standings = ["named"] * named + ["reserve"] * reserve
    raw = _list(named + reserve) | {
        "meetings": [{"meeting": GROUP, "held_on": "2026-06-20"}],
        "candidates": [_candidate(at + 1, standing=standing) for at, standing in enumerate(standings)],
    }
    del raw["reviewed_on"]
    return raw | more


def _read(kind: str, raw: dict[str, Any]) -> Any:
    return read_for(SHELF.get(EDITION, kind), raw)[0]


def _faults(kind: str, raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        _read(kind, raw)
    assert caught.value.status == 422
    return [(error.field, error.code) for error in caught.value.errors]


def test_the_size_is_worked_out_from_the_quota() -> None:
    data = _read("preliminary_list", _list(3))
    assert (data.ratio, data.expected, data.listed) == ("1:1.5", 15, 3)


@pytest.mark.parametrize(("option", "expected"), [("up", 20), ("down", 19), ("half_up", 20)])
def test_the_size_follows_the_reading_taken(option: str, expected: int) -> None:
    taken = [{"reading": "list_rounding", "option": option}]
    data = _read("preliminary_list", _list(0, quota=13, readings=taken))
    assert data.expected == expected
    assert data.readings[0].label == {"up": "向上取整", "down": "舍去小数", "half_up": "四舍五入"}[option]


def test_without_a_quota_the_size_stays_open() -> None:
    data = _read("preliminary_list", _list(0, quota={"blank": "by_hand"}))
    assert data.expected.blank == "by_hand"


def test_what_is_stated_rightly_is_taken_and_what_is_not_is_refused() -> None:
    assert _read("preliminary_list", _list(1, ratio="1:1.5", expected=15)).expected == 15
    assert _faults("preliminary_list", _list(1, ratio="1:1.3", expected=14)) == [
        ("ratio", "differs_from_edition"), ("expected", "differs_from_edition"),
    ]  # fmt: skip


def test_an_unknown_reading_is_refused() -> None:
    taken = [{"reading": "list_rounding", "option": "sideways"}]
    assert _faults("preliminary_list", _list(0, readings=taken)) == [
        ("readings.list_rounding", "unknown_option")
    ]


def test_as_many_rows_as_stated() -> None:
    assert _faults("preliminary_list", _list(3, listed=4)) == [("(body)", "listed_differs")]


def test_a_list_may_be_short_but_not_long() -> None:
    assert _read("preliminary_list", _list(15)).listed == 15
    assert _faults("preliminary_list", _list(16)) == [("listed", "list_too_long")]


def test_no_two_have_the_same_rank() -> None:
    raw = _list(2, candidates=[_candidate(1), _candidate(1)])
    assert _faults("preliminary_list", raw) == [("(body)", "rank_repeated")]
    assert _read("preliminary_list", _list(2, candidates=[_candidate(None), _candidate(None)]))


def test_named_and_reserve_keep_to_their_shares() -> None:
    data = _read("approval_list", _approval(10, 1))
    assert (data.expected, data.expected_reserve, data.named, data.reserve) == (11, 1, 10, 1)
    assert _faults("approval_list", _approval(11, 0)) == [("candidates", "list_too_long")]
    assert _faults("approval_list", _approval(9, 2)) == [("candidates", "list_too_long")]


def test_who_may_move_up_has_a_rank() -> None:
    reserve = _candidate(None, standing="reserve")
    assert _faults("approval_list", _approval(0, 0, listed=1, candidates=[reserve])) == [
        ("(body)", "reserve_not_ranked")
    ]


@pytest.mark.parametrize("held", [[], [PARTY], [PARTY, PARTY], [PARTY, GROUP], [PARTY, CHAIR, GROUP]])
def test_the_assessment_needs_both_its_meetings_and_no_other(held: list[str]) -> None:
    raw = _list(0, meetings=[{"meeting": name, "held_on": "2026-06-15"} for name in held])
    del raw["reviewed_on"]
    assert _faults("assessment_list", raw) == [("meetings", "meetings_differ")]


def test_a_refusal_names_its_article_and_nobody() -> None:
    with pytest.raises(Refusal) as caught:
        _read("preliminary_list", _list(16))
    assert caught.value.basis == "第八条（三）"
    assert RARE_NAME not in f"{caught.value.message}{caught.value.errors}"


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_a_list_has_a_line_for_each_person_or_says_that_there_is_none(rows: int) -> None:
    published = SHELF.get(EDITION, "preliminary_list")
    data = _read("preliminary_list", _list(rows, quota=200))
    assert isinstance(data, Shortlist)
    table = opened(_rendered(published, data)).tables[0]
    assert len(table.rows) == 1 + (rows or 1)
    assert table._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")
    assert table.rows[-1].cells[0].text == (str(rows) if rows else "（无人选）")


def test_what_the_list_was_worked_out_by_stands_below_it() -> None:
    published = SHELF.get(EDITION, "approval_list")
    note = next(
        text
        for text in words(_rendered(published, _read("approval_list", _approval(1, 1))))
        if "注：" in text
    )
    assert "办法未规定，按本年度设定" in note and "向上取整" in note and "至少一名" in note


def _rendered(published: Any, data: Any) -> Any:
    return published.template.render(context_of(data, DRAFT, {}))
