"""Runs an edition's worked examples (案例) and says where the answer is not the expected one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rules_service.compiled import Compiled
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.check_materials import check_materials
from rules_service.use_cases.run_procedure_cases import run_procedure_case
from shared.contracts.facts import Facts
from shared.contracts.materials import MaterialAsk, MaterialsFacts
from shared.contracts.overlay import Overlay
from shared.contracts.verdict import ConditionOutcome, Verdict
from shared.regulation.cases import (
    EligibilityCase,
    MaterialsCase,
    Patch,
    eligibility_cases,
    materials_cases,
    read_cases,
)
from shared.regulation.procedure_cases import ProcedureCases

_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class CaseResult:
    """One example, and what was answered otherwise than expected."""

    name: str
    article: str
    differences: tuple[str, ...]


def run_cases(compiled: Compiled) -> Iterator[CaseResult]:
    """Every example of the edition's folder."""
    files = read_cases(compiled.edition.folder)
    for case, facts, as_of in eligibility_cases(files):
        yield CaseResult(case.name, case.article, tuple(_eligibility(compiled, case, facts, as_of)))
    for dossier, materials, as_of in materials_cases(files):
        yield CaseResult(
            dossier.name, dossier.article, tuple(_materials(compiled, dossier, materials, as_of))
        )
    for file in files.values():
        if isinstance(file, ProcedureCases):
            for example in file.cases:
                differences = run_procedure_case(compiled, file, example, _NOW)
                yield CaseResult(example.name, example.article, tuple(differences))


def outcomes(found: Verdict) -> dict[str, str]:
    """The outcome of every condition and combination, by its id."""
    return {node.id: node.outcome for top in (*found.conditions, found.items) for node in _walk(top)}


def _walk(node: ConditionOutcome) -> Iterator[ConditionOutcome]:
    yield node
    for part in node.parts:
        yield from _walk(part)


def _eligibility(compiled: Compiled, case: EligibilityCase, facts: Patch, as_of: date) -> Iterator[str]:
    expected = case.expect
    year = compiled.conditions.year(Overlay.model_validate(case.overlay))
    found = check_eligibility(compiled.conditions, Facts.model_validate(facts), as_of, _NOW, year)
    by_id = outcomes(found)
    decisive = {ask.fact for ask in found.asks if ask.decisive}
    yield from _differs("结论", expected.verdict, found.verdict)
    for name, outcome in expected.outcomes.items():
        yield from _differs(name, outcome, by_id.get(name))
    if expected.decisive is not None:
        yield from _differs("关键的待补事项", sorted(expected.decisive), sorted(decisive))
    if absent := set(expected.asks) - {ask.fact for ask in found.asks}:
        yield f"没有问：{'、'.join(sorted(absent))}"
    if expected.same_under_all_readings is not None:
        yield from _differs("各种理解下相同", expected.same_under_all_readings, found.readings.same_under_all)
    if expected.differs_under is not None:
        differs = [other.options for other in found.readings.differs]
        yield from _differs("结论不同的理解", list(expected.differs_under), differs)
    proposed = {ask.fact: ask.proposed for ask in found.asks}
    for fact, value in expected.proposed.items():
        yield from _differs(f"{fact}的建议值", value, proposed.get(fact))
    if expected.headline is not None:
        yield from _differs("一句话结论", expected.headline, found.headline)


def _materials(compiled: Compiled, case: MaterialsCase, materials: Patch, as_of: date) -> Iterator[str]:
    expected = case.expect
    facts = MaterialsFacts.model_validate(materials)
    overlay = Overlay(readings=case.readings)
    found = check_materials(compiled.edition, compiled.materials, facts, case.stage, as_of, _NOW, overlay)
    by_kind = {item.kind: item.outcome for item in found.outcomes}
    yield from _differs("齐备", expected.complete, found.complete)
    for name, outcome in expected.outcomes.items():
        yield from _differs(name, outcome, by_kind.get(name))
    for name in expected.absent:
        yield from _differs(name, None, by_kind.get(name))
    if expected.applicant is not None:
        yield from _differs("问申报人", sorted(expected.applicant), _kinds(found.asks_applicant))
    if expected.county is not None:
        yield from _differs("问县总工会", sorted(expected.county), _kinds(found.asks_county))
    if expected.notes is not None:
        yield from _differs("提示", expected.notes, len(found.notes))
    if expected.differs_under is not None and found.readings:
        differs = [other.options for other in found.readings.differs]
        yield from _differs("结论不同的理解", list(expected.differs_under), differs)


def _kinds(asks: tuple[MaterialAsk, ...]) -> list[str]:
    return sorted({ask.kind for ask in asks})


def _differs(what: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{what}：应为 {expected}，得到 {found}"
