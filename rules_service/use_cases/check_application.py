"""Checks an application as a whole (审核): its conditions, and its materials for a stage."""

from __future__ import annotations

from datetime import date, datetime

from rules_service.compiled import Compiled
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.check_materials import check_materials
from shared.contracts.materials import Stage
from shared.contracts.overlay import NOTHING
from shared.contracts.verdict import CheckInput, CheckResult


def check_application(
    compiled: Compiled, given: CheckInput, stage: Stage, as_of: date, now: datetime
) -> CheckResult:
    """The verdict and the materials verdict; raises Refusal where the facts do not fit the edition."""
    year = compiled.conditions.year(given.overlay)
    verdict = check_eligibility(compiled.conditions, given.facts, as_of, now, year)
    materials = check_materials(
        compiled.edition, compiled.materials, given.materials, stage, as_of, now, given.overlay or NOTHING
    )
    return CheckResult(verdict=verdict, materials=materials)
