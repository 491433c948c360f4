"""Whoever can write to Redis cannot make a worker run anything but the listed tasks."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rq import Callback, Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from tests.support.books import assert_in_order
from tests.support.running import Running
from tests.support.senders import Sender

pytestmark = pytest.mark.xdist_group("suite")
SERVICES = ("rules", "docgen", "intake")
# Importing it prints a poem: whoever resolves a name of it leaves a trace in the worker's log.
TELLTALE, TRACE = "this.s", "Beautiful is better than ugly"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        "subprocess.call",
        "shared.database.migrate.migrate",
        "rules_service.tasks.check",
        TELLTALE,
    ],
)
def test_a_job_that_names_what_is_not_listed_is_never_run(
    running: Running, tmp_path: Path, service: str, name: str
) -> None:
    witness = tmp_path / "ran"
    job = _queue(running, service).enqueue_call(name, args=(f"touch {witness}",))
    _wait_failed(running, job)
    assert not witness.exists()
    assert TRACE not in _log(running, service)


@pytest.mark.parametrize("kind", ["on_success", "on_failure", "on_stopped"])
def test_a_listed_task_does_not_bring_an_unlisted_callback_along(running: Running, kind: str) -> None:
    callback: dict[str, Any] = {kind: Callback(TELLTALE)}
    job = _queue(running, "rules").enqueue_call("rules.check.v1", args=({},), **callback)
    _wait_failed(running, job)
    assert TRACE not in _log(running, "rules")


def _pickled(witness: Path) -> bytes:
    class Evil:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            import os

            return os.system, (f"touch {witness}",)

    return pickle.dumps(("rules.check.v1", Evil(), (), {}))


def test_a_pickle_is_not_opened(running: Running, tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    _enqueue_raw(running, _pickled(witness))
    assert not witness.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"not json",
        json.dumps(["rules.check.v1", "os", [{}], {}]).encode(),
        json.dumps(["rules.check.v1", None, ["no message"], {}]).encode(),
        json.dumps(["rules.check.v1", None, [], {"message": {}}]).encode(),
        json.dumps([None, None, None, None]).encode(),
    ],
)
def test_a_job_that_is_no_message_fails_and_the_worker_goes_on(running: Running, data: bytes) -> None:
    starts = running.suite.process("worker-rules").starts
    _enqueue_raw(running, data)
    assert running.suite.process("worker-rules").starts == starts


def test_the_workers_still_work(running: Running, sender: Sender) -> None:
    id = sender.hand_in(201)
    running.wait_answered()
    assert_in_order(running, [id])


def _queue(running: Running, service: str) -> Queue:
    return Queue(service, connection=running.redis, serializer=JSONSerializer)


def _enqueue_raw(running: Running, data: bytes) -> None:
    """Puts a job into the queue of rules that RQ's own client would not make."""
    queue = _queue(running, "rules")
    job = Job.create("rules.check.v1", connection=queue.connection, serializer=JSONSerializer)
    queue.connection.hset(job.key, mapping={**job.to_dict(), "origin": queue.name, "data": data})
    queue.connection.rpush(queue.key, job.id)
    _wait_failed(running, job)


def _wait_failed(running: Running, job: Job) -> None:
    running.wait(lambda: running.redis.hget(job.key, "status") == b"failed", "the job has failed")


def _log(running: Running, service: str) -> str:
    return (running.logs / f"worker-{service}.log").read_text("utf-8", "replace")
