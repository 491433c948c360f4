"""Answers that come in another order than the questions: the latest question counts, whoever is slow."""

from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

import pytest

from intake_service.models import OutboxMessage
from intake_service.use_cases.file_documents import file_documents
from intake_service.use_cases.record_verdict import record_verdict
from shared.contracts.messages import ApplicationChecked, DocumentsRendered, RenderedDocument
from shared.contracts.verdict import CheckResult
from shared.database import uuid7
from tests.support.intake import Desk, application, open_desk
from tests.support.stack import Stack

ENVELOPE = ("trace_id", "application_id", "version", "edition")


@pytest.fixture
def desk(stack: Stack) -> Iterator[Desk]:
    with open_desk(stack) as opened:
        yield opened


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_verdict_on_the_latest_question_counts(desk: Desk, order: tuple[int, int]) -> None:
    id = desk.sender.submitted(application())
    result = CheckResult.model_validate(desk.judge()["result"])
    for subject in ("good_conduct", "major_contribution"):
        _found(desk, id, subject)
    questions = desk.outbox("rules.check.v1")
    verdicts: tuple[Literal["undetermined"], Literal["eligible"]] = ("undetermined", "eligible")
    for index in order:
        verdict = result.verdict.model_copy(update={"verdict": verdicts[index]})
        _check(desk, questions[index], result.model_copy(update={"verdict": verdict}))
    found = desk.county.status(id)
    assert (found["verdict"], found["check_pending"]) == ("eligible", False)
    assert [step["kind"] for step in found["history"]].count("checked") == 2
    assert desk.outbox("rules.check.v1") == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_paper_stands_as_the_latest_order_left_it(desk: Desk, order: tuple[int, int]) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    path = f"/v1/applications/{id}/notices"
    drafted = desk.county.post(path, {"items": [item], "materials": ["deeds"]})
    assert drafted.json
    assert desk.county.post(f"{path}/{drafted.json['id']}/issue").status_code == 202
    orders = desk.outbox("docgen.render.v1")
    states: tuple[Literal["draft"], Literal["issued"]] = ("draft", "issued")
    for index in order:
        _file(desk, orders[index], states[index], revision=index + 1)
    (filed,) = [d for d in desk.county.status(id)["documents"] if d["kind"] == "correction_notice"]
    assert (filed["state"], filed["sha256"]) == ("issued", "2" * 64)
    assert desk.outbox("docgen.render.v1") == []


def _found(desk: Desk, id: str, subject: str) -> None:
    finding = {"subject": subject, "value": True, "basis": "集体研究", "found_on": "2026-05-12"}
    answer = desk.county.post(f"/v1/applications/{id}/findings", {"findings": [finding]})
    assert answer.status_code == 202, answer.text


def _envelope(asked: OutboxMessage) -> dict[str, Any]:
    shared = {name: asked.payload[name] for name in ENVELOPE}
    return shared | {"message_id": uuid7(), "in_reply_to": asked.id}


def _check(desk: Desk, asked: OutboxMessage, result: CheckResult) -> None:
    envelope = _envelope(asked)
    sealed = desk.intake.exchange.seal(envelope["message_id"], result.model_dump(mode="json"))
    record_verdict(desk.intake, ApplicationChecked(**envelope, sealed=sealed))


def _file(desk: Desk, asked: OutboxMessage, state: Literal["draft", "issued"], revision: int) -> None:
    (wanted,) = asked.payload["documents"]
    document = RenderedDocument(
        document_id=UUID(wanted["document_id"]), kind=wanted["kind"], state=state, number=None,
        object_key=f"{wanted['document_id']}/{revision}", sha256=str(revision) * 64, size=1,
        content_type="application/x", template_sha256="0" * 64, data_sha256="0" * 64,
    )  # fmt: skip
    file_documents(desk.intake, DocumentsRendered(**_envelope(asked), documents=[document]))
