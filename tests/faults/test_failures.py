"""What cannot be processed is shown to the office, never lost in a log; and a retry puts it right."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from deploy.local.platform import Platform
from shared.contracts.messages import SealedRef
from tests.support.books import assert_in_order
from tests.support.running import Running, open_suite
from tests.support.senders import Sender

pytestmark = pytest.mark.xdist_group("suite")


@pytest.fixture(scope="module")
def impatient(platform: Platform) -> Iterator[Running]:
    """A suite that gives a message up after two offers, nine seconds after the first."""
    with open_suite(platform, task_seconds=3, max_attempts=2) as opened:
        yield opened


@pytest.fixture(scope="module")
def poster(impatient: Running) -> Sender:
    return Sender(impatient.suite.url("intake"), impatient.stack.key("posting_system"))


@pytest.fixture(scope="module")
def office(impatient: Running) -> Sender:
    return Sender(impatient.suite.url("intake"), impatient.stack.key("office"))


@pytest.mark.parametrize(
    ("task", "code"),
    [("rules.check.v1", "facts_invalid"), ("docgen.render.v1", "document_data_invalid")],
)
def test_a_poisoned_message_is_refused_shown_and_done_after_a_retry(
    impatient: Running, poster: Sender, office: Sender, task: str, code: str
) -> None:
    with _held_up(impatient, poster, len(task), task) as id:
        message, content = _message(impatient, id, task)
        _put(impatient, message, {name: {"nonsense": 1} for name in content})
    _wait_failed(impatient, message)
    assert _shown(office) == [(str(message), id, task, code)]
    assert "processing_failed" in _history(office, id)
    _put(impatient, message, content)
    _retry_and_check(impatient, office, id, message)


def test_a_message_whose_attempts_are_used_up_is_shown_and_done_after_a_retry(
    impatient: Running, poster: Sender, office: Sender
) -> None:
    with _held_up(impatient, poster, 21, "rules.check.v1") as id:
        message, content = _message(impatient, id, "rules.check.v1")
        impatient.intake.exchange.delete(SealedRef(key=f"exchange/{message}", sha256=""))
    _wait_failed(impatient, message)
    assert _shown(office) == [(str(message), id, "rules.check.v1", "attempts_used_up")]
    assert office.status(id)["state"] == "submitted"
    _put(impatient, message, content)
    _retry_and_check(impatient, office, id, message)


def test_an_answer_that_comes_after_all_clears_the_failure(
    impatient: Running, poster: Sender, office: Sender
) -> None:
    with impatient.stopped("worker-rules"):
        id = poster.hand_in(31)
        message, _ = _message(impatient, id, "rules.check.v1")
        _wait_failed(impatient, message)
    impatient.wait_answered()
    assert _shown(office) == []
    assert_in_order(impatient, [id])


def test_only_the_office_sees_and_retries_failures(impatient: Running, poster: Sender) -> None:
    unknown = UUID(int=0)
    assert poster.ask("GET", "/failures").status_code == 403
    assert poster.ask("POST", f"/failures/{unknown}/retry").status_code == 403


@contextmanager
def _held_up(running: Running, poster: Sender, person: int, task: str) -> Iterator[str]:
    """An application whose message has not been taken; it is offered anew afterwards, as it then stands."""
    queue = task.partition(".")[0]
    with running.stopped(f"worker-{queue}"):
        id = poster.hand_in(person)
        running.wait_offered(queue, 1)
        yield id


def _message(running: Running, id: str, task: str) -> tuple[UUID, dict[str, Any]]:
    """An application's first message for a task, and what is sealed beside it."""
    found = "select id, payload->'sealed' from intake.outbox where application_id = :id and task = :task"
    message, sealed = running.rows(f"{found} order by id limit 1", id=id, task=task)[0]
    return message, running.intake.exchange.open(SealedRef.model_validate(sealed))


def _put(running: Running, message: UUID, content: dict[str, Any]) -> None:
    """Seals another content for a message that has been written."""
    sealed = running.intake.exchange.seal(message, content).model_dump_json()
    change = "update intake.outbox set payload = jsonb_set(payload, '{sealed}', :sealed) where id = :id"
    with running.database.begin() as connection:
        connection.execute(text(change), {"sealed": sealed, "id": message})


def _wait_failed(running: Running, message: UUID) -> None:
    failed = "select failed_at from intake.outbox where id = :id"
    running.wait(lambda: running.scalar(failed, id=message), "the message is given up")


def _shown(office: Sender) -> list[tuple[str, str, str, str]]:
    names = ("id", "application_id", "task", "code")
    return [tuple(found[name] for name in names) for found in office.json("GET", "/failures")]


def _history(office: Sender, id: str) -> list[str]:
    return [step["kind"] for step in office.status(id)["history"]]


def _retry_and_check(running: Running, office: Sender, id: str, message: UUID) -> None:
    office.json("POST", f"/failures/{message}/retry")
    running.wait_answered()
    assert _shown(office) == []
    assert "processing_retried" in _history(office, id)
    assert_in_order(running, [id])
