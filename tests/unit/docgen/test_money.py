"""Money in figures and in capital numerals (大写)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen_service.rendering.money import capital, yuan

_VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "printed"),
    [(0, "0.00"), (5, "0.05"), (500_000, "5,000.00"), (123_456_789, "1,234,567.89")],
)
def test_figures_have_two_places_and_groups_of_three(fen: int, printed: str) -> None:
    assert yuan(fen) == printed


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        # The examples of the rules for bank papers.
        (140_950, "壹仟肆佰零玖元伍角"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        # 零, 整, 角, 分 at their edges.
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角"),
        (50, "伍角"),
        (99, "玖角玖分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (1_010, "壹拾元零壹角"),
        (500_000, "伍仟元整"),
        (1_000_100, "壹万零壹元整"),
        (1_000_000_000, "壹仟万元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_001_000, "壹亿零壹拾元整"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (100_000_100_010, "壹拾亿零壹仟元零壹角"),
        (99_999_999_999_999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capital_numerals(fen: int, printed: str) -> None:
    assert capital(fen) == printed


@pytest.mark.parametrize("fen", [-1, 100_000_000_000_000])
def test_an_amount_that_no_paper_holds_is_an_error(fen: int) -> None:
    with pytest.raises(ValueError, match="range"):
        capital(fen)


@given(st.integers(0, 99_999_999_999_999))
def test_capital_numerals_say_the_same_amount_and_never_two_zeros_together(fen: int) -> None:
    assert _read(capital(fen)) == fen
    assert "零零" not in capital(fen)
    assert capital(fen).endswith("整") == (fen % 100 == 0)


def _read(text: str) -> int:
    """The amount in fen, read as a person would."""
    found = re.fullmatch(r"(?:(.+)元)?(?:零?(.)角)?(?:零?(.)分)?整?", text)
    assert found, text
    whole, tenths, hundredths = found.groups()
    return _read_whole(whole or "零") * 100 + _VALUES.get(tenths, 0) * 10 + _VALUES.get(hundredths, 0)


def _read_whole(text: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.rpartition(unit)
        if found:
            return _read_whole(high) * size + _read_whole(low)
    total, digit = 0, 0
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        else:
            total += digit * _UNITS[character]
            digit = 0
    return total + digit
