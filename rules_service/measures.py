"""From the facts to what a condition compares: months, ranks, titles held; what is unknown stays absent.

Each measure says two things of an unknown: what holds at least and what may hold at most. So a condition is met
only if it is met however the unknowns turn out, and not met only if it can no longer be met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rules_service.known import Known
from rules_service.names import Names, Recognised
from rules_service.rulesets import Scalar
from rules_service.tenure import tenure
from shared.contracts.facts import Contest, Honour
from shared.contracts.verdict import FactValue
from shared.regulation.conditions import Attestation, Duration, Judgement, Leaf, Rank, Title, UnlistedTitle

NO_RANK = 10**9
"""Beyond any rank: nobody on a list that is complete."""

Cited = dict[str, FactValue]
Values = tuple[Scalar | None, ...]


class Measure(NamedTuple):
    """What a leaf's rules compare, by the places of `fields`, and what its outcome cites.

    `plain`: whoever has this outcome is told the same, so that it need be written only once.
    """

    values: Values
    cited: Cited
    scans: tuple[str, ...] = ()
    plain: bool = False


Reader = Callable[[Known], Measure]


def fields(leaf: Leaf) -> tuple[str, ...]:
    """The names of what a leaf's rules compare."""
    match leaf:
        case Duration():
            return ("least", "most")
        case Rank():
            return ("best", "best_possible")
        case Title() | UnlistedTitle():
            return ("held",)
        case Attestation() | Judgement():
            return ("value",)


def reader(leaf: Leaf, names: Names) -> Reader:
    """The facts as this leaf reads them; what is the same for every candidate is worked out here."""
    match leaf:
        case Duration():
            return _duration(leaf)
        case Rank():
            return _rank(leaf)
        case Title():
            return _honour(lambda known: held(known, leaf))
        case UnlistedTitle():
            return _honour(lambda known: unlisted(known, names))
        case Attestation():
            return _attested(leaf)
        case Judgement():
            return _found(leaf)


def values(leaf: Leaf, read: Reader) -> Callable[[Known], Values]:
    """What a leaf's rules compare, without what its outcome cites."""
    if not isinstance(leaf, Duration):
        return lambda known: read(known).values

    def months(known: Known) -> Values:
        found = tenure(leaf, known)
        return (None, None) if found is None else (found.least, found.most)

    return months


def held(known: Recognised, leaf: Title) -> bool | None:
    """Whether an honour is one that the leaf names; None while its class or its level is unknown."""
    if known.title is not None and known.title not in leaf.titles:
        return False
    if leaf.levels and known.level is not None and known.level not in leaf.levels:
        return False
    return True if known.title and (known.level or not leaf.levels) else None


def unlisted(known: Recognised, names: Names) -> bool | None:
    """Whether an honour is none of those that the conditions name; None while its class is unknown."""
    return None if known.title is None else known.title == names.other


def _duration(leaf: Duration) -> Reader:
    required: Cited = {"required_months": leaf.at_least.months}
    unknown = Measure((None, None), required, plain=True)

    def read(known: Known) -> Measure:
        found = tenure(leaf, known)
        if found is None:
            return unknown
        cited: Cited
        if found.most == found.least:
            cited = {"months": found.least}
        elif found.most is None:
            cited = {"months_at_least": found.least}
        else:
            cited = {"months_at_least": found.least, "months_at_most": found.most}
        return Measure((found.least, found.most), cited | required, found.scans)

    return read


def _rank(leaf: Rank) -> Reader:
    required: Cited = {"contest_class": leaf.contest_class, "required_rank": leaf.at_most}
    unknown = Measure((None, None), required, plain=True)
    none = Measure((None, NO_RANK), required, plain=True)

    def read(known: Known) -> Measure:
        sure = known.contests_by_class.get(leaf.contest_class, ())
        unclear = known.contests_by_class.get(None, ())
        complete = known.contests_complete
        if not sure and not unclear:
            return none if complete else unknown
        ranks = [item.rank for item in sure if item.rank is not None]
        best = min(ranks, default=None)
        best_possible = min([item.rank or 1 for item in (*sure, *unclear)]) if complete else None
        cited = {"rank": best, **required} if best is not None else required
        return Measure((best, best_possible), cited, _scans(sure))

    return read


def _honour(test: Callable[[Recognised], bool | None]) -> Reader:
    unknown, none = Measure((None,), {}, plain=True), Measure((False,), {}, plain=True)

    def read(known: Known) -> Measure:
        sure: list[Honour] = []
        unclear = not known.honours_complete
        for honour, recognised in known.honours:
            state = test(recognised)
            if state:
                sure.append(honour)
            unclear = unclear or state is None
        if not sure:
            return unknown if unclear else none
        titles = tuple(dict.fromkeys(honour.title for honour in sure))
        return Measure((True,), {"titles": titles}, _scans(sure))

    return read


def _attested(leaf: Attestation) -> Reader:
    name, unless = leaf.fact, leaf.unless
    plain: dict[bool | None, Measure] = {
        value: Measure((value,), {} if value is None else {name: value}, plain=True)
        for value in (None, True, False)
    }

    def read(known: Known) -> Measure:
        found = plain[getattr(known.facts, name)]
        scans = known.facts.evidence.get(name)
        return found._replace(scans=scans, plain=False) if scans else found

    def read_unless(known: Known) -> Measure:
        found, excused = read(known), getattr(known.facts, unless or name)
        if found.values[0] is leaf.equals or excused is False:
            return found
        cited = found.cited if excused is None else {**found.cited, str(unless): excused}
        return Measure((leaf.equals if excused else None,), cited, found.scans)

    return read_unless if unless else read


def _found(leaf: Judgement) -> Reader:
    name = leaf.id
    unknown = Measure((None,), {}, plain=True)
    found = {value: Measure((value,), {"finding": value}) for value in (True, False)}

    def read(known: Known) -> Measure:
        finding = known.facts.findings.get(name)
        if finding is None:
            return unknown
        measure = found[finding.value]
        return measure._replace(scans=finding.scans) if finding.scans else measure

    return read


def _scans(items: Iterable[Contest | Honour]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scan for item in items for scan in item.scans))
