"""待补事项: for every fact that is missing, one typed question, and whether its value can change the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules_service import tenure
from rules_service.catalogue import Catalogue, Proposal
from rules_service.domain import Formula
from rules_service.explanation import Explanation
from rules_service.known import Known
from rules_service.measures import held, unlisted
from rules_service.names import Names
from rules_service.turning import Turning
from shared.contracts.facts import Facts
from shared.contracts.verdict import Ask, AskType
from shared.regulation.conditions import (
    AskSpec,
    Attestation,
    Duration,
    Judgement,
    Leaf,
    Rank,
    Title,
    UnlistedTitle,
)
from shared.regulation.edition import Edition
from shared.regulation.quotation import filled

_TYPES: dict[str, AskType] = {
    "trade": "text",
    "spells": "spells",
    "spells.trade": "text",
    "spells.in_guilin": "boolean",
    "contests": "contests",
    "contests.rank": "rank",
    "contests.contest_class": "contest_class",
    "honours": "honours",
    "honours.honour_class": "honour_class",
    "honours.level": "level",
}
_INDEX = re.compile(r"\[(\d+)\]")
_KEPT = 4096


@dataclass
class _Wanted:
    leaves: list[Leaf] = field(default_factory=list)
    decisive: bool = False


class AskBook:
    """The questions of an edition. A question is the same for every candidate: it is kept once written."""

    def __init__(self, edition: Edition, names: Names, formula: Formula) -> None:
        self._edition = edition
        self._names = names
        self._formula = formula
        self._turning = Turning(edition.conditions, names)
        self._kept: dict[tuple[str, tuple[str, ...], bool, Proposal], Ask] = {}

    def asks(self, known: Known, found: Explanation, catalogue: Catalogue) -> tuple[Ask, ...]:
        """All asks under one reading: the decisive ones first, then those of the items that the applicant claims."""
        wanted: dict[str, _Wanted] = {}
        decisive_leaves = self._formula.open_leaves(found.truths)
        for name, row in found.leaves.items():
            if row.truth is not None:
                continue
            for path, tips in _missing(row.leaf, known, self._names):
                entry = wanted.setdefault(path, _Wanted())
                entry.leaves.append(row.leaf)
                entry.decisive |= tips and name in decisive_leaves
        if self._turning.needed:
            self._settle(wanted, known, found)
        asks = [
            self._ask(path, entry, catalogue.proposal(path, known.facts)) for path, entry in wanted.items()
        ]
        claimed = known.facts
        return tuple(sorted(asks, key=lambda ask: (not ask.decisive, not _claimed(ask, claimed))))

    def _settle(self, wanted: dict[str, _Wanted], known: Known, found: Explanation) -> None:
        """Where leaves that share facts meet in an “all”, a leaf by itself does not tell what its facts can turn."""
        unknown = [row.leaf for row in found.leaves.values() if row.truth is None]
        likely = {path: entry.leaves for path, entry in wanted.items() if entry.decisive}
        turning = self._turning.turning(likely, unknown, found.truths, known)
        for path, entry in wanted.items():
            entry.decisive &= path in turning

    def _ask(self, path: str, entry: _Wanted, proposed: Proposal) -> Ask:
        key = (path, tuple(leaf.id for leaf in entry.leaves), entry.decisive, proposed)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._written(path, entry, proposed)
            if len(self._kept) < _KEPT:
                self._kept[key] = kept
        return kept

    def _written(self, path: str, entry: _Wanted, proposed: Proposal) -> Ask:
        first = entry.leaves[0]
        spec, kind = self._spec(path, first)
        bodies = self._edition.head.bodies
        return Ask(
            fact=path, type=kind, question=_question(spec, path, first),
            attested_by=spec.attested_by,
            attested_by_labels=tuple(bodies[body].label for body in spec.attested_by),
            proof=spec.proof, article=first.article,
            conditions=tuple(leaf.id for leaf in entry.leaves), decisive=entry.decisive, proposed=proposed,
        )  # fmt: skip

    def _spec(self, path: str, leaf: Leaf) -> tuple[AskSpec, AskType]:
        if isinstance(leaf, Judgement):
            return leaf.ask, "finding"
        fact = _INDEX.sub("", path)
        return self._edition.conditions.asks[fact], _TYPES.get(fact, "boolean")


def claims(facts: Facts, condition: str) -> bool:
    """Whether the applicant claims the item that a condition belongs to."""
    return any(condition == item or condition.startswith(f"{item}.") for item in facts.claimed_items)


def _claimed(ask: Ask, facts: Facts) -> bool:
    return bool(facts.claimed_items) and any(claims(facts, condition) for condition in ask.conditions)


def _question(spec: AskSpec, path: str, leaf: Leaf) -> str:
    index = _INDEX.search(path)
    return filled(spec.question, label=leaf.label, number=int(index[1]) + 1 if index else "")


def _missing(leaf: Leaf, known: Known, names: Names) -> Iterator[tuple[str, bool]]:
    """For an unknown leaf: the facts that would help to decide it, and whether each alone could tip it."""
    match leaf:
        case Judgement():
            yield f"findings.{leaf.id}", True
        case Attestation():
            yield from _missing_attested(leaf, known)
        case Duration():
            yield from tenure.missing(leaf, known)
        case Rank():
            yield from ((path, True) for path in _missing_contests(leaf, known))
        case Title() | UnlistedTitle():
            yield from ((path, True) for path in _missing_honours(leaf, known, names))


def _missing_attested(leaf: Attestation, known: Known) -> Iterator[tuple[str, bool]]:
    for name in (leaf.fact, leaf.unless):
        if name and getattr(known.facts, name) is None:
            yield name, True


def _missing_contests(leaf: Rank, known: Known) -> Iterator[str]:
    if not known.contests_complete:
        yield "contests"
    for index, (item, found) in enumerate(known.contests):
        if found not in (None, leaf.contest_class) or (item.rank or 1) > leaf.at_most:
            continue
        if found is None:
            yield f"contests[{index}].contest_class"
        if item.rank is None:
            yield f"contests[{index}].rank"


def _missing_honours(leaf: Title | UnlistedTitle, known: Known, names: Names) -> Iterator[str]:
    if not known.honours_complete:
        yield "honours"
    for index, (_, found) in enumerate(known.honours):
        state = held(found, leaf) if isinstance(leaf, Title) else unlisted(found, names)
        if state is not None:
            continue
        if found.title is None:
            yield f"honours[{index}].honour_class"
        if isinstance(leaf, Title) and leaf.levels and found.level is None:
            yield f"honours[{index}].level"
