"""年度目录: what the office's catalogues propose for a contest, an honour or a trade by its name; a human confirms it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from shared.contracts.facts import Facts
from shared.contracts.overlay import CatalogueEntry, Overlay

Entry = TypeVar("Entry", bound=CatalogueEntry)
Proposal = bool | str | None

_UNHEARD = str.maketrans("", "", "“”\"'‘’《》〈〉·-—_ \t　")


class Catalogue:
    """The catalogues of one year, by the names of their entries."""

    def __init__(self, overlay: Overlay) -> None:
        self._contests = _by_name(overlay.contests)
        self._honours = _by_name(overlay.honours)
        self._trades = None if overlay.trades is None else {_heard(name) for name in overlay.trades}

    def proposal(self, path: str, facts: Facts) -> Proposal:
        """What is proposed for a missing fact, by its path; None where the catalogues say nothing of it."""
        name, _, rest = path.partition("[")
        if name == "in_catalogue":
            return self._in_catalogue(facts.trade)
        place, _, field = rest.partition("].")
        if name == "contests" and field == "contest_class" and facts.contests:
            contest = self._contests.get(_heard(facts.contests.items[int(place)].contest))
            return contest.contest_class if contest else None
        if name == "honours" and field in ("honour_class", "level") and facts.honours:
            honour = self._honours.get(_heard(facts.honours.items[int(place)].title))
            return getattr(honour, field) if honour else None
        return None

    def _in_catalogue(self, trade: str | None) -> bool | None:
        return None if trade is None or self._trades is None else _heard(trade) in self._trades


def _by_name(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found |= dict.fromkeys(map(_heard, (entry.name, *entry.aliases)), entry)
    return found


def _heard(name: str) -> str:
    """A name without what two spellings of it may differ in: width, quotation marks, dashes and spaces."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_UNHEARD)
