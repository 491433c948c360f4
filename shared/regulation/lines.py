"""YAML that remembers on which line everything stands, so that a fault can be found by a human."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from shared.regulation.faults import Fault

Path_ = tuple[str | int, ...]
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Located:
    """A YAML file as plain data, and the line of each of its parts."""

    def __init__(self, name: str, data: Any, lines: dict[Path_, int], faults: list[Fault]) -> None:
        self.name = name
        self.data = data
        self.faults = faults
        self._lines = lines

    def line(self, path: Path_) -> int:
        """The line of a part; of the nearest one above it where the path goes on beyond the file.

        Steps that the file does not have (the tag of a union in pydantic's path) are passed over.
        """
        known: Path_ = ()
        for step in path:
            if (*known, step) in self._lines:
                known = (*known, step)
        return self._lines.get(known, 1)


def read_yaml(file: Path) -> Located:
    """Reads one file; a syntax error and a repeated key are faults and no exceptions."""
    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return Located(file.name, None, {}, [Fault(file.name, line, "", f"不是有效的YAML：{_reason(error)}")])
    lines: dict[Path_, int] = {}
    faults = []
    for path, node, repeated in _walk(root, ()):
        lines.setdefault(path, node.start_mark.line + 1)
        if repeated:
            faults.append(Fault(file.name, node.start_mark.line + 1, _dotted(path), "同一层有重复的键"))
    data = None if faults else yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    return Located(file.name, data, lines, faults)


def _walk(node: yaml.Node | None, path: Path_) -> Iterator[tuple[Path_, yaml.Node, bool]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            step = str(key.value)
            yield (*path, step), key, step in seen
            seen.add(step)
            yield from _walk(value, (*path, step))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value, False
            yield from _walk(value, (*path, index))


def _dotted(path: Path_) -> str:
    return ".".join(str(step) for step in path)


def _reason(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
