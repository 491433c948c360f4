"""How outcomes combine (Kleene's logic), which of the unknown can still change the verdict, and its headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.contracts.verdict import Eligibility, Outcome
from shared.regulation.conditions import Combination, Conditions, Judgement, Leaf

Truth = bool | None
"""Met, not met, or not known yet."""

Truths = Mapping[str, Truth]
"""The truth of every leaf, by its id."""


def truth(node: Leaf | Combination, leaves: Truths) -> Truth:
    """Whether a condition is met, as far as its leaves tell."""
    if not isinstance(node, Combination):
        return leaves[node.id]
    parts = [truth(part, leaves) for part in node.parts]
    settled = node.kind == "any"  # one met part settles an “any”, one unmet part an “all”
    if settled in parts:
        return settled
    return None if None in parts else not settled


def eligibility(conditions: Conditions, leaves: Truths) -> Truth:
    """Every general condition, and the qualifying items."""
    parts = [truth(top, leaves) for top in (*conditions.general, conditions.items)]
    if False in parts:
        return False
    return None if None in parts else True


def verdict(conditions: Conditions, leaves: Truths) -> Eligibility:
    """审核结论 in words."""
    found = eligibility(conditions, leaves)
    return "undetermined" if found is None else "eligible" if found else "not_eligible"


def open_leaves(conditions: Conditions, leaves: Truths) -> frozenset[str]:
    """The unknown leaves whose value can still change the verdict, for some values of the other unknown ones.

    Exact: every leaf stands once in the formula and nothing is negated. So if all that stands above an unknown
    leaf is unknown too, the other unknown leaves can be set so that the whole turns on it; if anything above it
    is settled, they cannot.
    """
    if eligibility(conditions, leaves) is not None:
        return frozenset()
    return frozenset(name for top in (*conditions.general, conditions.items) for name in _open(top, leaves))


def outcome(node: Leaf | Combination, leaves: Truths) -> Outcome:
    """条件判断 in four values: of what is unknown, who has to act next, a human judge or whoever has the evidence.

    An “any” may be settled by a judgement as soon as one of its parts may; an “all” only if nothing else is wanting.
    """
    found = truth(node, leaves)
    if found is not None:
        return "met" if found else "not_met"
    if not isinstance(node, Combination):
        return "needs_judgement" if isinstance(node, Judgement) else "insufficient_evidence"
    unknown = [outcome(part, leaves) for part in node.parts if truth(part, leaves) is None]
    enough = any if node.kind == "any" else all
    return (
        "needs_judgement"
        if enough(part == "needs_judgement" for part in unknown)
        else "insufficient_evidence"
    )


def _open(node: Leaf | Combination, leaves: Truths) -> Iterator[str]:
    if truth(node, leaves) is not None:
        return
    if isinstance(node, Combination):
        for part in node.parts:
            yield from _open(part, leaves)
    else:
        yield node.id
