"""How fast Word templates are filled, beside docxtpl in its ordinary use and beside its rivals from npm and PyPI.

Every side has the same words, layout and data, in its own tags, and must print the same text. All take turns in
blocks of a fifth of a second of CPU time, after a warm-up (Node compiles what runs often); a ratio is the median
of the rounds', with its quartiles. The floor is deflating the filled document.xml and nothing else. Photos are
distinct and new objects each time: the suite hashes each once and takes its CRC, docxtpl takes its SHA-1.
"""

import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from subprocess import SubprocessError
from typing import Any, Protocol

from deploy.local.bench import docx_data, docx_papers
from deploy.local.bench import docx_sides as sides
from deploy.local.bench.docx_edition import papers_of_the_edition
from deploy.local.bench.docx_memory import above_idle
from deploy.local.bench.docx_sides import Inside, Node, NotMeasured, Paper
from deploy.local.bench.results import Goal, Result, figure, note, ratio
from docgen_service.rendering.archive import deflated, unpack

SUITE, NAIVE, MERGE = "suite", "docxtpl", "docx-mailmerge2"
_CASES = {
    "certificate": ("certificate", 0, 80), "form": ("form", 0, 75), "form + photo": ("photo", 0, 40),
    "10 rows": ("notice", 10, 40), "100 rows": ("notice", 100, 15), "1,000 rows": ("notice", 1000, 12),
}  # fmt: skip
_MEMORY_GOAL = Goal("<=", 45)
_AHEAD = Goal(">=", 1)


class Side(Protocol):
    """Fills the documents of a case."""

    def seconds(self, case: str, count: int) -> float: ...
    def first(self, case: str) -> bytes: ...
    def close(self) -> None: ...


@dataclass
class _Turns:
    """One side on one case: how many documents are in a block, and the CPU time per document of each block."""

    count: int
    each: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return 1 / statistics.median(self.each)


def run(quick: bool) -> Sequence[Result]:
    """All sides on all cases, then the memory of the largest."""
    rounds, block = (3, 0.05) if quick else (9, 0.2)
    with tempfile.TemporaryDirectory() as folder:
        found, missing = _sides(Path(folder))
        try:
            turns, faults = _measured(found, rounds, block)
        finally:
            for side in found.values():
                side.close()
        results = [line for case in _CASES for line in _case(case, Path(folder), turns, faults)]
        memory = above_idle(Path(folder) / SUITE / "1,000 rows.docx", docx_data.data("notice", 1, 1000))
    results += [note(f"not measured: {name}", why) for name, why in missing.items()]
    results += papers_of_the_edition()
    return [*results, figure("memory above idle, 1,000 rows", memory, "MB", _MEMORY_GOAL)]


def _sides(folder: Path) -> tuple[dict[str, Side], dict[str, str]]:
    """Those that can be had, and why the others cannot."""
    data = {case: _data(kind, rows) for case, (kind, rows, _) in _CASES.items()}
    makers: dict[str, Any] = {
        SUITE: partial(Inside, sides.suite),
        NAIVE: partial(Inside, sides.naive),
        MERGE: partial(Inside, sides.mail_merge),
    }
    makers |= {peer: partial(_node, peer, folder) for peer in sides.NODE_PEERS}
    found, missing = {}, {}
    for name, make in makers.items():
        try:
            found[name] = make(_papers(folder, name, data))
        except (NotMeasured, OSError, SubprocessError) as error:
            missing[name] = str(error)
    return found, missing


def _node(peer: str, folder: Path, own: Mapping[str, Paper]) -> Node:
    sides.install_node_peers()
    return Node(peer, own, folder / peer)


def _data(kind: str, rows: int) -> list[dict[str, Any]]:
    documents = [docx_data.data(kind, number, rows) for number in range(4 if rows == 1000 else 40)]
    if kind == "photo":
        return [data | {"photo": docx_data.photo(number)} for number, data in enumerate(documents)]
    return documents


