"""The facts of one candidate as conditions read them: months as numbers, contests and honours recognised, once each."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from rules_service.names import Names, Recognised
from shared.contracts.facts import Contest, Facts, Honour, Spell
from shared.regulation.months import Month

_STILL = 10**9
"""The ordinal of a month that never comes: the end of a job that somebody still has."""


class Stretch(NamedTuple):
    """A spell (工作经历): its place in the list, and the ordinals of its months; not clipped yet."""

    place: int
    first: int
    last: int
    spell: Spell


class Known:
    """What is known as of a day; it is made for one check and thrown away."""

    __slots__ = (
        "as_of",
        "contests",
        "contests_by_class",
        "contests_complete",
        "facts",
        "honours",
        "honours_complete",
        "kept",
        "spells",
        "spells_complete",
    )

    def __init__(self, facts: Facts, as_of: date, names: Names) -> None:
        spells, contests, honours = facts.spells, facts.contests, facts.honours
        self.facts = facts
        self.kept: dict[Any, Any] = {}
        self.as_of = Month.of(as_of).ordinal
        self.spells = None if spells is None else _stretches(spells.items)
        self.spells_complete = spells is not None and spells.complete
        self.contests: list[tuple[Contest, str | None]] = (
            [] if contests is None else [(item, names.contest(item)) for item in contests.items]
        )
        self.contests_by_class: dict[str | None, list[Contest]] = {}
        for item, found in self.contests:
            self.contests_by_class.setdefault(found, []).append(item)
        self.contests_complete = contests is not None and contests.complete
        self.honours: list[tuple[Honour, Recognised]] = (
            [] if honours is None else [(item, names.honour(item)) for item in honours.items]
        )
        self.honours_complete = honours is not None and honours.complete


def _stretches(spells: tuple[Spell, ...]) -> list[Stretch]:
    found = []
    for index, spell in enumerate(spells):
        last = spell.to
        found.append(Stretch(index, spell.from_.ordinal, _STILL if last is None else last.ordinal, spell))
    return found
