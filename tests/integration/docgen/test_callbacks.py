"""Callbacks of docgen: signed, sent when a job has ended, offered again until taken, given up in the open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from docgen_service.models import Job
from docgen_service.use_cases.offer_jobs import offer_callbacks
from docgen_service.use_cases.tell_end import register_callback, tell_end
from shared.callbacks import CallbackFailed
from shared.problems import Refusal
from tests.support.docgen import Call, Desk
from tests.support.jobs import ask, entry

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
URL = "https://203.107.6.88/hook"


@pytest.fixture
def ended(call: Call, desk: Desk) -> str:
    """A job of a client that wants to hear of its end."""
    id_ = str(ask(call, [entry(1)]).json["id"])
    (job,) = desk.rows(Job)
    register_callback(desk.docgen, job.client_id, URL, SECRET, desk.docgen.clock())
    desk.work(id_)
    return id_


def _tell(desk: Desk, id_: str, status: int = 204) -> list[httpx.Request]:
    seen: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(status)

    client = httpx.Client(transport=httpx.MockTransport(receive))
    tell_end(desk.docgen, UUID(id_), client, lambda host, port: [host])
    return seen


def test_the_end_of_a_job_is_told_once_and_signed(desk: Desk, ended: str) -> None:
    (request,) = _tell(desk, ended)
    at = desk.docgen.clock()
    body = request.content.decode()
    assert request.headers["webhook-signature"] == Webhook(SECRET).sign(
        request.headers["webhook-id"], at, body
    )
    told = httpx.Response(200, content=request.content).json()
    assert told["type"] == "job.done"
    assert told["data"] == {"job_id": ended, "state": "done", "total": 1, "done": 1, "failed": 0}
    assert _tell(desk, ended) == []


def test_a_receiver_that_is_away_is_asked_again_and_at_last_given_up(desk: Desk, ended: str) -> None:
    with pytest.raises(CallbackFailed):
        _tell(desk, ended, 500)
    sent: list[Any] = []
    for minutes in (0, 1, 5, 10, 60, 120, 240, 480, 960, 1920, 3840):
        later = replace(desk.docgen, clock=lambda m=minutes: desk.docgen.clock() + timedelta(minutes=m))
        offer_callbacks(later, lambda task, message, **_: sent.append((task, message["job_id"])))
    assert sent == [("docgen.callback.v1", ended)] * desk.docgen.limits.callback_attempts
    (job,) = desk.rows(Job)
    assert job.callback_at is None and job.callback_done_at is None


def test_a_client_without_an_address_is_told_nothing(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1)]).json["id"]
    desk.work(id_)
    assert offer_callbacks(desk.docgen, lambda *_, **__: None) == 0


def test_a_private_address_is_not_registered(call: Call, desk: Desk) -> None:
    ask(call, [entry(1)])
    (job,) = desk.rows(Job)
    with pytest.raises(Refusal):
        register_callback(desk.docgen, job.client_id, "https://127.0.0.1/", SECRET, desk.docgen.clock())
