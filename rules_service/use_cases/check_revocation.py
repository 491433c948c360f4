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
from shared.regulation.revocation import Recovered, Revocation
from shared.regulation.under_readings import Choices, UnderReading, chosen


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
    choices = chosen(edition, revocation.readings_taken(), given)
    covered = _covered(edition, revocation, facts, choices)
    states = program.decide(facts)
    applying = revocation.grounds if covered else ()
    grounds = tuple(ground_outcome(edition, revocation, g, states, facts) for g in applying)
    asks = ground_asks(edition, revocation, states) if covered else ()
    outcome = result(combined("any", [settled(ground, states) for ground in applying]))
    return RevocationAnswer(
        outcome=outcome,
        headline=_headline(edition, revocation, outcome, grounds, asks),
        notice=revocation.texts.notice,
        grounds=grounds,
        asks=asks,
        procedure=tuple(_steps(edition, revocation, choices)) if covered else (),
        recovered=tuple(_item(item) for item in revocation.recovered if covered),
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
        return texts.not_made_out if grounds or texts.not_covered is None else texts.not_covered
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


def _covered(edition: Edition, revocation: Revocation, facts: RevocationFacts, choices: Choices) -> bool:
    """Whether Art. 16 reaches this holder: one named before it was in force only under a reading."""
    earlier = facts.named_on < edition.head.in_force.date
    return revocation.covers_earlier.value(choices) if earlier and revocation.covers_earlier else True


def _steps(edition: Edition, revocation: Revocation, choices: Choices) -> Iterator[ProcedureStep]:
    bodies = edition.head.bodies
    for step in revocation.procedure:
        if step.reading is None or choices[step.reading] == step.when:
            article, quote = (step.source.article, step.source.quote) if step.source else (None, None)
            actors, basis = step.actors(choices), article or _silent(edition, step.reading, choices)
            left_open = step.actor.reading if isinstance(step.actor, UnderReading) else None
            yield ProcedureStep(
                id=step.id, label=step.label, actor=actors[0],
                actor_label="、".join(bodies[actor].label for actor in actors),
                actor_basis=_silent(edition, left_open, choices) if left_open else basis,
                article=article, quote=quote, basis=basis,
            )  # fmt: skip


def _silent(edition: Edition, name: str | None, choices: Choices) -> str:
    reading = edition.readings.get(name) if name else None
    option = reading.options[choices[reading.id]].label if reading else ""
    return f"{edition.head.silent_basis}：{option}"


def _item(item: Recovered, note: str | None = None) -> RecoveryItem:
    return RecoveryItem(id=item.id, label=item.label, article=item.article, quote=item.quote, note=note)


def _notes(edition: Edition, revocation: Revocation, facts: RevocationFacts) -> Iterator[str]:
    if facts.named_on < edition.head.in_force.date:
        yield revocation.texts.named_before_in_force
