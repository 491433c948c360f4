"""Runs the worked examples (案例) of the procedure; what they have is in shared.regulation.procedure_cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules_service.compiled import Compiled
from rules_service.use_cases.open_publicity_window import open_publicity_window
from rules_service.use_cases.size_lists import size_lists
from shared.contracts.calendar import CalendarOverlay, PublicityFacts
from shared.contracts.lists import ListFacts
from shared.problems import Refusal
from shared.regulation.procedure_cases import ListsCase, ProcedureCase, PublicityCase


def run_procedure_case(compiled: Compiled, case: ProcedureCase, now: datetime) -> Iterator[str]:
    """What was answered otherwise than expected."""
    match case:
        case ListsCase():
            yield from _lists(compiled, case, now)
        case PublicityCase():
            yield from _publicity(compiled, case, now)


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
    facts = PublicityFacts(published_on=case.published_on)
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
    if expected.notes is not None:
        yield from differs("提示", expected.notes, len(found.notes))
    if expected.same_under_all_readings is not None:
        yield from differs("各种理解下相同", expected.same_under_all_readings, found.readings.same_under_all)


def differs(what: str, expected: object, found: object) -> Iterator[str]:
    """One difference, in words."""
    if expected != found:
        yield f"{what}：应为 {expected}，得到 {found}"
