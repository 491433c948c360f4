"""Which rule each worked example (案例) shows: the conditions, materials and stages that it expects something of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.regulation.cases import CaseFile, MaterialsCases, merged, read_cases
from shared.regulation.lines import read_yaml


@dataclass(frozen=True)
class Example:
    """One case with its place; `shows` are the rules and readings that it names and what it expects of them."""

    name: str
    article: str
    file: str
    line: int
    shows: frozenset[tuple[str, str]]


def examples(folder: Path) -> tuple[Example, ...]:
    """Every case of an edition's folder; raises EditionFaulty where a file of cases has faults."""
    return tuple(
        example for name, file in read_cases(folder).items() for example in _of_file(folder, name, file)
    )


def shown(found: tuple[Example, ...]) -> dict[str, set[str]]:
    """For every rule that a case names: all that is expected of it somewhere."""
    result: dict[str, set[str]] = {}
    for example in found:
        for rule, value in example.shows:
            result.setdefault(rule, set()).add(value)
    return result


def _of_file(folder: Path, name: str, file: CaseFile) -> Iterator[Example]:
    located = read_yaml(folder / "cases" / name)
    cases: tuple[Any, ...] = file.cases
    for index, case in enumerate(cases):
        mentioned = set(_mentioned(case.expect.model_dump(mode="json", exclude_defaults=True))) | {
            (file.kind, "")
        }
        mentioned |= set(getattr(case, "readings", {}).items())
        if isinstance(file, MaterialsCases):
            channel = merged(file.base, case.materials).get("channel", "")
            mentioned |= {(f"{channel}.{rule}", value) for rule, value in mentioned} | {(channel, "")}
        yield Example(
            case.name, case.article, f"cases/{name}", located.line(("cases", index)), frozenset(mentioned)
        )


def _mentioned(value: Any) -> Iterator[tuple[str, str]]:
    """Every name in what is expected, with what is expected of it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key), str(item) if isinstance(item, (str, int)) else ""
            yield from _mentioned(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _mentioned(item)
    elif isinstance(value, str):
        yield value, ""
