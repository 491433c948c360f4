"""List sizes for every quota, under every reading (名单规模)."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from rules_service.use_cases.size_lists import size_lists
from shared.contracts.lists import ListFacts, ListSizesAnswer
from shared.problems import Refusal
from shared.regulation.library import Library
from shared.regulation.lists import ReserveRule, list_sizes
from shared.regulation.ratios import decimal, rounded
from shared.regulation.stages import Shortlist
from shared.regulation.under_readings import combinations

EDITION = Library().get("guilin_artisan_2025")
NOW = datetime(2026, 7, 1, tzinfo=UTC)
READINGS = list(combinations(EDITION, ["reserve_share", "list_rounding", "reserve_minimum"]))


def sized(quota: int, readings: dict[str, str]) -> ListSizesAnswer:
    return size_lists(EDITION, ListFacts(quota=quota), readings, NOW)


@pytest.mark.parametrize("readings", READINGS, ids=lambda readings: "/".join(readings.values()))
def test_lists_shrink_from_stage_to_stage_and_grow_with_the_quota(readings: dict[str, str]) -> None:
    before = None
    for quota in range(1, 201):
        found = sized(quota, readings)
        sizes = [view.size for view in found.lists]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[-1] == found.named + found.reserve.size
        assert found.named >= 1
        assert found.reserve.size >= (1 if readings["reserve_minimum"] == "one" else 0)
        whole = [*sizes, found.named, found.reserve.size]
        if before is not None and readings["reserve_share"] != "within_remainder":
            assert all(now >= then for now, then in zip(whole, before, strict=True)), quota
        elif before is not None:
            assert all(now >= then for now, then in zip(whole[:-1], before[:-1], strict=True)), quota
        before = whole


@pytest.mark.parametrize("rounding", ["up", "down", "half_up"])
def test_under_the_default_as_many_are_named_as_the_quota_says(rounding: str) -> None:
    for quota in range(1, 201):
        assert sized(quota, {"list_rounding": rounding}).named == quota


def test_a_size_is_never_a_whole_person_off_its_exact_ratio_unless_it_was_enlarged() -> None:
    for quota in range(1, 201):
        for view in sized(quota, {}).lists:
            assert view.enlarged or 0 <= view.size - Fraction(view.exact) < 1


def test_the_answer_lists_every_other_result_once_with_the_fewest_readings() -> None:
    found = sized(13, {}).readings
    assert not found.same_under_all
    results = [(*other.sizes.values(), other.named, other.reserve) for other in found.differs]
    assert len(set(results)) == len(results)
    assert {"reserve_share": "on_top"} in [other.options for other in found.differs]


def test_a_choice_of_the_office_is_named_in_the_receipt() -> None:
    plain, chosen = sized(13, {}), sized(13, {"list_rounding": "half_up"})
    assert (plain.receipt.overlay_sha256, plain.lists[-1].size) == (None, 15)
    assert chosen.receipt.overlay_sha256 and chosen.lists[-1].size == 14
    assert plain.receipt.facts_sha256 != chosen.receipt.facts_sha256


@pytest.mark.parametrize(
    ("readings", "code"),
    [({"tenure_counting": "cumulative"}, "unknown_reading"), ({"list_rounding": "up_up"}, "unknown_option")],
)
def test_readings_that_do_not_bear_on_it_are_refused(readings: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sized(10, readings)
    assert [error.code for error in refused.value.errors] == [code]


def test_an_edition_without_lists_says_so() -> None:
    with pytest.raises(Refusal) as refused:
        EDITION.present(None)
    assert (refused.value.status, refused.value.code) == (404, "not_in_edition")


@pytest.mark.parametrize(
    ("text", "value"), [("1:1.5", Fraction(3, 2)), ("2：3", Fraction(3, 2)), ("1: 1.1", Fraction(11, 10))]
)
def test_ratios_are_read_exactly(text: str, value: Fraction) -> None:
    ratio = Shortlist.model_validate({"article": "甲", "quote": "乙", "label": "丙", "ratio": text}).ratio
    assert ratio == value


@pytest.mark.parametrize("text", ["1.5", "0:1", "1:x", 1.5, "一比二"])
def test_what_is_no_ratio_is_a_fault(text: object) -> None:
    with pytest.raises(ValueError, match="比例"):
        Shortlist.model_validate({"article": "甲", "quote": "乙", "label": "丙", "ratio": text})


def test_rounding_and_decimals_are_exact() -> None:
    assert [rounded(Fraction(1, 2), how) for how in ("ceil", "floor", "half_up")] == [1, 0, 1]  # type: ignore[arg-type]
    assert rounded(Fraction(50) * Fraction(11, 10), "ceil") == 55
    assert [decimal(Fraction(*pair)) for pair in ((3, 2), (20, 1), (143, 10), (1, 3), (1, 20))] == [
        "1.5",
        "20",
        "14.3",
        "1/3",
        "0.05",
    ]


def test_a_quota_of_nobody_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="quota"):
        list_sizes(0, {"a": Fraction(1)}, Fraction(1, 10), ReserveRule(of="list", placed="within"), "ceil")
