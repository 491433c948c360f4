"""From the facts to what a condition compares: months, ranks, titles held; what is unknown stays absent.

Each measure says two things of an unknown: what holds at least and what may hold at most. So a condition is met
only if it is met however the unknowns turn out, and not met only if it can no longer be met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules_service.names import Names
from rules_service.rulesets import Scalar
from rules_service.tenure import tenure
from shared.contracts.facts import Contest, Facts, Honour
from shared.contracts.verdict import FactValue
from shared.regulation.conditions import Attestation, Duration, Judgement, Leaf, Rank, Title, UnlistedTitle


@dataclass(frozen=True)
class Measure:
    """What a leaf's rules compare (`fields`), and what its outcome cites."""

    fields: dict[str, Scalar | None]
    cited: dict[str, FactValue]
    scans: tuple[str, ...] = ()


def measure(leaf: Leaf, facts: Facts, as_of: date, names: Names) -> Measure:
    """The facts as this leaf reads them."""
    match leaf:
        case Duration():
            return _duration(leaf, facts, as_of)
        case Rank():
            return _rank(leaf, facts, names)
        case Title():
            return _title(leaf, facts, names)
        case UnlistedTitle():
            return _unlisted(facts, names)
        case Attestation():
            return _attested(leaf, facts)
        case Judgement():
            return _found(leaf, facts)


def slots(leaf: Title) -> list[tuple[str, str | None]]:
    """The titles of a leaf, at each of its levels; (title, None) where the level does not matter."""
    levels: tuple[str | None, ...] = leaf.levels or (None,)
    return [(title, level) for title in leaf.titles for level in levels]


def held(honour: Honour, title: str, level: str | None, names: Names) -> bool | None:
    """Whether this honour is that title at that level; None while the class or the level is unknown."""
    known = names.honour(honour)
    if known.title not in (None, title) or (level and known.level not in (None, level)):
        return False
    return True if known.title and (known.level or not level) else None


def unlisted(honour: Honour, names: Names) -> bool | None:
    """Whether this honour is none of those that the conditions name; None while its class is unknown."""
    known = names.honour(honour).title
    return None if known is None else known == names.other


def candidate(contest: Contest, leaf: Rank, names: Names) -> bool | None:
    """Whether this contest is of the leaf's class; None while its class is unknown."""
    known = names.contest(contest)
    return None if known is None else known == leaf.contest_class


def _duration(leaf: Duration, facts: Facts, as_of: date) -> Measure:
    required: dict[str, FactValue] = {"required_months": leaf.at_least.months}
    found = tenure(leaf, facts, as_of)
    if found is None:
        return Measure({"least": None, "most": None}, required)
    cited: dict[str, FactValue] = {"months_at_least": found.least}
    if found.most is not None:
        exact = found.most == found.least
        cited = {"months": found.least} if exact else cited | {"months_at_most": found.most}
    return Measure({"least": found.least, "most": found.most}, cited | required, found.scans)


def _rank(leaf: Rank, facts: Facts, names: Names) -> Measure:
    required: dict[str, FactValue] = {"contest_class": leaf.contest_class, "required_rank": leaf.at_most}
    if facts.contests is None:
        return Measure({"best": None, "best_possible": None, "none": None}, required)
    in_class = [(item, candidate(item, leaf, names)) for item in facts.contests.items]
    sure = [item for item, is_in in in_class if is_in]
    ranks = [item.rank for item in sure if item.rank is not None]
    possible = [item.rank or 1 for item, is_in in in_class if is_in is not False]
    complete = facts.contests.complete
    fields: dict[str, Scalar | None] = {
        "best": min(ranks, default=None),
        "best_possible": min(possible, default=None) if complete else None,
        "none": True if complete and not possible else None,
    }
    cited: dict[str, FactValue] = {"rank": min(ranks)} if ranks else {}
    return Measure(fields, cited | required, _scans(sure))


def _title(leaf: Title, facts: Facts, names: Names) -> Measure:
    items = facts.honours.items if facts.honours else ()
    fields: dict[str, Scalar | None] = {}
    cited: list[Honour] = []
    for index, (title, level) in enumerate(slots(leaf)):
        states = [held(item, title, level, names) for item in items]
        fields[f"held{index}"] = _any(states, facts)
        cited += [item for item, state in zip(items, states, strict=True) if state]
    return Measure(fields, _titles(cited), _scans(cited))


def _unlisted(facts: Facts, names: Names) -> Measure:
    items = facts.honours.items if facts.honours else ()
    states = [unlisted(item, names) for item in items]
    cited = [item for item, state in zip(items, states, strict=True) if state]
    return Measure({"held": _any(states, facts)}, _titles(cited), _scans(cited))


def _attested(leaf: Attestation, facts: Facts) -> Measure:
    value: bool | None = getattr(facts, leaf.fact)
    cited: dict[str, FactValue] = {} if value is None else {leaf.fact: value}
    return Measure({"value": value}, cited, facts.evidence.get(leaf.fact, ()))


def _found(leaf: Judgement, facts: Facts) -> Measure:
    finding = facts.findings.get(leaf.id)
    if finding is None:
        return Measure({"value": None}, {})
    return Measure({"value": finding.value}, {"finding": finding.value}, finding.scans)


def _any(states: list[bool | None], facts: Facts) -> bool | None:
    if True in states:
        return True
    complete = facts.honours is not None and facts.honours.complete
    return False if complete and None not in states else None


def _titles(honours: list[Honour]) -> dict[str, FactValue]:
    return {"titles": tuple(dict.fromkeys(honour.title for honour in honours))} if honours else {}


def _scans(items: Iterable[Contest | Honour]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scan for item in items for scan in item.scans))
