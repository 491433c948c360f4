"""How values are printed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from docgen_service.rendering import wording
from docgen_service.rendering.environment import TemplateEnvironment
from shared.contracts.documents.fields import BY_HAND, NONE, NOT_APPLICABLE, Blank


def test_dates_have_arabic_numerals_without_leading_zeros() -> None:
    assert wording.day(date(2026, 5, 8)) == "2026年5月8日"
    assert wording.month("1980-05") == "1980年5月"


def test_a_date_left_to_the_hand_keeps_its_characters() -> None:
    assert wording.day(BY_HAND) == "　　年　月　日"
    assert wording.month(BY_HAND) == ""


def test_blanks_print_as_they_are_meant() -> None:
    assert [wording.printed_blank(blank) for blank in (NONE, NOT_APPLICABLE, BY_HAND)] == ["无", "/", ""]


def test_instants_are_told_in_beijing_time() -> None:
    assert wording.instant(datetime(2026, 5, 7, 17, 5, tzinfo=UTC)) == "2026年5月8日 01:05"


@pytest.mark.parametrize(
    ("given", "printed"),
    [("未提交", "未提交。"), ("未提交。", "未提交。"), ("不清；", "不清。"), ("何时？", "何时？"), ("", "")],
)
def test_a_sentence_ends_once(given: str, printed: str) -> None:
    assert wording.sentence(given) == printed


def test_paragraphs_lose_empty_lines_and_their_own_indents() -> None:
    assert wording.paragraphs("　　一\n\n  二\n") == "一\a二"


def test_a_box_is_ticked_before_the_chosen_option_alone() -> None:
    assert [wording.ticked("agree", option) for option in ("agree", "disagree")] == ["☑", "□"]
    assert wording.ticked(BY_HAND, "agree") == "□"
    assert [wording.ticked(value, True) for value in (True, False)] == ["☑", "□"]


@pytest.mark.parametrize(
    ("months", "printed"),
    [(0, "0个月"), (11, "11个月"), (12, "1年"), (119, "9年11个月"), (120, "10年"), (BY_HAND, "")],
)
def test_months_are_told_in_years(months: int | Blank, printed: str) -> None:
    assert wording.years_and_months(months) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (999, "九百九十九")],
)  # fmt: skip
def test_chinese_numbers(number: int, printed: str) -> None:
    assert wording.chinese_number(number) == printed


def test_what_cannot_be_known_is_a_slash_and_zero_is_a_number() -> None:
    assert (wording.or_slash(None), wording.or_slash(0)) == ("/", 0)


def test_marks_inside_a_quotation_are_single() -> None:
    quoted = TemplateEnvironment().from_string("“{{ words|quoted }}”")
    printed: Any = quoted.render(words="已获得“桂林工匠”称号的不再推荐")
    assert printed.decode() == "“已获得‘桂林工匠’称号的不再推荐”"


def test_room_for_the_hand_inside_a_sentence() -> None:
    assert [wording.or_space(value) for value in (BY_HAND, "三", 3)] == ["\u3000" * 3, "三", 3]
    assert wording.printed_blank(wording.or_space(NOT_APPLICABLE)) == "/"  # type: ignore[arg-type]


def test_a_quotation_left_blank_prints_as_the_blank_is_meant() -> None:
    assert wording.quoted(NOT_APPLICABLE) == "/"


def test_codes_have_their_words() -> None:
    assert [wording.standing(code) for code in ("named", "reserve")] == ["正式", "后备"]
    assert [wording.medal(code) for code in ("eligible", "not_eligible", "undetermined")] == [
        "符合条件", "不符合条件", "待认定",
    ]  # fmt: skip
    assert [wording.number_state(code) for code in ("used", "voided", "reserved", "gap")] == [
        "已用", "作废", "预留", "空号",
    ]  # fmt: skip
    assert [wording.number_origin(code) for code in ("series", "office_system", None)] == [
        "本序列", "办公系统", "/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "printed"), [("样例甲", "样例甲"), ("甲" * 9, "甲" * 9), ("甲" * 10, "甲" * 10 + "\n")]
)
def test_the_line_of_a_title_ends_after_a_name_that_leaves_no_room_for_the_rest(
    name: str, printed: str
) -> None:
    assert wording.fitted(name, 11) == printed
