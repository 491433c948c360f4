"""Kleene's logic, and which unknown leaves can still change a verdict: exactly those, by trying all values."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service.domain import Formula, Truth, Truths
from shared.regulation.conditions import Combination, Judgement
from shared.regulation.library import Library

CONDITIONS = Library().get("guilin_artisan_2025").conditions
FORMULA = Formula(CONDITIONS)
NAMES = [leaf.id for leaf in CONDITIONS.leaves()]
MET = dict.fromkeys(NAMES, True)


def verdict(leaves: Truths) -> str:
    return FORMULA.verdict(FORMULA.settle(leaves))


def eligible(leaves: Truths) -> Truth:
    return FORMULA.eligibility(FORMULA.settle(leaves))


def combination(kind: str, *leaves: Truth) -> Truth:
    """What a combination makes of its parts; all else that the conditions ask for is left out."""
    words = {"label": "条件", "article": "第六条", "quote": "条件"}
    names = [f"leaf{index}" for index in range(len(leaves))]
    parts = [
        {"id": name, "kind": "attestation", "fact": "union_member", "equals": True} | words for name in names
    ]
    node = Combination.model_validate({"id": "top", "kind": kind, "parts": parts} | words)
    formula = Formula(CONDITIONS.model_copy(update={"general": (), "items": node}))
    return formula.settle(dict(zip(names, leaves, strict=True)))["top"]


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, False, False, False),
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_unknown_is_neither_yes_nor_no(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    assert combination("all", a, b) is both
    assert combination("any", a, b) is either


def test_all_met_is_eligible_and_one_general_condition_not_met_is_not() -> None:
    assert verdict(MET) == "eligible"
    for top in CONDITIONS.general:
        assert verdict(MET | {top.id: False}) == "not_eligible"
        assert verdict(MET | {top.id: None}) == "undetermined"


def test_one_item_is_enough_and_none_is_not() -> None:
    items = {name: False for name in NAMES if name.startswith("S")}
    assert verdict(MET | items) == "not_eligible"
    for name in ("S1", "S2", "S3", "S4.general", "S4.b", "S4.c", "S6.2", "S6.3"):
        assert verdict(MET | items | {name: True}) == "eligible"


def test_unknown_waits_for_a_judge_or_for_evidence() -> None:
    leaves: dict[str, Truth] = dict.fromkeys(NAMES)
    nothing = FORMULA.outcomes(FORMULA.settle(leaves))
    for leaf in CONDITIONS.leaves():
        expected = "needs_judgement" if isinstance(leaf, Judgement) else "insufficient_evidence"
        assert nothing[leaf.id] == expected
    assert nothing["qualifying_items"] == "needs_judgement"
    assert nothing["S4.a"] == "insufficient_evidence"
    master = FORMULA.outcomes(FORMULA.settle(leaves | {"S4.a.title": True}))
    assert master["S4.a"] == "needs_judgement"


@settings(max_examples=150)
@given(st.data())
def test_a_leaf_is_open_exactly_if_some_values_of_the_others_make_the_verdict_turn_on_it(
    data: st.DataObject,
) -> None:
    known = {name: data.draw(st.sampled_from([True, True, False])) for name in NAMES}
    if data.draw(st.booleans()):
        known |= {leaf.id: True for leaf in CONDITIONS.general}  # type: ignore[dict-item]
        known |= {name: False for name in NAMES if name.startswith("S")}
    unknown = data.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=7))
    truths: dict[str, Truth] = {**known, **dict.fromkeys(unknown)}
    found = FORMULA.open_leaves(FORMULA.settle(truths))
    assert found == {name for name in unknown if _turns(truths, name, unknown)}


def _turns(truths: dict[str, Truth], name: str, unknown: list[str]) -> bool:
    others = [other for other in unknown if other != name]
    return any(
        eligible(filled | {name: True}) is not eligible(filled | {name: False})
        for values in product((True, False), repeat=len(others))
        for filled in [truths | dict(zip(others, values, strict=True))]
    )
