"""Checks whether a candidate may be named (命名): 第八条（六）（七）; the publicity over, and no objection open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from rules_service.human_findings import ask
from rules_service.naming_guard import foremost, in_order, in_the_way, readings_of
from rules_service.receipts import PLAIN, receipt
from shared.contracts.naming import (
    NamingAnswer,
    NamingDifference,
    NamingFacts,
    NamingReadings,
    NamingResult,
)
from shared.contracts.verdict import Ask
from shared.regulation.edition import Edition
from shared.regulation.stages import Objections, Stages
from shared.regulation.under_readings import Choices, changes, chosen, described


def check_naming(
    edition: Edition, facts: NamingFacts, as_of: date, given: Choices, now: datetime
) -> NamingAnswer:
    """Everything that stands in the way on a day; raises Refusal."""
    stages = edition.needed(Stages)
    rule = edition.present(stages.objections)
    choices = chosen(edition, readings_of(stages, rule), given)
    found = list(in_the_way(stages, rule, facts, as_of, choices))
    outcome = foremost(result for result, _ in found)
    differs = tuple(_differences(edition, stages, rule, facts, as_of, choices, outcome))
    naming = stages.naming
    return NamingAnswer(
        outcome=outcome,
        reasons=in_order(found),
        reserve_moves_up=outcome == "cancelled" and rule.upheld.reserve_moves_up,
        substitute_published_anew=_published_anew(stages, choices) and outcome == "cancelled",
        document=naming.document,
        documents=naming.papers.value(choices) if naming.papers else (naming.document,),
        issuers=naming.issuers,
        issuer_labels=tuple(edition.head.bodies[body].label for body in naming.issuers),
        asks=tuple(_asks(edition, stages, rule, facts, outcome, choices)),
        readings=NamingReadings(
            chosen=choices, basis=edition.head.silent_basis, same_under_all=not differs, differs=differs
        ),
        receipt=receipt(
            edition, {"as_of": as_of.isoformat(), "readings": choices}, facts, now,
            engine=PLAIN, overlay=dict(given),
        ),
    )  # fmt: skip


def _differences(
    edition: Edition, stages: Stages, rule: Objections, facts: NamingFacts, as_of: date,
    choices: Choices, own: NamingResult,
) -> Iterator[NamingDifference]:  # fmt: skip
    """Each other outcome once, with the fewest readings that lead to it."""
    seen = {own}
    for changed in changes(edition, choices):
        found = in_the_way(stages, rule, facts, as_of, {**choices, **changed})
        outcome = foremost(result for result, _ in found)
        if outcome not in seen:
            seen.add(outcome)
            yield NamingDifference(**described(edition, changed), outcome=outcome)


def _published_anew(stages: Stages, choices: Choices) -> bool:
    """Whether a reserve candidate who moves up has not been published yet."""
    listed = stages.publicity.lists_reserves if stages.publicity else None
    return listed is not None and not listed.value(choices)


def _asks(
    edition: Edition, stages: Stages, rule: Objections, facts: NamingFacts, outcome: str, choices: Choices
) -> Iterator[Ask]:
    """What is wanting; decisive if some value of it gives another outcome, whatever else turns up."""
    asks, article, waits = stages.naming.asks, stages.naming.article, outcome == "unknown"
    if facts.last_day is None:
        yield ask(edition, asks.last_day, "last_day", "date", article, "naming", waits)
    if facts.objections is None:
        yield ask(edition, asks.objections, "objections", "records", article, "naming")
    if facts.others_open is None and rule.holds.value(choices) == "batch":
        decisive = waits or outcome == "not_yet"
        yield ask(edition, asks.others_open, "others_open", "boolean", article, "naming", decisive)
    if stages.naming.left and facts.candidate is None:
        decisive = outcome != "cancelled"
        yield ask(edition, stages.naming.left.ask, "candidate", "choice", article, "naming", decisive)
