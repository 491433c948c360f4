"""Checks whether a ground of revocation is made out prima facie (撤销情形): 第十六、十七条; it revokes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from rules_service.ground_asks import ground_asks
from rules_service.ground_outcomes import ground_outcome, result
from rules_service.ground_validation import refuse_unfit_grounds
from rules_service.grounds import GroundsProgram, combined, settled
from rules_service.receipts import receipt
from shared.contracts.revocation import (
    GroundOutcome,
    GroundResult,
    ProcedureStep,
    RecoveryItem,
    RevocationAnswer,
    RevocationFacts,
)
from shared.contracts.verdict import Ask
from shared.regulation.edition import Edition
from shared.regulation.quotation import filled
from shared.regulation.revocation import Recovered, Revocation, Step
from shared.regulation.under_readings import Choices, chosen


def check_revocation(
    edition: Edition,
    program: GroundsProgram,
    facts: RevocationFacts,
    as_of: date,
    given: Choices,
    now: datetime,
) -> RevocationAnswer:
    """What each ground comes to, what is wanting, the steps to follow and what is recovered; raises Refusal."""
    revocation = program.revocation
    refuse_unfit_grounds(edition, revocation, facts, as_of)
    choices = chosen(edition, [step.reading for step in revocation.procedure if step.reading], given)
    states = program.decide(facts)
    grounds = tuple(ground_outcome(edition, revocation, g, states, facts) for g in revocation.grounds)
    asks = ground_asks(edition, revocation, states)
    outcome = result(combined("any", [settled(ground, states) for ground in revocation.grounds]))
    return RevocationAnswer(
        outcome=outcome,
        headline=_headline(edition, revocation, outcome, grounds, asks),
        notice=revocation.texts.notice,
        grounds=grounds,
        asks=asks,
        procedure=tuple(_steps(edition, revocation, choices)),
        recovered=tuple(_item(item) for item in revocation.recovered),
        not_recovered=tuple(_item(item, item.note) for item in revocation.not_recovered),
        notes=tuple(_notes(edition, revocation, facts)),
        readings=choices,
        receipt=receipt(
            edition, {"as_of": as_of.isoformat(), "readings": choices}, facts, now, overlay=dict(given)
        ),
    )


def _headline(
    edition: Edition,
    revocation: Revocation,
    outcome: GroundResult,
    grounds: Sequence[GroundOutcome],
    asks: Sequence[Ask],
) -> str:
    texts = revocation.texts
    if outcome == "not_made_out":
        return texts.not_made_out
    if outcome == "made_out_prima_facie":
        made_out = [ground for ground in grounds if ground.outcome == "made_out_prima_facie"]
        parts = (filled(texts.made_out_part, label=item.label, article=item.article) for item in made_out)
        return texts.made_out.format(parts="、".join(parts))
    decisive = [ask for ask in asks if ask.decisive]
    findings = sum(ask.type == "finding" for ask in decisive)
    bodies = dict.fromkeys(edition.head.bodies[body].short for ask in decisive for body in ask.attested_by)
    return texts.needs_judgement.format(
        facts=len(decisive) - findings, findings=findings, bodies="、".join(bodies)
    )


def _steps(edition: Edition, revocation: Revocation, choices: Choices) -> Iterator[ProcedureStep]:
    for step in revocation.procedure:
        if step.reading is None or choices[step.reading] == step.when:
            article, quote = (step.source.article, step.source.quote) if step.source else (None, None)
            yield ProcedureStep(
                id=step.id, label=step.label, actor=step.actor,
                actor_label=edition.head.bodies[step.actor].label,
                article=article, quote=quote, basis=article or _silent(edition, step, choices),
            )  # fmt: skip


def _silent(edition: Edition, step: Step, choices: Choices) -> str:
    reading = edition.readings.get(step.reading) if step.reading else None
    option = reading.options[choices[reading.id]].label if reading else ""
    return f"{edition.head.silent_basis}：{option}"


def _item(item: Recovered, note: str | None = None) -> RecoveryItem:
    return RecoveryItem(id=item.id, label=item.label, article=item.article, quote=item.quote, note=note)


def _notes(edition: Edition, revocation: Revocation, facts: RevocationFacts) -> Iterator[str]:
    if facts.named_on < edition.head.in_force.date:
        yield revocation.texts.named_before_in_force
