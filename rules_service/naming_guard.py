"""What stands in the way of naming a candidate (命名, 第八条（六）（七）), under the readings taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from shared.contracts.naming import NamingFacts, NamingReason, NamingResult
from shared.regulation.parts import Quoting
from shared.regulation.stages import Objections, Stages
from shared.regulation.under_readings import Choices, under_readings

_WEIGHT: tuple[NamingResult, ...] = (
    "cancelled",
    "withdrawn",
    "needs_judgement",
    "on_hold",
    "not_yet",
    "unknown",
    "may_be_named",
)
"""What goes before what, if several things stand in the way."""


InTheWay = Iterator[tuple[NamingResult, NamingReason]]


def readings_of(stages: Stages, rule: Objections) -> list[str]:
    """The readings that the answer takes."""
    rules = (rule, stages.naming, stages.publicity and stages.publicity.lists_reserves)
    return [parameter.reading for part in rules for _, parameter in under_readings(part)]


def in_the_way(
    stages: Stages, rule: Objections, facts: NamingFacts, as_of: date, choices: Choices
) -> InTheWay:
    """Each thing that stands in the way, or that nothing does."""
    texts, publicity = stages.naming.texts, stages.publicity or stages.naming
    effects = _effects(rule, facts, choices)
    batch, left = rule.holds.value(choices) == "batch", _left(stages, facts, choices)
    if "cancelled" in effects:
        yield "cancelled", _reason(texts.cancelled, rule.upheld)
    elif "needs_judgement" in effects:
        yield "needs_judgement", _reason(texts.needs_judgement, rule.upheld)
    if left is not None:
        yield left
    if "open" in effects:
        yield "on_hold", _reason(texts.on_hold, rule)
    elif batch and facts.others_open:
        yield "on_hold", _reason(texts.on_hold_batch, stages.naming)
    if facts.last_day is not None and as_of <= facts.last_day:
        yield "not_yet", _reason(texts.not_yet.format(last_day=facts.last_day.isoformat()), publicity)
    if _is_unknown(stages, facts, batch):
        yield "unknown", _reason(texts.unknown, stages.naming)
    elif not (effects - {"kept"} or left or (batch and facts.others_open)) and _is_over(facts, as_of):
        yield "may_be_named", _reason(texts.may_be_named, stages.naming)


def foremost(found: Iterable[NamingResult]) -> NamingResult:
    """What goes before everything else that was found."""
    return min(found, key=_WEIGHT.index)


def in_order(found: Iterable[tuple[NamingResult, NamingReason]]) -> tuple[NamingReason, ...]:
    """The reasons, the foremost first."""
    return tuple(reason for _, reason in sorted(found, key=lambda item: _WEIGHT.index(item[0])))


def _left(stages: Stages, facts: NamingFacts, choices: Choices) -> tuple[NamingResult, NamingReason] | None:
    left, now = stages.naming.left, facts.candidate
    if left is None or now is None or now == "unchanged":
        return None
    match left.effects.value(choices).get(now, "named"):
        case "withdrawn":
            return "withdrawn", _reason(left.texts.withdrawn, stages.naming)
        case "needs_judgement":
            return "needs_judgement", _reason(left.texts.needs_judgement, stages.naming)
        case "named":
            return None


def _is_unknown(stages: Stages, facts: NamingFacts, batch: bool) -> bool:
    wanted: list[object] = [facts.last_day, facts.objections]
    wanted += [facts.others_open] if batch else []
    wanted += [facts.candidate] if stages.naming.left else []
    return None in wanted


def _effects(rule: Objections, facts: NamingFacts, choices: Choices) -> set[str]:
    meaning = {
        "open": "open",
        "upheld": rule.upheld.effect,
        "rejected": rule.rejected.effect,
        "partly_upheld": rule.partly_upheld.value(choices),
    }
    late = facts.late_objections if rule.late is None or rule.late.value(choices) else ()
    return {meaning[result] for result in (*(facts.objections or ()), *late)}


def _is_over(facts: NamingFacts, as_of: date) -> bool:
    return facts.last_day is not None and as_of > facts.last_day


def _reason(text: str, words: Quoting) -> NamingReason:
    return NamingReason(text=text, article=words.article, quote=words.quote)
