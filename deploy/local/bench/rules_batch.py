"""Many applicants as NDJSON, fully explained: in process and over HTTP, and whether ten times as many take ten times."""

import http.client
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import psutil

from deploy.local.bench.applicants import AS_OF, applicants
from deploy.local.bench.memory import MIB, watched
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.stage import Stage, stage
from deploy.local.clients import make_key
from rules_service.compiled import Regulations
from rules_service.service import Rules
from rules_service.use_cases.check_batch import check_batch
from shared.contracts.batch import BatchCommon
from shared.contracts.messages import SealedRef
from shared.regulation.library import Library

EDITION = "guilin_artisan_2025"
LONGER, FLAT = Goal("<=", 10.5), Goal("<=", 1.1)
SECONDS = 1800
_PIECE = 256 * 1024


def run(quick: bool) -> Sequence[Result]:
    """A tenth of the smaller one goes first, so that what is loaded once counts for neither."""
    counts = (100, 1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    regulations = Regulations(Library(), EDITION)
    with tempfile.TemporaryDirectory(prefix="artisan-bench-") as folder:
        files = [_file(Path(folder), regulations, count) for count in counts]
        rules = Rules(regulations, _NoExchange(), _nowhere, lambda: datetime(2026, 7, 1, tzinfo=UTC))
        found = [_in_process(rules, file) for file in files]
        measured = _results("in process", "resident after", counts, found)
        with stage() as running:
            key = make_key(running.platform.addresses, "测速规则调用方", "integrator")
            served = [_over_http(running, key, file) for file in files]
    return [*measured, *_results("over HTTP", "the service's peak in", counts, served)]


def _file(folder: Path, regulations: Regulations, count: int) -> "_Lines":
    """Applicants, one a line, all different."""
    path = folder / f"{count}.ndjson"
    with path.open("w", encoding="utf-8") as out:
        for number, facts in enumerate(applicants(regulations.get().edition.conditions, count)):
            line = {"id": str(number), "as_of": AS_OF, "facts": facts}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return _Lines(path, count)


class _Lines(NamedTuple):
    path: Path
    people: int


class _Run(NamedTuple):
    """CPU seconds, wall seconds, and bytes of memory."""

    cpu: float
    wall: float
    memory: int


def _results(where: str, memory: str, counts: Sequence[int], found: Sequence[_Run]) -> Iterator[Result]:
    _, small, large = counts
    _, short, long = found
    yield figure(f"{where}, {small:,}", small / short.cpu, "1/s of CPU")
    yield figure(f"{where}, {small:,}, on this machine", short.wall, "s")
    yield figure(f"{where}, {large:,}, on this machine", long.wall, "s")
    yield ratio(f"{where}, {large:,}", long.cpu, "s CPU", f"{small:,}", long.cpu / short.cpu, LONGER)
    times = long.memory / short.memory
    yield ratio(f"{where}, {memory} {large:,}", long.memory / MIB, "MiB", f"{small:,}", times, FLAT)


def _in_process(rules: Rules, file: _Lines) -> _Run:
    began, wall = time.process_time(), time.perf_counter()
    with file.path.open("rb") as source:
        last = b""
        for answer in check_batch(rules, source, BatchCommon(), "full", date(2026, 7, 1)):
            last = answer
    _refuse_unless_whole(last, file)
    memory = psutil.Process().memory_info().rss
    return _Run(time.process_time() - began, time.perf_counter() - wall, memory)


def _over_http(found: Stage, key: str, file: _Lines) -> _Run:
    process = found.suite.process("web-rules")
    if process.child is None:
        raise RuntimeError("rules is not running")
    pid = process.child.pid
    began, wall = _cpu(pid), time.perf_counter()
    with watched(pid) as peak:
        _refuse_unless_whole(_posted(found.suite.url("rules"), key, file), file)
    return _Run(_cpu(pid) - began, time.perf_counter() - wall, peak.bytes)


def _posted(url: str, key: str, file: _Lines) -> bytes:
    """The last line of the answer."""
    headers = {
        "Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson",
        "Content-Length": str(file.path.stat().st_size),
    }  # fmt: skip
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=SECONDS)
    with file.path.open("rb") as source, closing(connection):
        connection.request("POST", "/v1/eligibility/batch", source, headers)
        answer = connection.getresponse()
        tail = b""
        while piece := answer.read(_PIECE):
            tail = (tail + piece)[-_PIECE:]
    return tail.splitlines()[-1]


def _refuse_unless_whole(last: bytes, file: _Lines) -> None:
    if json.loads(last).get("summary") != {"lines": file.people, "answered": file.people, "refused": 0}:
        raise RuntimeError(f"not all of {file.people} lines were answered")


def _cpu(pid: int) -> float:
    """Seconds that a service has worked so far, its workers included."""
    service = psutil.Process(pid)
    times = [process.cpu_times() for process in (service, *service.children(recursive=True))]
    return sum(found.user + found.system for found in times)


def _nowhere(task: str, payload: dict[str, Any]) -> None:
    raise NotImplementedError


class _NoExchange:
    """A batch seals nothing."""

    def seal(self, message_id: UUID, data: dict[str, Any]) -> SealedRef:
        raise NotImplementedError

    def open(self, ref: SealedRef) -> dict[str, Any]:
        raise NotImplementedError
