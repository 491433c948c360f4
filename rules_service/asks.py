"""待补事项: for every fact that is missing, one typed question, and whether its value can change the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules_service import tenure
from rules_service.domain import Truths, open_leaves
from rules_service.measures import candidate, held, slots, unlisted
from rules_service.names import Names
from rules_service.program import Decided
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


@dataclass
class _Wanted:
    leaves: list[Leaf] = field(default_factory=list)
    decisive: bool = False


def asks(
    edition: Edition, names: Names, facts: Facts, as_of: date, decided: Mapping[str, Decided], truths: Truths
) -> tuple[Ask, ...]:
    """All asks under one reading: the decisive ones first, then those of the items that the applicant claims."""
    wanted: dict[str, _Wanted] = {}
    decisive_leaves = open_leaves(edition.conditions, truths)
    for name in (name for name, leaf in decided.items() if leaf.truth is None):
        for path, tips in _missing(decided[name].leaf, facts, as_of, names):
            entry = wanted.setdefault(path, _Wanted())
            entry.leaves.append(decided[name].leaf)
            entry.decisive |= tips and name in decisive_leaves
    found = [_ask(edition, path, entry) for path, entry in wanted.items()]
    return tuple(sorted(found, key=lambda ask: (not ask.decisive, not _claimed(ask, facts))))


def claims(facts: Facts, condition: str) -> bool:
    """Whether the applicant claims the item that a condition belongs to."""
    return any(condition == item or condition.startswith(f"{item}.") for item in facts.claimed_items)


def _claimed(ask: Ask, facts: Facts) -> bool:
    return any(claims(facts, condition) for condition in ask.conditions)


def _ask(edition: Edition, path: str, entry: _Wanted) -> Ask:
    first = entry.leaves[0]
    spec, kind = _spec(edition, path, first)
    bodies = edition.head.bodies
    return Ask(
        fact=path, type=kind, question=_question(spec, path, first),
        attested_by=spec.attested_by,
        attested_by_labels=tuple(bodies[body].label for body in spec.attested_by),
        proof=spec.proof, article=first.article,
        conditions=tuple(leaf.id for leaf in entry.leaves), decisive=entry.decisive,
    )  # fmt: skip


def _question(spec: AskSpec, path: str, leaf: Leaf) -> str:
    index = _INDEX.search(path)
    return spec.question.format(label=leaf.label, number=int(index[1]) + 1 if index else "")


def _spec(edition: Edition, path: str, leaf: Leaf) -> tuple[AskSpec, AskType]:
    if isinstance(leaf, Judgement):
        return leaf.ask, "finding"
    fact = _INDEX.sub("", path)
    return edition.conditions.asks[fact], _TYPES.get(fact, "boolean")


def _missing(leaf: Leaf, facts: Facts, as_of: date, names: Names) -> Iterator[tuple[str, bool]]:
    """For an unknown leaf: the facts that would help to decide it, and whether each alone could tip it."""
    match leaf:
        case Duration():
            yield from tenure.missing(leaf, facts, as_of)
        case Rank():
            yield from ((path, True) for path in _missing_contests(leaf, facts, names))
        case Title() | UnlistedTitle():
            yield from ((path, True) for path in _missing_honours(leaf, facts, names))
        case Attestation():
            yield leaf.fact, True
        case Judgement():
            yield f"findings.{leaf.id}", True


def _missing_contests(leaf: Rank, facts: Facts, names: Names) -> Iterator[str]:
    if facts.contests is None or not facts.contests.complete:
        yield "contests"
    for index, item in enumerate(facts.contests.items if facts.contests else ()):
        of_class = candidate(item, leaf, names)
        if of_class is False or (item.rank or 1) > leaf.at_most:
            continue
        if of_class is None:
            yield f"contests[{index}].contest_class"
        if item.rank is None:
            yield f"contests[{index}].rank"


def _missing_honours(leaf: Title | UnlistedTitle, facts: Facts, names: Names) -> Iterator[str]:
    if facts.honours is None or not facts.honours.complete:
        yield "honours"
    for index, item in enumerate(facts.honours.items if facts.honours else ()):
        known = names.honour(item)
        if isinstance(leaf, UnlistedTitle):
            states = [unlisted(item, names)]
        else:
            states = [held(item, title, level, names) for title, level in slots(leaf)]
        if None not in states:
            continue
        if known.title is None:
            yield f"honours[{index}].honour_class"
        if isinstance(leaf, Title) and leaf.levels and known.level is None:
            yield f"honours[{index}].level"
