"""Certificates from one Excel sheet to one ZIP, as an office would have them: speed, memory, and the floor beside it."""

import io
import json
import time
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
from openpyxl import Workbook

from deploy.local.bench.memory import MIB, watched
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.stage import Stage, stage
from deploy.local.clients import make_key

EDITION, KIND, CITY = "guilin_artisan_2025", "certificate", "450300"
FEW = 100
FLAT = Goal("<=", 60)
SECONDS = 1800
_COMMON = {"year": 2026, "circular_number": "市工发〔2026〕9号", "circular_on": "2026-09-30"}


class _Run(NamedTuple):
    """Seconds of the check and of the whole job, and bytes of memory of the worker and of the web process."""

    checked: float
    whole: float
    worker: int
    web: int
    bundle: bytes


def run(quick: bool) -> Sequence[Result]:
    """The few go first, so that what is loaded once counts for neither."""
    many = 1_000 if quick else 10_000
    with stage() as running:
        key = make_key(running.platform.addresses, "测速办公室", "office")
        few, lot = (_merged(running, key, count) for count in (FEW, many))
    floor = _floor(lot.bundle)
    return [
        figure(f"sheet of {many:,} rows checked and taken in", lot.checked, "s"),
        ratio(f"{many:,} issued, numbered, registered, in one ZIP", many / lot.whole, "documents/s",
              "raw deflate", many / lot.whole / floor),
        figure("floor: deflate document.xml only", floor, "documents/s"),
        figure(f"worker's peak above {FEW} certificates", (lot.worker - few.worker) / MIB, "MiB", FLAT),
        figure(f"web process's peak above {FEW} certificates", (lot.web - few.web) / MIB, "MiB", FLAT),
        figure(f"worker's peak with {many:,}", lot.worker / MIB, "MiB"),
        figure("the ZIP", len(lot.bundle) / MIB, "MiB"),
    ]  # fmt: skip


def _merged(found: Stage, key: str, count: int) -> _Run:
    """Uploads a sheet, waits for the job, fetches the ZIP; all of it has to be there."""
    pids = [_pid(found, name) for name in ("worker-docgen", "web-docgen")]
    client = httpx.Client(
        base_url=f"{found.suite.url('docgen')}/v1", headers={"Authorization": f"Bearer {key}"},
        timeout=SECONDS, trust_env=False,
    )  # fmt: skip
    with client, watched(pids[0]) as worker, watched(pids[1]) as web:
        began = time.perf_counter()
        job = _asked(client, _sheet(count))
        checked = time.perf_counter() - began
        while job["state"] in {"queued", "running"}:
            time.sleep(0.2)
            job = client.get(f"/jobs/{job['id']}").raise_for_status().json()
        whole = time.perf_counter() - began
        if (job["state"], job["done"]) != ("done", count):
            raise RuntimeError(f"not all of {count} certificates were made")
        bundle = client.get(f"/jobs/{job['id']}/result").raise_for_status().content
    return _Run(checked, whole, worker.bytes, web.bytes, bundle)


def _asked(client: httpx.Client, sheet: bytes) -> dict[str, Any]:
    form = {"edition": EDITION, "kind": KIND, "organ_code": CITY, "action": "issue",
            "common": json.dumps(_COMMON)}  # fmt: skip
    answer = client.post(
        "/jobs/sheets", data=form, files={"sheet": ("证书.xlsx", sheet)},
        headers={"Idempotency-Key": str(uuid4())},
    )  # fmt: skip
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def _sheet(count: int) -> bytes:
    """One column: the names, all different."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["姓名"])
    for number in range(1, count + 1):
        sheet.append([f"样例{number}"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _floor(bundle: bytes, sample: int = 200) -> float:
    """How many of these documents' bodies can be deflated in a second, and nothing else."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        bodies = [
            zipfile.ZipFile(io.BytesIO(files.read(name))).read("word/document.xml")
            for name in files.namelist()[:sample]
        ]
    began = time.process_time()
    for body in bodies:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packer.compress(body) + packer.flush()
    return len(bodies) / (time.process_time() - began)


def _pid(found: Stage, name: str) -> int:
    child = found.suite.process(name).child
    if child is None:
        raise RuntimeError(f"{name} is not running")
    return child.pid
