"""Rules over the queue: the same answer as over HTTP, sealed, and enqueued as the last act."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rules_service.use_cases.answer_check import answer_check
from shared.contracts.messages import ApplicationChecked, CheckRequested, RequestRefused, SealedRef
from shared.contracts.verdict import CheckInput, CheckResult
from shared.crypto import Cipher, parse_keys
from shared.database import uuid7
from shared.queue import Sender
from shared.storage import ObjectStore, SealedExchange
from tests.integration.rules.conftest import Client, Desk
from tests.integration.rules.test_api import FACTS, MATERIALS


@pytest.fixture
def exchange(desk: Desk) -> SealedExchange:
    """Intake's side of the exchange."""
    keys = parse_keys(desk.settings.exchange_keys.get_secret_value())
    return SealedExchange(ObjectStore(desk.settings, "exchange"), Cipher(keys))


def request(
    exchange: SealedExchange, content: dict[str, Any], edition: str = "guilin_artisan_2025"
) -> CheckRequested:
    message_id = uuid7()
    return CheckRequested(
        message_id=message_id, trace_id="trace-0001", application_id=uuid7(), version=1, edition=edition,
        stage="submission", as_of=date(2026, 6, 30), sealed=exchange.seal(message_id, content),
    )  # fmt: skip


CONTENT = CheckInput.model_validate({"facts": FACTS, "materials": MATERIALS}).model_dump(mode="json")


def test_http_and_queue_give_the_same_answer(desk: Desk, client: Client, exchange: SealedExchange) -> None:
    asked = request(exchange, CONTENT)
    answer_check(desk.rules, asked)
    ((task, message),) = desk.answers()
    answer = ApplicationChecked.model_validate(message)
    assert task == "intake.checked.v1"
    assert (answer.in_reply_to, answer.application_id) == (asked.message_id, asked.application_id)
    assert (answer.trace_id, answer.version, answer.edition) == ("trace-0001", 1, "guilin_artisan_2025")
    found = exchange.open(answer.sealed)
    body = {"edition": "guilin_artisan_2025", "as_of": "2026-06-30"}
    assert found["verdict"] == client.post("/v1/eligibility", body | {"facts": FACTS}).json
    over_http = client.post("/v1/materials", body | {"stage": "submission", "materials": MATERIALS}).json
    assert found["materials"] == over_http
    assert CheckResult.model_validate(found).verdict.verdict == "undetermined"


def test_the_message_has_nothing_of_the_facts(desk: Desk, exchange: SealedExchange) -> None:
    answer_check(desk.rules, request(exchange, CONTENT))
    ((_, message),) = desk.answers()
    assert set(message) == {*ApplicationChecked.model_fields}
    assert "钳工" not in str(message)


def test_a_repeat_gives_the_same_answer_under_an_id_of_its_own(desk: Desk, exchange: SealedExchange) -> None:
    asked = request(exchange, CONTENT)
    answer_check(desk.rules, asked)
    answer_check(desk.rules, asked)
    first, second = [ApplicationChecked.model_validate(message) for _, message in desk.answers()]
    assert first.message_id != second.message_id and first.in_reply_to == second.in_reply_to
    assert exchange.open(first.sealed) == exchange.open(second.sealed)


def test_a_request_that_was_answered_already_is_let_go(desk: Desk, exchange: SealedExchange) -> None:
    asked = request(exchange, CONTENT)
    exchange.delete(asked.sealed)
    answer_check(desk.rules, asked)
    assert desk.answers() == []


def test_facts_sealed_for_another_message_are_not_opened(desk: Desk, exchange: SealedExchange) -> None:
    asked, other = request(exchange, CONTENT), request(exchange, CONTENT)
    moved = SealedRef(key=other.sealed.key, sha256=asked.sealed.sha256)
    answer_check(desk.rules, asked.model_copy(update={"sealed": moved}))
    assert desk.answers() == []


@pytest.mark.parametrize(
    ("content", "edition", "code", "detail"),
    [
        (
            {"facts": {"age": 50}, "materials": MATERIALS},
            "guilin_artisan_2025",
            "facts_invalid",
            "facts.age: extra_forbidden",
        ),
        (
            {"facts": {"trade": ["李建国"]}, "materials": MATERIALS},
            "guilin_artisan_2025",
            "facts_invalid",
            "facts.trade: string_type",
        ),
        (CONTENT, "nowhere_1999", "unknown_edition", None),
        (
            {"facts": {}, "materials": {"channel": "friend"}},
            "guilin_artisan_2025",
            "facts_unfit",
            "materials.channel: unknown_channel",
        ),
    ],
)
def test_bad_data_is_answered_with_a_refusal_that_names_fields_only(
    desk: Desk, exchange: SealedExchange, content: dict[str, Any], edition: str, code: str, detail: str | None
) -> None:
    asked = request(exchange, content, edition)
    answer_check(desk.rules, asked)
    ((task, message),) = desk.answers()
    refused = RequestRefused.model_validate(message)
    assert (task, refused.code, refused.in_reply_to) == ("intake.refused.v1", code, asked.message_id)
    assert detail is None or refused.detail == detail
    assert "李建国" not in str(message)


def test_a_worker_answers_what_is_in_the_queue(desk: Desk, exchange: SealedExchange) -> None:
    asked = request(exchange, CONTENT)
    Sender(desk.settings.redis_url.get_secret_value()).send("rules.check.v1", asked.model_dump(mode="json"))
    done = subprocess.run(
        [str(Path(sys.executable).with_name("artisan")), "worker", "rules", "--burst"],
        env={**os.environ, **desk.stack.env("rules")}, timeout=120, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    ((task, message),) = desk.answers()
    assert task == "intake.checked.v1"
    assert UUID(message["in_reply_to"]) == asked.message_id
