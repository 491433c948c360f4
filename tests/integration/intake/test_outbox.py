"""The outbox: what is offered, what is offered again, what is given up, and who hears of it."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from intake_service import outbox
from intake_service.models import Application, OutboxMessage
from intake_service.relay import relay_once
from intake_service.use_cases.deliver_callback import deliver_callback
from intake_service.use_cases.handle_failures import note_refusal
from intake_service.use_cases.keep_register import register_callback
from shared.contracts.messages import RequestRefused
from shared.database import transaction, uuid7
from tests.support.intake import Desk, application, form, id_number


class _Sent:
    """Takes the place of Redis, so that a test can say when it is away."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.away = False

    def send(
        self, task: str, message: dict[str, object], job_id: str | None = None, seconds: int = 0
    ) -> None:
        if self.away:
            raise ConnectionError
        self.ids.append(str(job_id))


def _relay(desk: Desk, sent: _Sent) -> int:
    return relay_once(desk.intake, sent, 40)  # type: ignore[arg-type]


def _rows(desk: Desk) -> list[OutboxMessage]:
    with transaction(desk.intake.engine) as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_message_is_offered_once_within_its_lease_and_again_after_it(desk: Desk) -> None:
    desk.sender.submitted(application())
    sent = _Sent()
    assert _relay(desk, sent) == 1  # the question to rules
    assert _relay(desk, sent) == 0
    desk.clock.now += desk.intake.patience.lease + timedelta(seconds=1)
    _relay(desk, sent)
    question = str(desk.outbox("rules.check.v1")[0].id)
    assert {f"{question}-1", f"{question}-2"} <= set(sent.ids)


def test_while_redis_is_away_nothing_is_counted_as_offered(desk: Desk) -> None:
    desk.sender.submitted(application())
    sent = _Sent()
    sent.away = True
    for _ in range(3):
        with pytest.raises(ConnectionError):
            _relay(desk, sent)
    assert {row.attempts for row in _rows(desk)} == {0}
    sent.away = False
    assert _relay(desk, sent) == 1


