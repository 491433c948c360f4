"""What could not be processed is handled once more: asked anew from the register, never from what was sealed."""

from uuid import UUID

from sqlalchemy import select

from intake_service.models import OutboxMessage
from intake_service.outbox import OVERTAKEN
from intake_service.use_cases.handle_failures import note_refusal
from shared.contracts.messages import RequestRefused, SealedRef
from shared.database import transaction, uuid7
from tests.support.county import found, incomplete
from tests.support.intake import PDF, Desk, application


def _fail(desk: Desk, task: str) -> list[str]:
    """Gives up every open message of a task, and sweeps what was sealed for it."""
    rows = desk.outbox(task)
    for row in rows:
        refusal = RequestRefused(
            message_id=uuid7(), trace_id="trace-0001", application_id=UUID(row.payload["application_id"]),
            version=1, edition="x", in_reply_to=row.id, code="sealed_missing", detail="",
        )  # fmt: skip
        note_refusal(desk.intake, refusal)
        desk.intake.exchange.delete(SealedRef.model_validate(row.payload["sealed"]))
    return [str(row.id) for row in rows]


def _retry(desk: Desk) -> int:
    return int(desk.caller("office").post("/v1/failures/retry").json["retried"])


def test_papers_that_failed_are_made_from_the_register(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.answer_check()
    assert len(_fail(desk, "docgen.render.v1")) == 2
    assert _retry(desk) == 2
    assert {data.get("applicant_name") or data["name"] for data in desk.papers_asked()} == {"赵喆堃"}
    desk.papers()
    states = {item["kind"]: item["state"] for item in desk.county.status(id)["documents"]}
    assert states == {"receipt_slip": "issued", "annex_1": "draft"}
    assert desk.caller("office").get("/v1/failures").json == []


def test_a_notice_is_made_again_in_its_present_state(desk: Desk) -> None:
    id = incomplete(desk)
    notice = desk.county.status(id)["notices"][0]["id"]
    desk.county.post(f"/v1/applications/{id}/notices/{notice}/issue")
    _fail(desk, "docgen.render.v1")
    assert _retry(desk) == 1
    desk.papers()
    assert [item["state"] for item in desk.sender.status(id)["documents"]] == ["issued"]


def test_of_two_requests_for_one_paper_the_later_is_made(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/notices"
    item = {"what": "事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    notice = desk.county.post(path, {"items": [item], "materials": ["deeds"]}).json["id"]
    desk.county.post(f"{path}/{notice}/issue")
    assert len(_fail(desk, "docgen.render.v1")) == 2
    assert _retry(desk) == 2
    (again,) = desk.outbox("docgen.render.v1")
    assert [item["action"] for item in again.payload["documents"]] == ["issue"]


def test_what_a_withdrawal_overtook_is_done_and_not_revived(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    _fail(desk, "rules.check.v1")
    other = desk.sender.submitted(application())
    desk.answer_check()
    _fail(desk, "docgen.render.v1")
    for withdrawn in (id, other):
        desk.sender.post(f"/v1/applications/{withdrawn}/withdrawal", {"reason": "本人放弃"})
    assert _retry(desk) == 3
    with transaction(desk.intake.engine) as session:
        overtaken = session.scalars(select(OutboxMessage).where(OutboxMessage.failure == OVERTAKEN)).all()
    assert len(overtaken) == 3 and all(row.done_at and not row.failed_at for row in overtaken)
    assert desk.outbox("rules.check.v1") == desk.outbox("docgen.render.v1") == []
    assert desk.caller("office").get("/v1/failures").json == []


def test_what_a_later_submission_or_question_overtook_is_not_revived(desk: Desk) -> None:
    id = incomplete(desk)
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/findings", found("S3"))
    _fail(desk, "rules.check.v1")
    notice = desk.county.status(id)["notices"][0]["id"]
    desk.county.post(f"{path}/notices/{notice}/issue")
    _fail(desk, "docgen.render.v1")
    desk.sender.add(id, "no_crime_certificate", PDF + b"%3")
    desk.sender.post(f"{path}/submission")
    assert _retry(desk) == 2
    assert desk.outbox("docgen.render.v1") == []
    assert desk.judge()["state"] == "accepted"
    assert desk.outbox("rules.check.v1") == []
