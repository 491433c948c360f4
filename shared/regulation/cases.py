"""cases/*.yaml: worked examples (案例) of an edition, tests as data; each has a Chinese sentence for a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from shared.contracts.materials import MaterialResult, Stage
from shared.contracts.verdict import Eligibility, Outcome
from shared.regulation.faults import EditionFaulty, Fault
from shared.regulation.lines import read_yaml
from shared.regulation.parts import Name, Strict, Words
from shared.regulation.procedure_cases import ProcedureCases

Patch = dict[str, Any]
"""Facts, laid over those that all cases of the file have: a mapping is merged, null takes away."""


class EligibilityExpected(Strict):
    """What is expected of the conditions; `decisive` are all decisive asks, `asks` some of the asks."""

    verdict: Eligibility
    outcomes: dict[Name, Outcome] = Field(default_factory=dict)
    decisive: tuple[Words, ...] | None = None
    asks: tuple[Words, ...] = ()
    same_under_all_readings: bool | None = None
    differs_under: tuple[dict[Name, Name], ...] | None = Field(None, description="结论不同的理解")
    proposed: dict[Words, bool | str] = Field(default_factory=dict, description="年度目录的建议值")
    headline: Words | None = None


class EligibilityCase(Strict):
    """One candidate."""

    name: Words
    article: Words
    facts: Patch = Field(default_factory=dict)
    overlay: Patch = Field(default_factory=dict, description="年度设定：理解和年度目录")
    as_of: date | None = None
    expect: EligibilityExpected


class MaterialsExpected(Strict):
    """What is expected of the materials; `applicant` and `county` are the materials asked for, in any order."""

    complete: bool | None
    outcomes: dict[Name, MaterialResult] = Field(default_factory=dict)
    absent: tuple[Name, ...] = Field((), description="不作要求的材料")
    applicant: tuple[Name, ...] | None = None
    county: tuple[Name, ...] | None = None
    notes: int | None = None
    differs_under: tuple[dict[Name, Name], ...] | None = None


class MaterialsCase(Strict):
    """One dossier; `items` are kinds of materials laid over those of the file, null takes one away."""

    name: Words
    article: Words
    stage: Stage
    readings: dict[Name, Name] = Field(default_factory=dict)
    materials: Patch = Field(default_factory=dict)
    expect: MaterialsExpected


class EligibilityCases(Strict):
    """A file of candidates."""

    kind: Literal["eligibility"]
    as_of: date
    base: Patch
    cases: Annotated[tuple[EligibilityCase, ...], Field(min_length=1)]


class MaterialsCases(Strict):
    """A file of dossiers."""

    kind: Literal["materials"]
    as_of: date
    base: Patch
    cases: Annotated[tuple[MaterialsCase, ...], Field(min_length=1)]


CaseFile = EligibilityCases | MaterialsCases | ProcedureCases
_ADAPTER: TypeAdapter[CaseFile] = TypeAdapter(Annotated[CaseFile, Field(discriminator="kind")])


def read_cases(folder: Path) -> dict[str, CaseFile]:
    """All case files of an edition's folder, by name; raises EditionFaulty with every fault."""
    found: dict[str, CaseFile] = {}
    faults: list[Fault] = []
    for file in sorted((folder / "cases").glob("*.yaml")):
        located = read_yaml(file)
        faults += located.faults
        try:
            found[file.name] = _ADAPTER.validate_python(located.data)
        except ValidationError as error:
            faults += [
                Fault(
                    f"cases/{file.name}",
                    located.line(item["loc"]),
                    ".".join(map(str, item["loc"])),
                    item["msg"],
                )
                for item in error.errors(include_url=False)
            ]
    if faults:
        raise EditionFaulty(folder.name, faults)
    return found


def merged(base: Any, patch: Any) -> Any:
    """A JSON Merge Patch (RFC 7396): mappings are merged, null takes away, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def eligibility_cases(files: dict[str, CaseFile]) -> Iterator[tuple[EligibilityCase, Patch, date]]:
    """Every candidate with its whole facts and its as-of date."""
    for file in files.values():
        if isinstance(file, EligibilityCases):
            for case in file.cases:
                yield case, merged(file.base, case.facts), case.as_of or file.as_of


def materials_cases(files: dict[str, CaseFile]) -> Iterator[tuple[MaterialsCase, Patch, date]]:
    """Every dossier with its whole materials, as the contract writes them, and the day it is looked at."""
    for file in files.values():
        if isinstance(file, MaterialsCases):
            for case in file.cases:
                facts = merged(file.base, case.materials)
                items = [{"kind": kind} | item for kind, item in facts.pop("items", {}).items()]
                yield case, facts | {"items": items}, file.as_of
