"""Kleene's logic, and which unknown leaves can still change a verdict: exactly those, by trying all values."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service import domain
from rules_service.domain import Truth, Truths, combine, open_leaves, outcome, settle
from shared.regulation.conditions import Combination, Judgement
from shared.regulation.library import Library

CONDITIONS = Library().get("guilin_artisan_2025").conditions
NAMES = [leaf.id for leaf in CONDITIONS.leaves()]
MET = dict.fromkeys(NAMES, True)


def verdict(leaves: Truths) -> str:
    return domain.verdict(CONDITIONS, settle(CONDITIONS, leaves))


def eligible(leaves: Truths) -> Truth:
    return domain.eligibility(CONDITIONS, settle(CONDITIONS, leaves))


def combination(kind: str, *ids: str) -> Combination:
    words = {"label": "条件", "article": "第六条", "quote": "条件"}
    parts = [
        {"id": name, "kind": "attestation", "fact": "union_member", "equals": True} | words for name in ids
    ]
    return Combination.model_validate({"id": "all", "kind": kind, "parts": parts} | words)


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
    assert combine(combination("all", "a", "b"), {"a": a, "b": b}) is both
    assert combine(combination("any", "a", "b"), {"a": a, "b": b}) is either


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
    nothing = settle(CONDITIONS, leaves)
    for leaf in CONDITIONS.leaves():
        expected = "needs_judgement" if isinstance(leaf, Judgement) else "insufficient_evidence"
        assert outcome(leaf, nothing) == expected
    assert outcome(CONDITIONS.items, nothing) == "needs_judgement"
    by_id = {node.id: node for node in CONDITIONS.nodes()}
    assert outcome(by_id["S4.a"], nothing) == "insufficient_evidence"
    assert outcome(by_id["S4.a"], settle(CONDITIONS, leaves | {"S4.a.title": True})) == "needs_judgement"


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
    found = open_leaves(CONDITIONS, settle(CONDITIONS, truths))
    assert found == {name for name in unknown if _turns(truths, name, unknown)}


def _turns(truths: dict[str, Truth], name: str, unknown: list[str]) -> bool:
    others = [other for other in unknown if other != name]
    return any(
        eligible(filled | {name: True}) is not eligible(filled | {name: False})
        for values in product((True, False), repeat=len(others))
        for filled in [truths | dict(zip(others, values, strict=True))]
    )
