"""How outcomes combine (Kleene's logic), which of the unknown can still change the verdict, and its headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.contracts.verdict import Eligibility, Outcome
from shared.regulation.conditions import Combination, Conditions, Judgement, Leaf

Truth = bool | None
"""Met, not met, or not known yet."""

Truths = Mapping[str, Truth]
"""The truth of every leaf and every combination, by its id."""


def settle(conditions: Conditions, leaves: Mapping[str, Truth]) -> dict[str, Truth]:
    """What the leaves make of every combination (Kleene's logic), in one pass from the bottom up."""
    truths = dict(leaves)
    for top in (*conditions.general, conditions.items):
        combine(top, truths)
    return truths


def combine(node: Leaf | Combination, truths: dict[str, Truth]) -> Truth:
    """The truth of a condition from its leaves; enters that of every combination below it too."""
    if isinstance(node, Combination):
        parts = [combine(part, truths) for part in node.parts]
        settled = node.kind == "any"  # one met part settles an “any”, one unmet part an “all”
        truths[node.id] = settled if settled in parts else None if None in parts else not settled
    return truths[node.id]


def eligibility(conditions: Conditions, truths: Truths) -> Truth:
    """Every general condition, and the qualifying items."""
    parts = [truths[top.id] for top in (*conditions.general, conditions.items)]
    if False in parts:
        return False
    return None if None in parts else True


def verdict(conditions: Conditions, truths: Truths) -> Eligibility:
    """审核结论 in words."""
    found = eligibility(conditions, truths)
    return "undetermined" if found is None else "eligible" if found else "not_eligible"


def open_leaves(conditions: Conditions, truths: Truths) -> frozenset[str]:
    """The unknown leaves whose value can still change the verdict, for some values of the other unknown ones.

    Exact: every leaf stands once in the formula and nothing is negated. So if all that stands above an unknown
    leaf is unknown too, the other unknown leaves can be set so that the whole turns on it; if anything above it
    is settled, they cannot.
    """
    if eligibility(conditions, truths) is not None:
        return frozenset()
    return frozenset(name for top in (*conditions.general, conditions.items) for name in _open(top, truths))


def outcome(node: Leaf | Combination, truths: Truths) -> Outcome:
    """条件判断 in four values: of what is unknown, who has to act next, a human judge or whoever has the evidence.

    An “any” may be settled by a judgement as soon as one of its parts may; an “all” only if nothing else is wanting.
    """
    found = truths[node.id]
    if found is not None:
        return "met" if found else "not_met"
    if not isinstance(node, Combination):
        return "needs_judgement" if isinstance(node, Judgement) else "insufficient_evidence"
    unknown = [outcome(part, truths) for part in node.parts if truths[part.id] is None]
    enough = any if node.kind == "any" else all
    return (
        "needs_judgement"
        if enough(part == "needs_judgement" for part in unknown)
        else "insufficient_evidence"
    )


def _open(node: Leaf | Combination, truths: Truths) -> Iterator[str]:
    if truths[node.id] is not None:
        return
    if isinstance(node, Combination):
        for part in node.parts:
            yield from _open(part, truths)
    else:
        yield node.id