def _papers(folder: Path, side: str, data: Mapping[str, list[dict[str, Any]]]) -> dict[str, Paper]:
    (folder / side).mkdir()
    found = {}
    for case, (kind, _, _) in _CASES.items():
        package = docx_papers.template(kind, side)
        if package:
            file = folder / side / f"{case}.docx"
            file.write_bytes(package)
            found[case] = Paper(case, file, data[case])
    return found


def _measured(
    found: Mapping[str, Side], rounds: int, block: float
) -> tuple[dict[tuple[str, str], _Turns], dict[tuple[str, str], str]]:
    """The turns by side and case, and why a side has none."""
    turns: dict[tuple[str, str], _Turns] = {}
    faults: dict[tuple[str, str], str] = {}
    for case in _CASES:
        expected = shown(found[SUITE].first(case))
        for name, side in found.items():
            try:
                same(side.first(case), expected)
                turns[name, case] = _Turns(_warm(side, case, block))
            except NotMeasured as error:
                faults[name, case] = str(error)
    for number in range(rounds):
        for name, case in _rotated(list(turns), number):
            one = turns[name, case]
            one.each.append(found[name].seconds(case, one.count) / one.count)
    return turns, faults


def _rotated(keys: list[tuple[str, str]], number: int) -> Iterator[tuple[str, str]]:
    """Case by case, all sides one after the other; another begins each time."""
    for case in _CASES:
        own = [key for key in keys if key[1] == case]
        start = number % len(own)
        yield from own[start:] + own[:start]


def _warm(side: Side, case: str, block: float) -> int:
    """Runs it for four blocks, and says how many documents make one."""
    count, spent = 1, side.seconds(case, 1)
    while spent < block:
        count *= 2
        spent = side.seconds(case, count)
    spent = min(spent, side.seconds(case, count), side.seconds(case, count))
    return max(1, round(count * block / spent))


def shown(package: bytes) -> tuple[list[str], int]:
    """What a paper says, and how many photos are in it."""
    return docx_papers.words(package), sum(name.startswith("word/media/") for name in unpack(package))


def same(package: bytes, expected: tuple[list[str], int]) -> None:
    """A wrong or empty document is no result."""
    if shown(package) != expected:
        raise NotMeasured("prints another text")


def _case(
    case: str, folder: Path, turns: Mapping[tuple[str, str], _Turns], faults: Mapping[tuple[str, str], str]
) -> Iterator[Result]:
    own = turns[SUITE, case]
    yield figure(f"{case}: suite", own.rate, "docs/s")
    for (name, found), theirs in turns.items():
        if found == case and name != SUITE:
            goal = Goal(">=", _CASES[case][2]) if name == NAIVE else _AHEAD
            low, times, high = statistics.quantiles(
                [other / mine for other, mine in zip(theirs.each, own.each, strict=True)], n=4
            )
            against = f"{name} ({low:.3g} to {high:.3g})"
            yield ratio(f"{case}: {name}", theirs.rate, "docs/s", against, times, goal)
    for (name, found), why in faults.items():
        if found == case:
            yield note(f"{case}: {name}", why)
    yield from _floors(case, folder / SUITE / f"{case}.docx")


def _floors(case: str, template: Path) -> Iterator[Result]:
    """Deflating document.xml, as the suite does it and as zlib's default does; and what a file weighs."""
    package = sides.suite(template)(_data(*_CASES[case][:2])[0])
    xml = unpack(package)["word/document.xml"]
    yield figure(f"{case}: floor, deflate as the suite", _rate(partial(deflated, "a", xml)), "docs/s")
    yield figure(f"{case}: floor, zlib 6", _rate(partial(zlib.compress, xml, 6)), "docs/s")
    yield figure(f"{case}: the suite's file", len(package) / 1000, "kB")


def _rate(call: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(50):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return 1 / statistics.median(times)
