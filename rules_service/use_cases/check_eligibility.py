"""Checks whether a candidate meets the conditions (条件审核): 第四、六、七条."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from rules_service.asks import asks
from rules_service.domain import Truths, outcome, settle, verdict
from rules_service.program import Choices, Decided, Program
from rules_service.receipts import receipt
from rules_service.validation import refuse_unfit
from rules_service.wording import headline
from shared.contracts.facts import Facts
from shared.contracts.verdict import (
    ConditionOutcome,
    DecidedBy,
    Eligibility,
    ReadingDifference,
    ReadingsReport,
    Verdict,
)
from shared.regulation.conditions import Combination, Leaf
from shared.regulation.edition import Edition


def check_eligibility(program: Program, facts: Facts, as_of: date, now: datetime) -> Verdict:
    """The verdict on these facts as of a day; raises Refusal where the facts do not fit the edition."""
    edition = program.edition
    refuse_unfit(edition, program.names, facts, as_of)
    every = program.decide(facts, as_of)
    chosen = program.default_choices()
    decided = program.under(every, chosen)
    truths = _truths(edition, decided)
    wanting = asks(edition, program.names, facts, as_of, decided, truths)
    conditions = edition.conditions
    return Verdict(
        verdict=verdict(conditions, truths),
        headline=headline(edition, facts, truths, wanting),
        notice=edition.head.advice_notice,
        conditions=tuple(_outcome(edition, top, truths, decided, facts) for top in conditions.general),
        items=_outcome(edition, conditions.items, truths, decided, facts),
        asks=wanting,
        readings=_readings(program, every, chosen),
        receipt=receipt(edition, {"as_of": as_of.isoformat(), "readings": dict(chosen)}, facts, now),
    )


def _truths(edition: Edition, decided: Mapping[str, Decided]) -> Truths:
    return settle(edition.conditions, {name: leaf.truth for name, leaf in decided.items()})


def _outcome(
    edition: Edition, node: Leaf | Combination, truths: Truths, decided: Mapping[str, Decided], facts: Facts
) -> ConditionOutcome:
    common = {"id": node.id, "label": node.label, "article": node.article, "quote": node.quote}
    found = outcome(node, truths)
    if isinstance(node, Combination):
        parts = tuple(_outcome(edition, part, truths, decided, facts) for part in node.parts)
        return ConditionOutcome(**common, outcome=found, combination=node.kind, parts=parts)
    measured = decided[node.id].measure
    return ConditionOutcome(
        **common, outcome=found, facts=measured.cited, scans=measured.scans,
        decided_by=_decided_by(edition, node.id, facts),
    )  # fmt: skip


def _decided_by(edition: Edition, name: str, facts: Facts) -> DecidedBy | None:
    finding = facts.findings.get(name)
    if finding is None:
        return None
    on = finding.on.isoformat() if finding.on else None
    return DecidedBy(
        by=finding.by, by_label=edition.head.bodies[finding.by].label, basis=finding.basis, on=on
    )


def _readings(program: Program, every: Mapping[str, Decided], chosen: Choices) -> ReadingsReport:
    """The verdict under every combination of readings; of those that differ, the ones that change least."""
    conditions = program.edition.conditions
    own = verdict(conditions, _truths(program.edition, program.under(every, chosen)))
    differing: list[dict[str, str]] = []
    report = []
    for choices in sorted(program.all_choices(), key=lambda c: len(_changed(c, chosen))):
        changed = _changed(choices, chosen)
        other = verdict(conditions, _truths(program.edition, program.under(every, choices)))
        if other == own or any(fewer.items() <= changed.items() for fewer in differing):
            continue
        differing.append(changed)
        report.append(_difference(program.edition, changed, other))
    return ReadingsReport(chosen=dict(chosen), same_under_all=not report, differs=tuple(report))


def _changed(choices: Choices, chosen: Choices) -> dict[str, str]:
    return {name: option for name, option in choices.items() if option != chosen[name]}


def _difference(edition: Edition, changed: dict[str, str], found: Eligibility) -> ReadingDifference:
    readings = {reading.id: reading for reading in edition.readings.readings}
    return ReadingDifference(
        options=changed,
        questions=tuple(readings[name].question for name in changed),
        option_labels=tuple(readings[name].options[option].label for name, option in changed.items()),
        verdict=found,
    )
