"""How outcomes combine (Kleene's logic), and which of the unknown can still change the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.contracts.verdict import Eligibility, Outcome
from shared.regulation.conditions import Combination, Conditions, Judgement, Leaf

Truth = bool | None
"""Met, not met, or not known yet."""

Truths = Mapping[str, Truth]
"""The truth of every leaf and every combination, by its id."""

_KNOWN: dict[Truth, Outcome] = {True: "met", False: "not_met"}


class Formula:
    """The conditions as steps from the bottom up, so that one pass settles every combination.

    Eligible means every general condition, and the qualifying items.
    """

    def __init__(self, conditions: Conditions) -> None:
        self._tops = tuple(top for top in (*conditions.general, conditions.items))
        self._names = tuple(top.id for top in self._tops)
        combinations = tuple(node for top in self._tops for node in _combinations(top))
        self._steps = tuple(
            (node.id, node.kind == "any", tuple(part.id for part in node.parts)) for node in combinations
        )
        self._waits: dict[str, Outcome] = {
            leaf.id: "needs_judgement" if isinstance(leaf, Judgement) else "insufficient_evidence"
            for leaf in conditions.leaves()
        }

    def settle(self, leaves: Truths) -> dict[str, Truth]:
        """What the leaves make of every combination."""
        truths = dict(leaves)
        for name, settled, parts in self._steps:
            found = [truths[part] for part in parts]
            # One met part settles an “any”, one unmet part an “all”.
            truths[name] = settled if settled in found else None if None in found else not settled
        return truths

    def eligibility(self, truths: Truths) -> Truth:
        """Whether every condition is met."""
        parts = [truths[name] for name in self._names]
        if False in parts:
            return False
        return None if None in parts else True

    def verdict(self, truths: Truths) -> Eligibility:
        """审核结论 in words."""
        found = self.eligibility(truths)
        return "undetermined" if found is None else "eligible" if found else "not_eligible"

    def outcomes(self, truths: Truths) -> dict[str, Outcome]:
        """条件判断 in four values: of what is unknown, who has to act next, a human judge or whoever has the evidence.

        An “any” may be settled by a judgement as soon as one of its parts may; an “all” only if nothing else is
        wanting.
        """
        found = {name: _KNOWN.get(truths[name], waits) for name, waits in self._waits.items()}
        for name, is_any, parts in self._steps:
            truth = truths[name]
            if truth is not None:
                found[name] = _KNOWN[truth]
                continue
            waiting = [found[part] == "needs_judgement" for part in parts if truths[part] is None]
            enough = any(waiting) if is_any else all(waiting)
            found[name] = "needs_judgement" if enough else "insufficient_evidence"
        return found

    def open_leaves(self, truths: Truths) -> frozenset[str]:
        """The unknown leaves whose value can still change the verdict, for some values of the other unknown ones.

        Exact: every leaf stands once in the formula and nothing is negated. So if all that stands above an unknown
        leaf is unknown too, the other unknown leaves can be set so that the whole turns on it; if anything above it
        is settled, they cannot.
        """
        if self.eligibility(truths) is not None:
            return frozenset()
        return frozenset(name for top in self._tops for name in _open(top, truths))


def _combinations(node: Leaf | Combination) -> Iterator[Combination]:
    """Every combination below a condition and itself, parts first."""
    if isinstance(node, Combination):
        for part in node.parts:
            yield from _combinations(part)
        yield node


def _open(node: Leaf | Combination, truths: Truths) -> Iterator[str]:
    if truths[node.id] is not None:
        return
    if isinstance(node, Combination):
        for part in node.parts:
            yield from _open(part, truths)
    else:
        yield node.id
