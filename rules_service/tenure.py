"""工作年限 (第六条): months of the spells that count, at least and at most, up to the as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from rules_service.known import Known, Stretch
from shared.contracts.facts import Spell
from shared.regulation.conditions import Duration
from shared.regulation.months import merged

_ITEMISED = 10
"""Up to so many unclear spells are asked for one by one; more of them as one list."""

Span = tuple[int, int]


class Tenure(NamedTuple):
    """Months counted for certain; at most (None: the list may go on); the scans behind them."""

    least: int
    most: int | None
    scans: tuple[str, ...]


class _Runs(NamedTuple):
    """What some spells come to together: months in all, unbroken runs, and the months of the longest."""

    months: int
    runs: int
    longest: int


class _Spans(NamedTuple):
    """The spells that count, clipped: for certain, and perhaps; what they come to without and with the latter."""

    sure: list[Span]
    unclear: list[tuple[Stretch, Span]]
    least: _Runs
    most: _Runs
    scans: tuple[str, ...]


def tenure(leaf: Duration, known: Known) -> Tenure | None:
    """The months that count for a leaf; None without any list of spells."""
    if known.spells is None:
        return None
    found = _by_trade(leaf, known)
    least = min([_counted(leaf, spans.least) for spans in found])
    if not known.spells_complete:
        return Tenure(least, None, found[0].scans)
    return Tenure(least, max([_counted(leaf, spans.most) for spans in found]), found[0].scans)


def missing(leaf: Duration, known: Known) -> Iterator[tuple[str, bool]]:
    """For a leaf that is open: the facts to ask for, and whether each alone could tip it."""
    if leaf.same_trade and known.facts.trade is None:
        yield "trade", True
    if not known.spells_complete:
        yield "spells", True
    if known.spells is None:
        return
    by_trade = _by_trade(leaf, known)
    unclear = {stretch.place: stretch.spell for spans in by_trade for stretch, _ in spans.unclear}
    if len(unclear) > _ITEMISED:
        if known.spells_complete:
            yield "spells", True
        return
    for index, spell in sorted(unclear.items()):
        tips = any(_tips(leaf, known, spans, index) for spans in by_trade)
        for name in _unknown(leaf, spell):
            yield f"spells[{index}].{name}", tips


def last_month(leaf: Duration, known: Known) -> int:
    """The ordinal of the last month that counts."""
    return known.as_of if leaf.until == "as_of" else known.as_of // 12 * 12 + 11


def count(leaf: Duration, spans: Iterable[Span]) -> int:
    """The months that these spells come to for a leaf."""
    return _counted(leaf, _runs(spans))


def _trades(leaf: Duration, known: Known) -> list[str]:
    """本项（专业）; while it is unknown, every trade of the spells, and one that is none of them."""
    trade = known.facts.trade
    if not leaf.same_trade or trade is not None or not known.spells:
        return [trade or ""]
    return ["", *dict.fromkeys(item.spell.trade for item in known.spells if item.spell.trade)]


def _by_trade(leaf: Duration, known: Known) -> list[_Spans]:
    """For each trade that may be the candidate's; worked out once for all leaves that ask for the same."""
    key = (leaf.same_trade, leaf.in_region, leaf.until)
    found: list[_Spans] | None = known.kept.get(key)
    if found is None:
        found = known.kept[key] = [_spans(leaf, known, trade) for trade in _trades(leaf, known)]
    return found


def _spans(leaf: Duration, known: Known, trade: str) -> _Spans:
    sure: list[Span] = []
    unclear: list[tuple[Stretch, Span]] = []
    scans: list[str] = []
    until = last_month(leaf, known)
    for stretch in known.spells or ():
        _, first, last, spell = stretch
        counts = first <= until and _counts(leaf, spell, trade)
        if counts is False:
            continue
        span = (first, last if last < until else until)
        if counts:
            sure.append(span)
            scans += spell.scans
        else:
            unclear.append((stretch, span))
    least = _runs(sure)
    most = _runs([*sure, *(span for _, span in unclear)]) if unclear else least
    return _Spans(sure, unclear, least, most, tuple(dict.fromkeys(scans)))


def _counts(leaf: Duration, spell: Spell, trade: str) -> bool | None:
    in_trade = True if not leaf.same_trade else None if spell.trade is None else spell.trade == trade
    in_region = spell.in_guilin if leaf.in_region else True
    if in_trade is False or in_region is False:
        return False
    return None if in_trade is None or in_region is None else True


def _unknown(leaf: Duration, spell: Spell) -> Iterator[str]:
    if leaf.same_trade and spell.trade is None:
        yield "trade"
    if leaf.in_region and spell.in_guilin is None:
        yield "in_guilin"


def _tips(leaf: Duration, known: Known, spans: _Spans, index: int) -> bool:
    """Whether, for some answer on the other unclear spells, this one decides if enough months are reached."""
    this = [span for stretch, span in spans.unclear if stretch.place == index]
    others = [span for stretch, span in spans.unclear if stretch.place != index]
    if not known.spells_complete:
        # Spells not listed yet may bring the rest up to one month short of enough.
        return _runs([*spans.sure, *this]).months > spans.least.months
    needed = leaf.at_least.months
    return any(
        count(leaf, [*spans.sure, *some]) < needed <= count(leaf, [*spans.sure, *some, *this])
        for some in _subsets(others)
    )


def _subsets(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    return chain.from_iterable(combinations(spans, size) for size in range(len(spans) + 1))


def _runs(spans: Iterable[Span]) -> _Runs:
    lengths = [last - first + 1 for first, last in merged(spans)]
    return _Runs(sum(lengths), len(lengths), max(lengths, default=0))


def _counted(leaf: Duration, found: _Runs) -> int:
    one_end = leaf.ends == "one"
    if leaf.counting == "continuous":
        return max(found.longest - one_end, 0)
    return found.months - (found.runs if one_end else 0)
