"""Which missing facts can still turn the verdict where leaves that share facts meet in an “all” (关键的待补事项).

Elsewhere `Formula.open_leaves` is exact by itself, and cheaper; here every completion of the shared facts is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod

from rules_service.completions import Linked, Met, linked
from rules_service.domain import Truths
from rules_service.known import Known
from rules_service.names import Names
from shared.regulation.conditions import (
    Combination,
    Conditions,
    Duration,
    Leaf,
    Rank,
    Title,
    UnlistedTitle,
    walk,
)

Pair = tuple[bool, bool]
"""What a condition is before and after one fact changes."""

_FREE: frozenset[Pair] = frozenset({(False, False), (True, True)})
_MOST = 5000


class Turning:
    """The conditions of one edition, and whether leaves that share facts meet in an “all”."""

    def __init__(self, conditions: Conditions, names: Names) -> None:
        self._tops = (*conditions.general, conditions.items)
        self._names = names
        self.needed = any(_entangled(parts) for parts in _alls(self._tops))

    def turning(
        self, asks: Mapping[str, Sequence[Leaf]], unknown: Sequence[Leaf], truths: Truths, known: Known
    ) -> set[str]:
        """Of these facts, each with the leaves that want it: those that, for some completion of the other missing
        facts, change the verdict.

        Where there are too many completions, the answer is yes: an ask may then seem decisive that is not.
        """
        groups = list(linked(unknown, known, self._names))
        together = {leaf.id for group in groups for leaf in group.leaves}
        return {
            path
            for path, leaves in asks.items()
            if any(
                self._turned(path, group, groups, truths)
                for group in (*groups, *(_alone(path, leaf) for leaf in leaves if leaf.id not in together))
                if path in group.changes
            )
        }

    def _turned(self, path: str, group: Linked, groups: list[Linked], truths: Truths) -> bool:
        others = [other for other in groups if other is not group and other.possible]
        if prod(len(other.possible) for other in others) * len(group.changes[path]) > _MOST:
            return True
        for rest in product(*(other.possible for other in others)):
            fixed: dict[str, frozenset[Pair]] = {}
            for other, met in zip(others, rest, strict=True):
                fixed |= _changed(other, met, met)
            for before, after in group.changes[path]:
                if self._differs(fixed | _changed(group, before, after), truths):
                    return True
        return False

    def _differs(self, fixed: Mapping[str, frozenset[Pair]], truths: Truths) -> bool:
        found = _every([_pairs(top, fixed, truths) for top in self._tops])
        return any(before != after for before, after in found)


def _alone(path: str, leaf: Leaf) -> Linked:
    """A leaf that shares its fact with no other."""
    change = (frozenset[str](), frozenset({leaf.id}))
    return Linked((leaf,), frozenset(), {path: frozenset({change})})


def _changed(group: Linked, before: Met, after: Met) -> dict[str, frozenset[Pair]]:
    return {leaf.id: frozenset({(leaf.id in before, leaf.id in after)}) for leaf in group.leaves}


def _pairs(node: Leaf | Combination, fixed: Mapping[str, frozenset[Pair]], truths: Truths) -> frozenset[Pair]:
    """All that a condition may be before and after; leaves that share no fact are free of one another."""
    truth = truths[node.id]
    if truth is not None:
        return frozenset({(truth, truth)})
    if not isinstance(node, Combination):
        return fixed.get(node.id, _FREE)
    parts = [_pairs(part, fixed, truths) for part in node.parts]
    return _some(parts) if node.kind == "any" else _every(parts)


def _every(parts: Sequence[frozenset[Pair]]) -> frozenset[Pair]:
    found = frozenset({(True, True)})
    for part in parts:
        found = frozenset((a and c, b and d) for a, b in found for c, d in part)
    return found


def _some(parts: Sequence[frozenset[Pair]]) -> frozenset[Pair]:
    found = frozenset({(False, False)})
    for part in parts:
        found = frozenset((a or c, b or d) for a, b in found for c, d in part)
    return found


def _alls(tops: Sequence[Leaf | Combination]) -> Iterator[Sequence[Leaf | Combination]]:
    """The parts of every “all”, that of the whole first."""
    yield tops
    for top in tops:
        for node in walk(top):
            if isinstance(node, Combination) and node.kind == "all":
                yield node.parts


def _entangled(parts: Sequence[Leaf | Combination]) -> bool:
    shared = [{name for node in walk(part) if (name := _shares(node))} for part in parts]
    return any(a & b for a, b in combinations(shared, 2))


def _shares(node: Leaf | Combination) -> str:
    """The facts that a leaf has in common with others; durations only with those that count the same months."""
    match node:
        case Duration():
            return f"spells {node.same_trade} {node.in_region}"
        case Rank():
            return "contests"
        case Title() | UnlistedTitle():
            return "honours"
    return ""
