"""Kill -9 of any worker in the middle of the work loses nothing and doubles nothing."""

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from deploy.local.demo.client import Client
from deploy.local.demo.ending import Ending, asks_of, ending_of
from deploy.local.demo.play import Play, Stage
from deploy.local.demo.samples import CYCLE, samples
from deploy.local.suite import Suite, load_cycle
from shared.database import engine
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("demo")
VICTIMS = ("worker-rules", "worker-docgen", "worker-intake", "relay")
KILL_EVERY = 3  # steps of all samples together
# What a killed worker held is offered again when its lease has run out: 1.5 times the task's seconds.
QUICK = {"ARTISAN_TASK_SECONDS": "4", "ARTISAN_MAX_ATTEMPTS": "12"}
# Every step that a sample can take is among these.
PLAYED = [
    sample
    for sample in samples()
    if sample.name
    in {
        "expert_without_certificate",
        "individual_complete",
        "tenure_119_months",
        "unit_corrected",
        "posted_twice",
    }
]


def test_killed_workers_lose_nothing_and_double_nothing(stack: Stack, tmp_path: Path) -> None:
    load_cycle(stack.env("intake"), CYCLE)
    with Suite(stack.env, tmp_path, extra=QUICK) as suite, _killer(suite) as (killed, step_done):
        ended = _play(stack, suite, step_done)
    assert set(killed) == set(VICTIMS)
    for sample, found in zip(PLAYED, ended, strict=True):
        assert str(ending_of(found)) == str(Ending.expected(sample.expected)), sample.name
        assert set(sample.expected.asks) <= set(asks_of(found))
    with engine(stack.addresses.admin_database_url(stack.database)).connect() as connection:
        _nothing_doubled(connection)
        _nothing_lost(connection)


def _nothing_doubled(connection: Connection) -> None:
    assert connection.scalar(text("select count(*) from intake.applications")) == len(PLAYED)
    made = connection.execute(
        text("select application_id, application_version, kind from docgen.documents")
    ).all()
    assert len(made) == len(set(made))
    taken = connection.execute(text("select series, organ, n, document_id from docgen.numbers")).all()
    assert len({row.document_id for row in taken}) == len(taken)
    for series in {(row.series, row.organ) for row in taken}:
        numbers = sorted(row.n for row in taken if (row.series, row.organ) == series)
        assert numbers == list(range(1, len(numbers) + 1)), series


def _nothing_lost(connection: Connection) -> None:
    given_up = connection.scalar(text("select count(*) from intake.outbox where failed_at is not null"))
    assert given_up == 0
    listed = connection.scalar(text("select count(*) from intake.documents"))
    assert listed == connection.scalar(text("select count(*) from docgen.documents"))


@contextmanager
def _killer(suite: Suite) -> Iterator[tuple[Counter[str], Callable[[], None]]]:
    """Kills the next victim after every few steps; what it killed, and what to call after a step."""
    steps, killed, ended = threading.Semaphore(0), Counter[str](), threading.Event()

    def kill_on_and_on() -> None:
        for victim in itertools.cycle(VICTIMS):
            for _ in range(KILL_EVERY):
                steps.acquire()
            if ended.is_set():
                return
            process = suite.process(victim)
            process.wait_started_after(process.kill())
            killed[victim] += 1

    thread = threading.Thread(target=kill_on_and_on)
    thread.start()
    try:
        yield killed, steps.release
    finally:
        ended.set()
        steps.release(KILL_EVERY)
        thread.join()


def _play(stack: Stack, suite: Suite, step_done: Callable[[], None]) -> list[dict[str, Any]]:
    with ExitStack() as opened:
        sender = opened.enter_context(Client(suite.url("intake"), stack.key("posting_system")))
        counties = {
            county: opened.enter_context(Client(suite.url("intake"), stack.key("county_union", [county])))
            for county in {sample.county for sample in PLAYED}
        }
        pool = opened.enter_context(ThreadPoolExecutor(4))
        plays = [
            Play(sample, Stage(sender, counties[sample.county], threading.Event(), 120.0, step_done))
            for sample in PLAYED
        ]
        return list(pool.map(lambda play: play.run(), plays))
