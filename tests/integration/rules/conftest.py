"""Rules on real servers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from werkzeug.test import TestResponse

from rules_service import bootstrap
from rules_service.app import create_app
from rules_service.service import Rules
from rules_service.settings import RulesSettings
from shared.queue import TaskJob
from shared.storage import ObjectStore
from tests.support.stack import Stack

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
FINDING = {"value": True, "by": "office", "basis": "办公室核实 2026-05-20"}


@dataclass(frozen=True)
class Desk:
    """The service, and a way to call it and to see what it has enqueued."""

    rules: Rules
    settings: RulesSettings
    stack: Stack

    def answers(self) -> list[tuple[str, dict[str, Any]]]:
        """The tasks that wait for intake."""
        redis = Redis.from_url(self.settings.redis_url.get_secret_value())
        queue = Queue("intake", connection=redis, serializer=JSONSerializer, job_class=TaskJob)
        return [(str(job.func_name), job.args[0]) for job in queue.jobs]


@pytest.fixture
def desk(stack: Stack) -> Desk:
    settings = stack.settings(RulesSettings, "rules")
    ObjectStore(settings, "exchange").ensure()
    return Desk(bootstrap.build(settings, clock=lambda: NOW), settings, stack)


def codes(answer: Any) -> dict[str, str]:
    """Of a refusal, the code of each field."""
    assert answer.content_type == "application/problem+json"
    return {error["field"].removeprefix("body."): error["code"] for error in answer.json["errors"]}


class Client:
    """An integrator with its key."""

    def __init__(self, desk: Desk, role: str = "integrator", key: str | None = None) -> None:
        self._client = create_app(desk.settings, desk.rules).test_client()
        self._key = desk.stack.key(role) if key is None else key

    def get(self, path: str) -> TestResponse:
        return self._client.get(path, headers={"Authorization": f"Bearer {self._key}"})

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self._key}"}
        return self._client.post(
            path, headers=headers, **({"json": body} | options if body is not None else options)
        )


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    yield Client(desk)
