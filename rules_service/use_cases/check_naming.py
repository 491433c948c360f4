"""Checks whether a candidate may be named (命名): 第八条（六）（七）; the publicity over, and no objection open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from rules_service.human_findings import ask
from rules_service.receipts import PLAIN, receipt
from shared.contracts.naming import (
    NamingAnswer,
    NamingDifference,
    NamingFacts,
    NamingReadings,
    NamingReason,
    NamingResult,
)
from shared.contracts.verdict import Ask
from shared.regulation.edition import Edition
from shared.regulation.parts import Quoting
from shared.regulation.stages import Objections, Stages
from shared.regulation.under_readings import Choices, changes, chosen, described

_WEIGHT: tuple[NamingResult, ...] = (
    "cancelled",
    "needs_judgement",
    "on_hold",
    "not_yet",
    "unknown",
    "may_be_named",
)
"""What goes before what, if several things stand in the way."""


def check_naming(
    edition: Edition, facts: NamingFacts, as_of: date, given: Choices, now: datetime
) -> NamingAnswer:
    """Everything that stands in the way on a day; raises Refusal."""
    stages = edition.needed(Stages)
    rule = edition.present(stages.objections)
    choices = chosen(edition, [rule.partly_upheld.reading, rule.holds.reading], given)
    found = dict(_standing(stages, rule, facts, as_of, choices))
    outcome = _foremost(found)
    differs = tuple(_differences(edition, stages, rule, facts, as_of, choices, outcome))
    naming = stages.naming
    return NamingAnswer(
        outcome=outcome,
        reasons=tuple(found[result] for result in _WEIGHT if result in found),
        reserve_moves_up=outcome == "cancelled" and rule.upheld.reserve_moves_up,
        document=naming.document,
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


def _standing(
    stages: Stages, rule: Objections, facts: NamingFacts, as_of: date, choices: Choices
) -> Iterator[tuple[NamingResult, NamingReason]]:
    texts, publicity = stages.naming.texts, stages.publicity or stages.naming
    effects = _effects(rule, facts, choices)
    batch = rule.holds.value(choices) == "batch"
    if "cancelled" in effects:
        yield "cancelled", _reason(texts.cancelled, rule.upheld)
    elif "needs_judgement" in effects:
        yield "needs_judgement", _reason(texts.needs_judgement, rule.upheld)
    if "open" in effects:
        yield "on_hold", _reason(texts.on_hold, rule)
    elif batch and facts.others_open:
        yield "on_hold", _reason(texts.on_hold_batch, stages.naming)
    if facts.last_day is not None and as_of <= facts.last_day:
        yield "not_yet", _reason(texts.not_yet.format(last_day=facts.last_day.isoformat()), publicity)
    if None in (facts.last_day, facts.objections) or (batch and facts.others_open is None):
        yield "unknown", _reason(texts.unknown, stages.naming)
    elif not effects - {"kept"} and not (batch and facts.others_open) and _is_over(facts, as_of):
        yield "may_be_named", _reason(texts.may_be_named, stages.naming)


def _foremost(found: Iterable[NamingResult]) -> NamingResult:
    standing = set(found)
    return next(result for result in _WEIGHT if result in standing)


def _differences(
    edition: Edition, stages: Stages, rule: Objections, facts: NamingFacts, as_of: date,
    choices: Choices, own: NamingResult,
) -> Iterator[NamingDifference]:  # fmt: skip
    """Each other outcome once, with the fewest readings that lead to it."""
    seen = {own}
    for changed in changes(edition, choices):
        found = _standing(stages, rule, facts, as_of, {**choices, **changed})
        outcome = _foremost(result for result, _ in found)
        if outcome not in seen:
            seen.add(outcome)
            yield NamingDifference(**described(edition, changed), outcome=outcome)


def _effects(rule: Objections, facts: NamingFacts, choices: Choices) -> set[str]:
    meaning = {
        "open": "open",
        "upheld": rule.upheld.effect,
        "rejected": rule.rejected.effect,
        "partly_upheld": rule.partly_upheld.value(choices),
    }
    return {meaning[result] for result in facts.objections or ()}


def _is_over(facts: NamingFacts, as_of: date) -> bool:
    return facts.last_day is not None and as_of > facts.last_day


def _reason(text: str, words: Quoting) -> NamingReason:
    return NamingReason(text=text, article=words.article, quote=words.quote)


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
