"""A large scan streamed through intake, against the `minio` SDK putting the same file straight to the store."""

import hashlib
import http.client
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

from minio import Minio

from deploy.local.bench.memory import MIB, held_by, watched
from deploy.local.bench.people import application
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.stage import Stage, stage
from deploy.local.demo.client import Client

SPEED, MEMORY = Goal(">=", 0.7), Goal("<=", 64)
BUCKET = "bench"
_BLOCK = 256 * 1024


@dataclass(frozen=True)
class Scan:
    """The file that is uploaded."""

    path: Path
    size: int
    sha256: str


def run(quick: bool) -> Sequence[Result]:
    """Pairs in turn, each side first in every other one; memory is watched in two uploads of their own."""
    size, pairs = (20 * MIB, 2) if quick else (200 * MIB, 7)
    with TemporaryDirectory(prefix="artisan-bench-") as directory, stage() as found:
        file = _scan(Path(directory) / "scan.pdf", size)
        with Client(found.intake, found.key) as client:
            store = _store(found)
            idle = held_by(_pid(found))
            both = _through_intake(found, client, file), _straight(store, file)
            seconds = [_pair(*both, swapped=bool(index % 2)) for index in range(pairs + 1)][1:]
            with watched(_pid(found)) as peak:
                _pair(both[0], both[0])
    return _results(size, seconds, (peak.bytes - idle) / MIB, idle / MIB)


def _results(size: int, seconds: list[tuple[float, float]], extra: float, idle: float) -> Sequence[Result]:
    mine, direct = (size / MIB / statistics.median(side) for side in zip(*seconds, strict=True))
    speed = statistics.median(straight / through for through, straight in seconds)
    name = f"{size // MIB} MiB"
    return [
        ratio(f"{name} through intake", mine, "MiB/s", "minio SDK straight to the store", speed, SPEED),
        figure("minio SDK straight to the store", direct, "MiB/s"),
        figure("extra memory at the peak", extra, "MiB", MEMORY),
        figure("memory of the idle service", idle, "MiB"),
    ]


def _pair(
    first: Callable[[], float], second: Callable[[], float], swapped: bool = False
) -> tuple[float, float]:
    if swapped:
        later, earlier = second(), first()
        return earlier, later
    return first(), second()


def _scan(path: Path, size: int) -> Scan:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for start in range(0, size, MIB):
            block = os.urandom(min(MIB, size - start))
            block = b"%PDF-1.7\n" + block[9:] if start == 0 else block
            digest.update(block)
            file.write(block)
    return Scan(path, size, digest.hexdigest())


def _through_intake(found: Stage, client: Client, file: Scan) -> Callable[[], float]:
    """Every upload goes to an application of its own: within one, the same content is stored once."""

    def upload() -> float:
        id = client.create(application(), uuid4().hex)["id"]
        material = client.enter_material(id, {"kind": "application_form"})["id"]
        began = time.perf_counter()
        _put(found, f"/v1/applications/{id}/materials/{material}/content", file)
        return time.perf_counter() - began

    return upload


def _put(found: Stage, path: str, file: Scan) -> None:
    headers = {
        "Authorization": f"Bearer {found.key}", "Content-Type": "application/pdf",
        "Content-Length": str(file.size), "X-Content-SHA256": file.sha256,
    }  # fmt: skip
    connection = http.client.HTTPConnection(urlsplit(found.intake).netloc, timeout=120, blocksize=_BLOCK)
    try:
        with file.path.open("rb") as content:
            connection.request("PUT", path, content, headers)
            answer = connection.getresponse()
            text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"upload: {answer.status} {text.decode('utf-8', 'replace')}")
    finally:
        connection.close()


def _store(found: Stage) -> Minio:
    addresses = found.platform.addresses
    store = Minio(
        addresses.s3_endpoint, addresses.credentials.s3_access_key, addresses.credentials.s3_secret_key,
        secure=False, region="us-east-1",
    )  # fmt: skip
    store.make_bucket(bucket_name=BUCKET)
    return store


def _straight(store: Minio, file: Scan) -> Callable[[], float]:
    def upload() -> float:
        began = time.perf_counter()
        store.fput_object(
            bucket_name=BUCKET, object_name=f"scan-{began}", file_path=str(file.path),
            content_type="application/pdf",
        )  # fmt: skip
        return time.perf_counter() - began

    return upload


def _pid(found: Stage) -> int:
    child = found.suite.process("web-intake").child
    assert child is not None
    return child.pid