def test_used_up_attempts_are_shown_to_the_office_and_can_be_retried(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    for _ in range(desk.intake.patience.max_attempts + 1):
        _relay(desk, _Sent())
        desk.clock.now += timedelta(days=1)
    office = desk.caller("office")
    (failed,) = [f for f in office.get("/v1/failures").json if f["task"] == "rules.check.v1"]
    assert (failed["code"], failed["application_id"]) == ("attempts_used_up", id)
    assert "processing_failed" in [event["kind"] for event in desk.sender.status(id)["history"]]
    assert desk.sender.get("/v1/failures").status_code == 403
    assert office.post(f"/v1/failures/{failed['id']}/retry").status_code == 202
    assert office.post(f"/v1/failures/{failed['id']}/retry").status_code == 404
    (anew,) = desk.outbox("rules.check.v1")
    assert str(anew.id) != failed["id"]
    sent = _Sent()
    _relay(desk, sent)
    assert f"{anew.id}-1" in sent.ids
    assert desk.judge()["state"] == "accepted"
    assert office.get("/v1/failures").json == []


def test_after_an_outage_the_office_retries_all_at_once(desk: Desk) -> None:
    for sequence in (1, 3):
        desk.sender.submitted(application(form=form(id_number=id_number(sequence=sequence))))
    for _ in range(desk.intake.patience.max_attempts + 1):
        _relay(desk, _Sent())
        desk.clock.now += timedelta(days=1)
    office = desk.caller("office")
    assert len(office.get("/v1/failures").json) == 2
    assert desk.sender.post("/v1/failures/retry").status_code == 403
    assert office.post("/v1/failures/retry").json == {"retried": 2}
    assert office.get("/v1/failures").json == []
    assert len(desk.outbox("rules.check.v1")) == 2


def test_a_refused_request_is_not_offered_again(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    asked = desk.outbox("rules.check.v1")[0]
    refusal = RequestRefused(
        message_id=uuid7(), trace_id="trace-0001", application_id=UUID(id), version=1, edition="x",
        in_reply_to=asked.id, code="facts_invalid", detail="spells: wrong",
    )  # fmt: skip
    note_refusal(desk.intake, refusal)
    note_refusal(desk.intake, refusal)
    kinds = [event["kind"] for event in desk.sender.status(id)["history"]]
    assert kinds.count("processing_failed") == 1
    desk.clock.now += timedelta(days=1)
    sent = _Sent()
    _relay(desk, sent)
    assert not [found for found in sent.ids if found.startswith(str(asked.id))]


def test_no_more_of_a_queue_are_under_way_than_its_cap(desk: Desk) -> None:
    now = desk.clock()
    with transaction(desk.intake.engine) as session:
        for _ in range(desk.intake.patience.in_flight + 5):
            outbox.put(session, "rules.check.v1", {}, uuid7(), uuid7(), now)
    sent = _Sent()
    assert _relay(desk, sent) == desk.intake.patience.in_flight
    first = UUID(sent.ids[0].rsplit("-", 1)[0])
    with transaction(desk.intake.engine) as session:
        assert outbox.take_answer(session, first, now) is not None
    assert _relay(desk, sent) == 1


def test_two_relays_never_offer_the_same_message(desk: Desk) -> None:
    desk.sender.submitted(application())
    with transaction(desk.intake.engine) as session:
        held = outbox.lease(session, desk.intake.patience, desk.clock())
        sent = _Sent()
        _relay(desk, sent)
        assert len(held) == 1
        assert str(held[0].id) not in " ".join(sent.ids)


def test_only_a_sender_with_an_address_is_called_back(desk: Desk) -> None:
    desk.sender.submitted(application())
    assert desk.outbox("intake.callback.v1") == []
    with transaction(desk.intake.engine) as session:
        client_id = session.scalars(select(Application.client_id)).one()
    register_callback(desk.intake, client_id, "https://example.org/", "whsec_MDEyMw==", desk.clock())
    desk.judge()
    events = [row.payload["event"] for row in desk.outbox("intake.callback.v1")]
    assert events == ["application.checked", "documents.issued"]


def test_a_receiver_that_is_away_does_not_keep_the_others_waiting(desk: Desk) -> None:
    patience = desk.intake.patience
    with transaction(desk.intake.engine) as session:
        for _ in range(patience.in_flight):
            outbox.put(session, "intake.callback.v1", {}, uuid7(), uuid7(), desk.clock())
    for _ in range(3):  # nobody answers: they wait for one, two and four leases
        assert _relay(desk, _Sent()) == patience.in_flight
        desk.clock.now = max(row.available_at for row in _rows(desk)) + timedelta(seconds=1)
    assert _relay(desk, _Sent()) == patience.in_flight
    with transaction(desk.intake.engine) as session:
        outbox.put(session, "intake.callback.v1", {}, uuid7(), uuid7(), desk.clock())
    assert _relay(desk, _Sent()) == 0
    desk.clock.now += patience.lease
    assert _relay(desk, _Sent()) == 1


def test_a_callback_that_was_delivered_is_not_delivered_again(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    with transaction(desk.intake.engine) as session:
        client_id = session.get_one(Application, UUID(id)).client_id
    register_callback(desk.intake, client_id, "https://example.org/", "whsec_MDEyMw==", desk.clock())
    desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "本人放弃"})
    (asked,) = desk.outbox("intake.callback.v1")
    calls: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(204)

    client = httpx.Client(transport=httpx.MockTransport(receive))
    for _ in range(2):
        deliver_callback(desk.intake, asked.payload, client, lambda host, port: ["203.107.6.88"])
    assert len(calls) == 1
    assert desk.outbox("intake.callback.v1") == []
