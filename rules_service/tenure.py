"""工作年限 (第六条): months of the spells that count, at least and at most, up to the as-of date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations

from shared.contracts.facts import Facts, Spell
from shared.regulation.conditions import Duration
from shared.regulation.months import Month, MonthSpan, clipped, longest_run, total_months

_ITEMISED = 10
"""Up to so many unclear spells are asked for one by one; more of them as one list."""


@dataclass(frozen=True)
class Tenure:
    """Months counted for certain; at most (None: the list may go on); the scans behind them."""

    least: int
    most: int | None
    scans: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    index: int
    span: MonthSpan
    sure: bool
    spell: Spell


def tenure(leaf: Duration, facts: Facts, as_of: date) -> Tenure | None:
    """The months that count for a leaf; None without any list of spells."""
    if facts.spells is None:
        return None
    readings = [_candidates(leaf, facts, as_of, trade) for trade in _trades(leaf, facts)]
    least = min(_count(leaf, _spans(found, sure_only=True)) for found in readings)
    most = max(_count(leaf, _spans(found)) for found in readings)
    scans = dict.fromkeys(scan for item in readings[0] if item.sure for scan in item.spell.scans)
    return Tenure(least, most if facts.spells.complete else None, tuple(scans))


def missing(leaf: Duration, facts: Facts, as_of: date) -> Iterator[tuple[str, bool]]:
    """For a leaf that is open: the facts to ask for, and whether each alone could tip it."""
    if leaf.same_trade and facts.trade is None:
        yield "trade", True
    if facts.spells is None or not facts.spells.complete:
        yield "spells", True
    if facts.spells is None:
        return
    unclear = {
        i.index: i for t in _trades(leaf, facts) for i in _candidates(leaf, facts, as_of, t) if not i.sure
    }
    if len(unclear) > _ITEMISED:
        if facts.spells.complete:
            yield "spells", True
        return
    for index, item in sorted(unclear.items()):
        tips = any(_tips(leaf, facts, as_of, trade, index) for trade in _trades(leaf, facts))
        for name in _unknown(leaf, item.spell):
            yield f"spells[{index}].{name}", tips


def _trades(leaf: Duration, facts: Facts) -> list[str]:
    """本项（专业）; while it is unknown, every trade of the spells, and one that is none of them."""
    if not leaf.same_trade or facts.trade is not None or facts.spells is None:
        return [facts.trade or ""]
    return ["", *dict.fromkeys(item.trade for item in facts.spells.items if item.trade)]


def _candidates(leaf: Duration, facts: Facts, as_of: date, trade: str) -> list[_Candidate]:
    found = []
    for index, spell in enumerate(facts.spells.items if facts.spells else ()):
        span = clipped(spell.from_, spell.to, Month.of(as_of))
        counts = _counts(leaf, spell, trade)
        if span and counts is not False:
            found.append(_Candidate(index, span, counts is True, spell))
    return found


def _counts(leaf: Duration, spell: Spell, trade: str) -> bool | None:
    tests: list[bool | None] = []
    if leaf.same_trade:
        tests.append(None if spell.trade is None else spell.trade == trade)
    if leaf.in_region:
        tests.append(spell.in_guilin)
    if False in tests:
        return False
    return None if None in tests else True


def _unknown(leaf: Duration, spell: Spell) -> Iterator[str]:
    if leaf.same_trade and spell.trade is None:
        yield "trade"
    if leaf.in_region and spell.in_guilin is None:
        yield "in_guilin"


def _tips(leaf: Duration, facts: Facts, as_of: date, trade: str, index: int) -> bool:
    """Whether, for some answer on the other unclear spells, this one decides if enough months are reached."""
    found = _candidates(leaf, facts, as_of, trade)
    this = [item.span for item in found if item.index == index]
    others = [item.span for item in found if not item.sure and item.index != index]
    sure = _spans(found, sure_only=True)
    if facts.spells is None or not facts.spells.complete:
        # Spells not listed yet may bring the rest up to one month short of enough.
        return total_months(sure + this) > total_months(sure)
    needed = leaf.at_least.months
    return any(
        _count(leaf, [*sure, *some]) < needed <= _count(leaf, [*sure, *some, *this])
        for some in _subsets(others)
    )


def _subsets(spans: Sequence[MonthSpan]) -> Iterator[tuple[MonthSpan, ...]]:
    return chain.from_iterable(combinations(spans, size) for size in range(len(spans) + 1))


def _spans(found: list[_Candidate], sure_only: bool = False) -> list[MonthSpan]:
    return [item.span for item in found if item.sure or not sure_only]


def _count(leaf: Duration, spans: Sequence[MonthSpan]) -> int:
    return total_months(spans) if leaf.counting == "cumulative" else longest_run(spans)
