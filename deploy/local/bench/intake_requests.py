"""Accepted applications a second, against a bare Flask view under the same gunicorn (see `bare`)."""

import statistics
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine

from deploy.local.bench.bare import ROWS
from deploy.local.bench.load import post, send
from deploy.local.bench.people import application
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.stage import Stage, stage
from deploy.local.children import Child
from deploy.local.ports import free_ports
from deploy.local.suite import THREADED

GOAL = Goal(">=", 0.4)
_keys = count()


def run(quick: bool) -> Sequence[Result]:
    """Rounds of both in turn, after one that warms them up; the ratio is the median of the rounds' ratios."""
    rounds, size = (2, 60) if quick else (9, 300)
    with stage() as found, _bare(found) as bare:
        _round(found, bare, size)
        rates = [_round(found, bare, size) for _ in range(rounds)]
    accepted, rows = (statistics.median(side) for side in zip(*rates, strict=True))
    middle = statistics.median(mine / theirs for mine, theirs in rates)
    return [
        ratio("accepted applications", accepted, "1/s", "bare view that inserts one row", middle, GOAL),
        figure("bare view", rows, "1/s"),
    ]


def _round(found: Stage, bare: str, size: int) -> tuple[float, float]:
    return _accepted(found, size), _inserted(bare, size)


def _accepted(found: Stage, size: int) -> float:
    key = {"Authorization": f"Bearer {found.key}"}
    posts = [
        post("/v1/applications", application(), key | {"Idempotency-Key": f"bench-{next(_keys)}"})
        for _ in range(size)
    ]
    return send(found.intake, posts, expected=201).rate


def _inserted(bare: str, size: int) -> float:
    return send(bare, [post("/rows", application(), {}) for _ in range(size)], expected=201).rate


@contextmanager
def _bare(found: Stage) -> Iterator[str]:
    """The bare view under intake's own gunicorn configuration; its table is in intake's schema."""
    env = found.platform.addresses.service_env("intake")
    database = create_engine(env["ARTISAN_DATABASE_URL"])
    ROWS.create(database)
    database.dispose()
    url = f"http://127.0.0.1:{free_ports(1)[0]}"
    argv = [
        str(Path(sys.executable).with_name("gunicorn")), "-c", "python:deploy.gunicorn.intake",
        "--bind", url.removeprefix("http://"), "deploy.local.bench.bare:create_app()",
    ]  # fmt: skip
    logs = found.platform.logs
    metrics = {"PROMETHEUS_MULTIPROC_DIR": str(logs / "metrics-bare")}
    child = Child("bare", argv, logs / "bare.log", env | THREADED | metrics)
    child.start()
    try:
        child.wait_until(lambda: _listens(url), 60)
        yield url
    finally:
        child.stop()


def _listens(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True  # it has no such page, but it answers
    except OSError:
        return False
    return True
