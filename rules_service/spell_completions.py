"""What the missing facts of the spells can still make of the months (工作年限): all counts, and each fact's changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from rules_service.known import Known, Stretch
from rules_service.tenure import count, last_month
from shared.contracts.facts import Spell
from shared.regulation.conditions import Duration

Months = frozenset[int]
Change = tuple[int, int]
_ITEMISED = 10
"""As many unclear spells are asked for one by one (see tenure.py)."""


class _Spells(NamedTuple):
    sure: list[tuple[int, int]]
    unclear: list[tuple[Stretch, tuple[int, int]]]


def completions(leaf: Duration, known: Known, most: int) -> tuple[Months, dict[str, frozenset[Change]]]:
    """The months that every completion comes to, and for each missing fact the changes that it makes alone.

    Months that are not listed yet may be any number: they are followed up to `most`, beyond which none matters.
    """
    by_trade = [_spells(leaf, known, trade) for trade in _trades(leaf, known)]
    open_list = not known.spells_complete or any(len(found.unclear) > _ITEMISED for found in by_trade)
    months: set[int] = set()
    changes: dict[str, set[Change]] = {}
    for found in by_trade:
        for some in () if len(found.unclear) > _ITEMISED else _subsets(found.unclear):
            before = _count(leaf, found, some)
            reached = range(before, max(before, most) + 1) if open_list else (before,)
            months.update(reached)
            for item in found.unclear:
                gained = _count(leaf, found, (*some, item)) - before if item not in some else 0
                for name in _unknown(leaf, item[0].spell) if gained else ():
                    moves = {(n, n + by) for n in reached for by in ((1, gained) if open_list else (gained,))}
                    changes.setdefault(f"spells[{item[0].place}].{name}", set()).update(moves)
        months.update(range(most + 1) if len(found.unclear) > _ITEMISED else ())
    if open_list:
        changes["spells"] = _between(months)
    if leaf.same_trade and known.facts.trade is None:
        changes["trade"] = _between(months)
    return frozenset(months), {path: frozenset(moves) for path, moves in changes.items()}


def _between(months: set[int]) -> set[Change]:
    """Every step from one count to the next, and from the least to the most."""
    ordered = sorted(months)
    return {*pairwise(ordered), (ordered[0], ordered[-1])}


def _trades(leaf: Duration, known: Known) -> list[str]:
    trade = known.facts.trade
    if not leaf.same_trade or trade is not None:
        return [trade or ""]
    return ["", *dict.fromkeys(item.spell.trade for item in known.spells or () if item.spell.trade)]


def _spells(leaf: Duration, known: Known, trade: str) -> _Spells:
    found = _Spells([], [])
    for stretch in known.spells or ():
        span = (stretch.first, min(stretch.last, last_month(leaf, known)))
        spell = stretch.spell
        in_trade = True if not leaf.same_trade else None if spell.trade is None else spell.trade == trade
        counts = {in_trade, spell.in_guilin if leaf.in_region else True}
        if span[0] > span[1] or False in counts:
            continue
        if None in counts:
            found.unclear.append((stretch, span))
        else:
            found.sure.append(span)
    return found


def _unknown(leaf: Duration, spell: Spell) -> Iterator[str]:
    if leaf.same_trade and spell.trade is None:
        yield "trade"
    if leaf.in_region and spell.in_guilin is None:
        yield "in_guilin"


def _count(leaf: Duration, found: _Spells, some: tuple[tuple[Stretch, tuple[int, int]], ...]) -> int:
    return count(leaf, [*found.sure, *(span for _, span in some)])


def _subsets(
    unclear: list[tuple[Stretch, tuple[int, int]]],
) -> Iterator[tuple[tuple[Stretch, tuple[int, int]], ...]]:
    return chain.from_iterable(combinations(unclear, size) for size in range(len(unclear) + 1))
