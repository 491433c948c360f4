"""What a benchmark reports: figures, ratios and goals, as a table and as a JSON file."""

import json
import operator
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.table import Table

_COMPARE = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class Goal:
    """What a figure should be at least, or at most."""

    sign: Literal[">=", "<="]
    bound: float

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"

    def met_by(self, figure: float) -> bool:
        return bool(_COMPARE[self.sign](figure, self.bound))


@dataclass(frozen=True)
class Result:
    """One line of a report; without a goal it is told for information."""

    case: str
    value: float
    unit: str
    ratio: float | None = None
    against: str | None = None
    goal: str | None = None
    met: bool | None = None


def figure(case: str, value: float, unit: str, goal: Goal | None = None) -> Result:
    """A figure; the goal, if there is one, is for the figure itself."""
    met = goal.met_by(value) if goal else None
    return Result(case, _short(value), unit, goal=str(goal) if goal else None, met=met)


def ratio(case: str, value: float, unit: str, against: str, found: float, goal: Goal | None = None) -> Result:
    """A figure and its ratio to what it is measured against; the goal is for the ratio."""
    met = goal.met_by(found) if goal else None
    return Result(case, _short(value), unit, _short(found), against, str(goal) if goal else None, met)


def note(case: str, text: str) -> Result:
    """What could not be measured, and why."""
    return Result(case, 0, text)


def write(directory: Path, name: str, results: Sequence[Result]) -> Path:
    """Writes `<name>.json`."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{name}.json"
    report = {"name": name, "results": [asdict(result) for result in results]}
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path


def table(reports: dict[str, Sequence[Result]]) -> Table:
    """All reports as one table."""
    found = Table("测试", "项目", "数值", "比值", "对照", "目标", "", title="性能")
    for name, results in reports.items():
        for result in results:
            found.add_row(name, *_cells(result))
            name = ""
    return found


def _cells(result: Result) -> tuple[str, ...]:
    mark = {True: "[green]✓[/]", False: "[red]✗[/]", None: ""}[result.met]
    shown = "" if result.ratio is None else f"{result.ratio:g}"
    return (
        result.case, f"{result.value:g} {result.unit}", shown, result.against or "", result.goal or "", mark
    )  # fmt: skip


def _short(value: float) -> float:
    return float(f"{value:.4g}")
