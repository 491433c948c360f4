"""Checks an edition's folder (版本检查): its files, what covers its text, its rules in the engine, its examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rules_service.compiled import Regulations
from rules_service.use_cases.run_cases import CaseResult, run_cases
from shared.regulation.audit import case_faults, coverage_faults
from shared.regulation.covered import Covered
from shared.regulation.edition import load_edition
from shared.regulation.examples import examples
from shared.regulation.faults import EditionFaulty, Fault
from shared.regulation.library import Library


@dataclass(frozen=True)
class EditionReport:
    """All faults with their places, the result of every example, and how many sentences are covered by what."""

    title: str
    faults: tuple[Fault, ...]
    cases: tuple[CaseResult, ...] = ()
    sentences: dict[str, int] | None = None

    @property
    def passed(self) -> bool:
        """Whether the edition can be used as it is."""
        return not self.faults and not any(case.differences for case in self.cases)


def check_edition(folder: Path) -> EditionReport:
    """Everything that is wrong with the folder; the examples are run only where its files can be loaded."""
    try:
        edition = load_edition(folder)
        found = examples(folder)
    except EditionFaulty as error:
        return EditionReport(folder.name, error.faults)
    covered = Covered(edition)
    faults = sorted([*coverage_faults(covered), *case_faults(edition, found)])
    compiled = Regulations(Library(None, folder.parent), folder.name).get()
    return EditionReport(edition.head.title, tuple(faults), tuple(run_cases(compiled)), covered.figures())
