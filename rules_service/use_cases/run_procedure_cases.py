"""Runs the worked examples (案例) of the procedure; what they have is in shared.regulation.procedure_cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules_service.compiled import Compiled
from rules_service.use_cases.size_lists import size_lists
from shared.contracts.lists import ListFacts
from shared.regulation.procedure_cases import ListsCase, ProcedureCase


def run_procedure_case(compiled: Compiled, case: ProcedureCase, now: datetime) -> Iterator[str]:
    """What was answered otherwise than expected."""
    match case:
        case ListsCase():
            yield from _lists(compiled, case, now)


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


def differs(what: str, expected: object, found: object) -> Iterator[str]:
    """One difference, in words."""
    if expected != found:
        yield f"{what}：应为 {expected}，得到 {found}"
