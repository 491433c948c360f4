"""Runs the worked examples (案例) of the procedure; what they have is in shared.regulation.procedure_cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules_service.compiled import Compiled
from rules_service.use_cases.break_ties import break_ties
from rules_service.use_cases.check_naming import check_naming
from rules_service.use_cases.check_revocation import check_revocation
from rules_service.use_cases.describe_treatment import describe_treatment
from rules_service.use_cases.open_publicity_window import open_publicity_window
from rules_service.use_cases.size_lists import size_lists
from shared.contracts.calendar import CalendarOverlay, PublicityFacts
from shared.contracts.lists import ListFacts
from shared.contracts.naming import NamingFacts
from shared.contracts.revocation import RevocationFacts
from shared.contracts.treatment import TieFacts, TreatmentFacts
from shared.contracts.verdict import ConditionOutcome
from shared.problems import Refusal
from shared.regulation.cases import merged
from shared.regulation.procedure_cases import (
    ListsCase,
    NamingCase,
    ProcedureCase,
    ProcedureCases,
    PublicityCase,
    RevocationCase,
    RevocationCases,
    TiesCase,
    TreatmentCase,
)


def run_procedure_case(
    compiled: Compiled, file: ProcedureCases, case: ProcedureCase, now: datetime
) -> Iterator[str]:
    """What was answered otherwise than expected."""
    match case:
        case ListsCase():
            yield from _lists(compiled, case, now)
        case PublicityCase():
            yield from _publicity(compiled, case, now)
        case RevocationCase() if isinstance(file, RevocationCases):
            yield from _revocation(compiled, file, case, now)
        case TreatmentCase():
            yield from _treatment(compiled, case, now)
        case NamingCase():
            yield from _naming(compiled, case, now)
        case TiesCase():
            yield from _ties(compiled, case, now)


def _lists(compiled: Compiled, case: ListsCase, now: datetime) -> Iterator[str]:
    expected = case.expect
    found = size_lists(compiled.edition, ListFacts(quota=case.quota), case.readings, now)
    sizes = {view.stage: view.size for view in found.lists}
    for stage, size in expected.lists.items():
        yield from differs(stage, size, sizes.get(stage))
    yield from differs("拟命名人数", expected.named, found.named)
    yield from differs("后备人选", expected.reserve, found.reserve.size)
    yield from differs("审定名单", expected.named + expected.reserve, found.lists[-1].size)
    if expected.same_under_all_readings is not None:
        yield from differs("各种理解下相同", expected.same_under_all_readings, found.readings.same_under_all)


def _publicity(compiled: Compiled, case: PublicityCase, now: datetime) -> Iterator[str]:
    expected = case.expect
    facts = PublicityFacts(published_on=case.published_on, corrected_on=case.corrected_on)
    overlay = CalendarOverlay.model_validate(case.calendar)
    try:
        found = open_publicity_window(compiled.edition, facts, overlay, case.readings, now)
    except Refusal as refusal:
        codes = tuple(error.code for error in refusal.errors) or (refusal.code,)
        yield from differs("所缺或有误", expected.missing, codes)
        return
    yield from differs("所缺或有误", expected.missing, ())
    yield from differs("第一日", expected.first_day, found.first_day)
    yield from differs("最后一日", expected.last_day, found.last_day)
    if expected.rest_days is not None:
        off = {known.day: known.label for known in found.days if not known.working}
        yield from differs("休息日", expected.rest_days, off)
    if expected.lists_reserves is not None:
        yield from differs("列出后备人选", expected.lists_reserves, found.lists_reserves)
    if expected.notes is not None:
        yield from differs("提示", expected.notes, len(found.notes))
    if expected.same_under_all_readings is not None:
        yield from differs("各种理解下相同", expected.same_under_all_readings, found.readings.same_under_all)


def _revocation(
    compiled: Compiled, file: RevocationCases, case: RevocationCase, now: datetime
) -> Iterator[str]:
    expected, program = case.expect, compiled.edition.present(compiled.grounds)
    facts = RevocationFacts.model_validate(merged(file.base, case.facts))
    found = check_revocation(compiled.edition, program, facts, file.as_of, case.readings, now)
    grounds = {ground.id: ground.outcome for ground in found.grounds}
    parts = {part.id: part.outcome for ground in found.grounds for part in walk(ground.detail)}
    yield from differs("结论", expected.outcome, found.outcome)
    for name, result in expected.grounds.items():
        yield from differs(name, result, grounds.get(name))
    for name, outcome in expected.parts.items():
        yield from differs(name, outcome, parts.get(name))
    actors = {step.id: step.actor_label for step in found.procedure}
    for name, label in expected.actors.items():
        yield from differs(name, label, actors.get(name))
    if absent := set(expected.asks) - {ask.fact for ask in found.asks}:
        yield f"没有问：{'、'.join(sorted(absent))}"
    told: list[tuple[str, object, object]] = [
        ("关键的待补事项", _sorted(expected.decisive), _sorted(a.fact for a in found.asks if a.decisive)),
        ("一句话结论", expected.headline, found.headline),
        ("程序", expected.steps, tuple(step.id for step in found.procedure)),
        ("收回", expected.recovered, tuple(item.id for item in found.recovered)),
        ("不收回", expected.not_recovered, tuple(item.id for item in found.not_recovered)),
        ("提示", expected.notes, len(found.notes)),
    ]
    for what, wanted, got in told:
        if wanted is not None:
            yield from differs(what, wanted, got)


def _treatment(compiled: Compiled, case: TreatmentCase, now: datetime) -> Iterator[str]:
    expected = case.expect
    facts = TreatmentFacts.model_validate(case.facts)
    found = describe_treatment(compiled.edition, facts, case.readings, now)
    states: dict[str, str] = {item.id: item.state for item in found.benefits}
    states |= {item.id: item.state for item in found.upward}
    for name, state in (expected.benefits | expected.upward).items():
        yield from differs(name, state, states.get(name))
    if expected.pool is not None:
        yield from differs("人才库", expected.pool, found.pool and found.pool.state)
    if expected.decider is not None:
        yield from differs("由谁决定", expected.decider, found.pool and found.pool.decider)
    if expected.asks is not None:
        yield from differs("待补事项", _sorted(expected.asks), _sorted(ask.fact for ask in found.asks))


def _naming(compiled: Compiled, case: NamingCase, now: datetime) -> Iterator[str]:
    expected = case.expect
    facts = NamingFacts.model_validate(case.facts)
    found = check_naming(compiled.edition, facts, case.as_of, case.readings, now)
    decisive = _sorted(ask.fact for ask in found.asks if ask.decisive)
    yield from differs("结论", expected.outcome, found.outcome)
    if expected.reasons is not None:
        yield from differs("理由", expected.reasons, len(found.reasons))
    if expected.decisive is not None:
        yield from differs("关键的待补事项", _sorted(expected.decisive), decisive)
    told: list[tuple[str, object, object]] = [
        ("递补", expected.reserve_moves_up, found.reserve_moves_up),
        ("递补须另行公示", expected.substitute_published_anew, found.substitute_published_anew),
        ("文书", expected.documents, found.documents),
    ]
    for what, wanted, got in told:
        if wanted is not None:
            yield from differs(what, wanted, got)
    if expected.differs is not None:
        others = _sorted(other.outcome for other in found.readings.differs)
        yield from differs("其他理解下", _sorted(expected.differs), others)


def _ties(compiled: Compiled, case: TiesCase, now: datetime) -> Iterator[str]:
    facts = TieFacts.model_validate({"contenders": case.contenders})
    found = break_ties(compiled.edition, facts, now)
    ranks = {item.ref: (item.from_rank, item.to_rank) for item in found.order}
    yield from differs("顺序", dict(sorted(case.expect.ranks.items())), dict(sorted(ranks.items())))
    yield from differs("待补事项", _sorted(case.expect.asks), _sorted(ask.fact for ask in found.asks))


def _sorted(names: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(names))


def walk(node: ConditionOutcome) -> Iterator[ConditionOutcome]:
    """An outcome and all its parts."""
    yield node
    for part in node.parts:
        yield from walk(part)


def differs(what: str, expected: object, found: object) -> Iterator[str]:
    """One difference, in words."""
    if expected != found:
        yield f"{what}：应为 {expected}，得到 {found}"
