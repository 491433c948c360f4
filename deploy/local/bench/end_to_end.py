"""Many applications from submission to the last document: five times as many may take 5.5 times as long."""

import statistics
import time
from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import Engine, create_engine, text

from deploy.local.bench import people
from deploy.local.bench.load import LoadFailed, post, request, send
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.stage import Stage, stage
from deploy.local.scans.papers import MEDIA_TYPES

GOAL = Goal("<=", 5.5)
DOCUMENTS = 2  # 受理回执 issued, 推荐申请表 drafted
UPLOADS_AT_ONCE = 4  # fewer than a service takes at once: beyond that it asks to wait
LOOK_EVERY = 0.1
PATIENCE = 900.0


def run(quick: bool) -> Sequence[Result]:
    """Few and many in turn on one platform; the ratio is the median of the pairs' ratios."""
    few, many, pairs = (20, 100, 1) if quick else (200, 1000, 3)
    with stage() as found:
        _seconds(found, few // 4)  # whatever is loaded or connected once
        times = [(_seconds(found, few), _seconds(found, many)) for _ in range(pairs)]
    less, more = (statistics.median(side) for side in zip(*times, strict=True))
    middle = statistics.median(long / short for short, long in times)
    return [
        ratio(f"{many} applications", more, "s", f"{few} applications", middle, GOAL),
        figure(f"{few} applications", less, "s"),
        figure(f"documents, {many} applications", many * DOCUMENTS / more, "1/s"),
        figure(f"documents, {few} applications", few * DOCUMENTS / less, "1/s"),
    ]


def _seconds(found: Stage, size: int) -> float:
    """From the first submission until the last document is filed and nothing is left in the outbox."""
    key = {"Authorization": f"Bearer {found.key}"}
    ids = _prepared(found, key, size)
    register = create_engine(found.platform.addresses.admin_database_url())
    before = _made(register)
    began = time.monotonic()
    send(found.intake, [post(f"/v1/applications/{id}/submission", None, key) for id in ids], expected=202)
    while _made(register) < before + size * DOCUMENTS or _open(register):
        found.suite.check()
        if time.monotonic() > began + PATIENCE:
            raise LoadFailed(f"{_made(register) - before} documents within {PATIENCE:.0f} s")
        time.sleep(LOOK_EVERY)
    taken = time.monotonic() - began
    register.dispose()
    return taken


def _prepared(found: Stage, key: dict[str, str], size: int) -> list[str]:
    """Drafts with all their scans, ready to be submitted."""
    papers = list(people.materials())
    new = [
        post("/v1/applications", people.application(), key | {"Idempotency-Key": uuid4().hex})
        for _ in range(size)
    ]
    ids = [answer["id"] for answer in send(found.intake, new, expected=201).bodies]
    for header, scan, form in papers:
        entered = [post(f"/v1/applications/{id}/materials", header, key) for id in ids]
        materials = [answer["id"] for answer in send(found.intake, entered, expected=201).bodies]
        paths = [f"/v1/applications/{id}/materials/{m}/content" for id, m in zip(ids, materials, strict=True)]
        typed = key | {"Content-Type": MEDIA_TYPES[form]}
        uploads = [request("PUT", path, scan, typed) for path in paths]
        send(found.intake, uploads, expected=200, connections=UPLOADS_AT_ONCE)
    return ids


def _made(register: Engine) -> int:
    return _count(
        register,
        "select count(*) from intake.documents"
        " where (kind, state) in (('receipt_slip', 'issued'), ('annex_1', 'draft'))",
    )


def _open(register: Engine) -> int:
    return _count(register, "select count(*) from intake.outbox where done_at is null")


def _count(register: Engine, statement: str) -> int:
    with register.connect() as connection:
        return int(connection.scalar(text(statement)) or 0)
