"""What the edition can tell of a contest or an honour by its name (第六条（四）（六）), and what only a human can."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.facts import Contest, Honour
from shared.regulation.conditions import Conditions, Judgement, Rank, Title


@dataclass(frozen=True)
class Recognised:
    """An honour as the conditions see it: `title` None = nobody has said yet; `other` = none of those named."""

    title: str | None
    level: str | None


class Names:
    """The titles, levels and classes of contests that an edition's conditions name."""

    def __init__(self, conditions: Conditions) -> None:
        leaves = list(conditions.leaves())
        self.other = conditions.other
        self.levels = conditions.levels
        self.judgements = {leaf.id: leaf for leaf in leaves if isinstance(leaf, Judgement)}
        self.contest_classes = frozenset(leaf.contest_class for leaf in leaves if isinstance(leaf, Rank))
        self.contests_by_name = conditions.contests_by_name()
        self.contest_answers = self.contest_classes | {self.other}
        titles = [leaf for leaf in leaves if isinstance(leaf, Title)]
        self.titles = frozenset(title for leaf in titles for title in leaf.titles)
        self.title_answers = self.titles | {self.other}
        self._by_name = {title: Recognised(title, None) for title in self.titles} | {
            f"{self.levels[level]}{title}": Recognised(title, level)
            for leaf in titles
            for title in leaf.titles
            for level in leaf.levels
        }

    def by_name(self, honour: Honour) -> Recognised | None:
        """What the certificate's own wording says; None if it names nothing that the conditions name."""
        return self._by_name.get(honour.title)

    def honour(self, honour: Honour) -> Recognised:
        """By its name, or else as a human has confirmed it."""
        named = self.by_name(honour) or Recognised(honour.honour_class, None)
        return Recognised(named.title, honour.level or named.level)

    def contest(self, contest: Contest) -> str | None:
        """The class of a contest, by its name where that is a proper name, or as confirmed; None if nobody has yet."""
        return contest.contest if contest.contest in self.contests_by_name else contest.contest_class
