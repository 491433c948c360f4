"""The whole suite in its own processes on a platform of its own, so that a test may break any part of it."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from minio import Minio
from redis import Redis
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from deploy.local.platform import Platform
from deploy.local.servers.base import Server
from deploy.local.suite import Suite
from intake_service import bootstrap
from intake_service.cycle import CycleData
from intake_service.intake import Intake
from intake_service.settings import IntakeSettings
from intake_service.use_cases.keep_register import load_cycle
from tests.support.stack import Stack, open_stack

CYCLE = Path("deploy/local/samples/cycle_2026.yaml")
SECONDS = 90.0
LOOK_EVERY = 0.05
_pause = threading.Event()


@dataclass(frozen=True)
class Running:
    """A running suite, seen from outside: its register, its queue, its objects and its logs."""

    platform: Platform
    stack: Stack
    suite: Suite
    logs: Path
    intake: Intake

    @cached_property
    def database(self) -> Engine:
        """As administrator: a test reads every schema."""
        url = self.stack.addresses.admin_database_url(self.stack.database)
        return create_engine(url, poolclass=NullPool)

    def rows(self, statement: str, **values: Any) -> list[Any]:
        with self.database.connect() as connection:
            return list(connection.execute(text(statement), values))

    def scalar(self, statement: str, **values: Any) -> Any:
        return self.rows(statement, **values)[0][0]

    @contextmanager
    def holding(self, statement: str, **values: Any) -> Iterator[Connection]:
        """Holds what the statement locks: a process that needs it stands still in the middle of its work."""
        with self.database.begin() as connection:
            connection.execute(text(statement), values)
            yield connection

    @property
    def redis(self) -> Redis:
        return Redis.from_url(self.stack.addresses.redis_url(self.stack.redis_db))

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Every object of a bucket."""
        name = f"{self.stack.bucket_prefix}-{bucket}"
        keys = [str(found.object_name) for found in self.store.list_objects(name, recursive=True)]
        return {key: self.store.get_object(name, key).read() for key in keys}

    @property
    def store(self) -> Minio:
        return self.platform.seaweed.client()

    def wait(self, settled: Callable[[], Any], what: str, seconds: float = SECONDS) -> None:
        """Asks again and again until it has settled; says what did not, and how things stand."""
        deadline = time.monotonic() + seconds
        while not settled():
            self.suite.check()
            assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}\n{self.standing()}"
            _pause.wait(LOOK_EVERY)

    def wait_blocked(self, role: str) -> None:
        """Waits until a process of a service stands before a lock that a test holds."""
        waiting = (
            "select count(*) from pg_stat_activity"
            " where usename = :role and datname = current_database() and wait_event_type = 'Lock'"
        )
        self.wait(lambda: self.scalar(waiting, role=role), f"{role} reaches the lock")

    def wait_answered(self) -> None:
        """Waits until no message is open any more."""
        self.wait(lambda: not self.open_messages(), "every message is answered")

    def wait_offered(self, queue: str, messages: int) -> None:
        """Waits until so many open messages of a queue have been offered at least once."""
        offered = (
            "select count(*) from intake.outbox where queue = :queue and done_at is null and attempts > 0"
        )
        self.wait(
            lambda: self.scalar(offered, queue=queue) >= messages, f"{messages} messages wait for {queue}"
        )

    def open_messages(self) -> int:
        return int(self.scalar("select count(*) from intake.outbox where done_at is null"))

    def standing(self) -> str:
        messages = self.rows(
            "select task, attempts, done_at is not null, failure, count(*) from intake.outbox group by 1, 2, 3, 4"
        )
        logs = [f"[{log.name}]\n" + "\n".join(_end(log)) for log in sorted(self.logs.glob("*.log"))]
        return "\n".join([*map(str, messages), *logs])

    def kill(self, name: str) -> None:
        """Kills a process with signal 9 and waits until it has been started again."""
        process = self.suite.process(name)
        process.wait_started_after(process.kill())

    @contextmanager
    def stopped(self, name: str) -> Iterator[None]:
        """A process, or the store, stands still (SIGSTOP), as if it had hung, and then goes on."""
        child = self.platform.seaweed.child if name == "seaweed" else self.suite.process(name).child
        assert child
        os.killpg(child.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(child.pid, signal.SIGCONT)

    @contextmanager
    def queue_stopped(self) -> Iterator[None]:
        """Whoever writes to Redis waits; reading goes on."""
        self.redis.client_pause(60_000, all=False)
        try:
            yield
        finally:
            self.redis.client_unpause()

    def again(self, server: Server) -> None:
        """Starts a server again where it was: the suite knows it by its ports."""
        ports = list(server.ports)
        server.choose_ports = lambda count: ports
        server.spawn()
        server.wait_ready()


@contextmanager
def open_platform() -> Iterator[Platform]:
    """A platform that no other test uses."""
    with Platform(fsync=False) as platform:
        yield platform


@contextmanager
def open_suite(platform: Platform, **settings: object) -> Iterator[Running]:
    """The suite with a database, a Redis database and buckets of its own; `settings` as in ARTISAN_…"""
    extra = {f"ARTISAN_{name.upper()}": str(value) for name, value in settings.items()}
    with open_stack(platform.addresses) as stack, tempfile.TemporaryDirectory() as directory:
        intake = bootstrap.build(stack.settings(IntakeSettings, "intake"))
        load_cycle(intake, CycleData.model_validate(yaml.safe_load(CYCLE.read_text("utf-8"))))
        logs = Path(directory)
        try:
            with Suite(stack.env, logs, extra) as suite:
                yield Running(platform, stack, suite, logs, intake)
        finally:
            intake.engine.dispose()


def _end(log: Path, lines: int = 6) -> list[str]:
    return [line[:300] for line in log.read_text("utf-8", "replace").splitlines()[-lines:]]
