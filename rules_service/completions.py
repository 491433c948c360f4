"""What the missing facts of one kind can still make of the conditions that read them together (事实的补全).

Leaves that read the same list are not independent: who has 15 years has 10, and one contest is of one class only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby, product
from typing import Any, NamedTuple

from rules_service.known import Known
from rules_service.names import Names
from rules_service.spell_completions import completions
from shared.contracts.facts import Contest
from shared.regulation.conditions import Duration, Leaf, Rank, Title, UnlistedTitle

Met = frozenset[str]
"""The leaves that are met, of those that are looked at."""

_MOST = 5000
_LAST = 10**6


class Linked(NamedTuple):
    """Leaves with all that they may be together, and the changes that each missing fact can make alone."""

    leaves: tuple[Leaf, ...]
    possible: frozenset[Met]
    changes: Mapping[str, frozenset[tuple[Met, Met]]]


def linked(leaves: Sequence[Leaf], known: Known, names: Names) -> Iterator[Linked]:
    """The unknown leaves of one check by the facts that they share; those that share none are left out."""
    durations = [leaf for leaf in leaves if isinstance(leaf, Duration)]
    for _, same in groupby(sorted(durations, key=_reads), key=_reads):
        yield _durations(tuple(same), known)
    ranks = [leaf for leaf in leaves if isinstance(leaf, Rank)]
    titles = [leaf for leaf in leaves if isinstance(leaf, (Title, UnlistedTitle))]
    for found in (
        _contests(ranks, known) if ranks else None,
        _honours(titles, known, names) if titles else None,
    ):
        if found is not None:
            yield found


def _reads(leaf: Duration) -> tuple[bool, bool, str]:
    return leaf.same_trade, leaf.in_region, leaf.counting


def _durations(leaves: tuple[Duration, ...], known: Known) -> Linked:
    def met(months: int) -> Met:
        return frozenset(leaf.id for leaf in leaves if months >= leaf.at_least.months)

    most = max(leaf.at_least.months for leaf in leaves)
    months, changes = completions(leaves[0], known, most)
    moves = {path: frozenset((met(a), met(b)) for a, b in pairs) for path, pairs in changes.items()}
    return Linked(leaves, frozenset(map(met, months)), moves)


def _contests(leaves: Sequence[Rank], known: Known) -> Linked | None:
    classes = sorted({leaf.contest_class for leaf in leaves})
    ranks = [*sorted({leaf.at_most for leaf in leaves}), _LAST]
    facts: dict[str, Sequence[Any]] = {}
    if not known.contests_complete:
        facts["contests"] = list(product(*([*ranks] for _ in classes)))
    items = known.contests or []
    for index, (item, of_class) in enumerate(items):
        if of_class is None:
            facts[f"contests[{index}].contest_class"] = [*classes, ""]
        if item.rank is None:
            facts[f"contests[{index}].rank"] = ranks

    def met(values: Mapping[str, Any]) -> Met:
        found = [*zip(classes, values.get("contests", ()), strict=False)]
        found += [_contest(index, item, of_class, values) for index, (item, of_class) in enumerate(items)]
        return frozenset(
            leaf.id
            for leaf in leaves
            if any(c == leaf.contest_class and rank <= leaf.at_most for c, rank in found)
        )

    return _enumerated(tuple(leaves), facts, met)


def _contest(index: int, item: Contest, of_class: str | None, values: Mapping[str, Any]) -> tuple[str, int]:
    rank = values[f"contests[{index}].rank"] if item.rank is None else item.rank
    return of_class if of_class is not None else values[f"contests[{index}].contest_class"], rank


def _honours(leaves: Sequence[Title | UnlistedTitle], known: Known, names: Names) -> Linked | None:
    titles = [leaf for leaf in leaves if isinstance(leaf, Title)]
    classes = [*sorted({title for leaf in titles for title in leaf.titles}), names.other]
    levels = [*sorted({level for leaf in titles for level in leaf.levels}), ""]
    facts: dict[str, Sequence[Any]] = {}
    if not known.honours_complete:
        held = [(leaf.titles[0], next(iter(leaf.levels), "")) for leaf in titles] + [(names.other, "")]
        distinct = sorted(set(held))
        facts["honours"] = list(
            chain.from_iterable(combinations(distinct, n) for n in range(len(distinct) + 1))
        )
    for index, (_, found) in enumerate(known.honours):
        if found.title is None:
            facts[f"honours[{index}].honour_class"] = classes
        if found.level is None and len(levels) > 1:
            facts[f"honours[{index}].level"] = levels

    def met(values: Mapping[str, Any]) -> Met:
        held: list[tuple[str, str]] = [*values.get("honours", ())]
        for index, (_, found) in enumerate(known.honours):
            title = found.title or values[f"honours[{index}].honour_class"]
            held.append((title, found.level or values.get(f"honours[{index}].level", "")))
        return frozenset(
            leaf.id for leaf in leaves if any(_holds(leaf, title, level, names) for title, level in held)
        )

    return _enumerated(tuple(leaves), facts, met)


def _holds(leaf: Title | UnlistedTitle, title: str, level: str, names: Names) -> bool:
    if isinstance(leaf, UnlistedTitle):
        return title == names.other
    return title in leaf.titles and (not leaf.levels or level in leaf.levels)


def _enumerated(
    leaves: tuple[Leaf, ...], facts: Mapping[str, Sequence[Any]], met: Callable[[Mapping[str, Any]], Met]
) -> Linked | None:
    """Every completion of these facts; None where there are too many of them."""
    size = 1
    for values in facts.values():
        size *= len(values)
    if size > _MOST:
        return None
    found = {values: met(dict(zip(facts, values, strict=True))) for values in product(*facts.values())}
    changes: dict[str, set[tuple[Met, Met]]] = {path: set() for path in facts}
    for place, (path, options) in enumerate(facts.items()):
        for values, before in found.items():
            for option in options:
                after = found[(*values[:place], option, *values[place + 1 :])]
                if before != after:
                    changes[path].add((before, after))
    return Linked(leaves, frozenset(found.values()), {p: frozenset(pairs) for p, pairs in changes.items()})
