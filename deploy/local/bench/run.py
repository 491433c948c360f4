"""Runs benchmarks one after the other, writes a file for each, and prints one table."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console

from deploy.local.bench.registry import BENCHMARKS
from deploy.local.bench.results import Result, table, write


def run(names: Iterable[str], directory: Path, quick: bool) -> None:
    """A goal that is missed is shown, and is no failure: figures are to be read, not asserted."""
    console = Console()
    console = console if console.is_terminal else Console(width=130)
    reports: dict[str, Sequence[Result]] = {}
    for name in names:
        with console.status(f"{name} …"):
            reports[name] = BENCHMARKS[name](quick)
        write(directory, name, reports[name])
    console.print(table(reports))
    console.print(f"结果在 {directory}" + ("（--quick：规模小，只供试跑）" if quick else ""), soft_wrap=True)
