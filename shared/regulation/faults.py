"""What is wrong with an edition (版本): all faults at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an edition's folder."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


class EditionFaulty(Exception):
    """An edition that cannot be used; the text lists every fault."""

    def __init__(self, edition: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"版本 {edition} 有 {len(self.faults)} 处错误：\n{lines}")
