"""A notice that was issued in error (作废): voided with its reason, drafted anew, the application back where it was."""

from typing import Any

import pytest

from tests.support.county import DECISION, incomplete, issue
from tests.support.intake import PDF, Desk, application

REASON = {"reason": "期限写错"}
GROUND = {"article": "第六条", "quote": "应为工会会员", "fact_found": "不是工会会员"}


@pytest.fixture
def corrected(desk: Desk) -> tuple[str, str]:
    """An application in correction, and the notice that opened it."""
    id = incomplete(desk)
    draft = desk.county.status(id)["notices"][0]
    body = {"items": draft["items"], "fields": ["form.employer"], "materials": draft["materials"]}
    path = f"/v1/applications/{id}/notices/{draft['id']}"
    assert desk.county.request("PUT", path, json=body).status_code == 202
    issue(desk, id)
    return id, draft["id"]


def _void(desk: Desk, id: str, notice: str) -> Any:
    return desk.county.post(f"/v1/applications/{id}/notices/{notice}/void", REASON)


def _notices(status: dict[str, Any]) -> dict[str, str]:
    return {item["id"]: item["state"] for item in status["notices"]}


def test_a_voided_correction_is_closed_again_and_can_be_issued_anew(
    desk: Desk, corrected: tuple[str, str]
) -> None:
    id, notice = corrected
    path = f"/v1/applications/{id}"
    changed = desk.sender.request("PATCH", path, json={"form": {"employer": "另一家厂"}})
    added = desk.sender.add(id, "no_crime_certificate", PDF + b"%3").json["id"]
    assert changed.status_code == 200
    answer = _void(desk, id, notice)
    assert (answer.status_code, answer.json["state"]) == (202, "draft")
    anew = answer.json["id"]
    status = desk.judge()
    assert (status["state"], status["opened"]) == ("incomplete", None)
    assert _notices(status) == {notice: "void", anew: "draft"}
    assert {item["id"]: item["state"] for item in status["documents"]} == {notice: "void", anew: "draft"}
    sender = desk.sender.status(id)
    assert _notices(sender) == {notice: "void"} and sender["content"]["form"]["employer"] == "某机械厂"
    assert desk.sender.get(f"{path}/materials/{added}/content").status_code == 404
    assert "notice_voided" in [event["kind"] for event in sender["history"]]
    assert desk.sender.post(f"{path}/submission").json["code"] == "already_submitted"
    assert desk.county.post(f"{path}/notices/{anew}/issue").status_code == 202
    desk.sender.add(id, "no_crime_certificate", PDF + b"%4")
    assert desk.sender.post(f"{path}/submission").json["version"] == 2
    assert desk.judge()["state"] == "accepted"
    assert desk.sender.status(id)["content"]["form"]["employer"] == "某机械厂"


def test_a_correction_of_what_had_been_accepted_goes_back_to_that(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    item = {"what": "事迹", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    path = f"/v1/applications/{id}/notices"
    notice = desk.county.post(path, {"items": [item], "materials": ["deeds"]}).json["id"]
    issue(desk, id)
    assert _void(desk, id, notice).status_code == 202
    desk.papers()
    status = desk.county.status(id)
    assert (status["state"], status["check_pending"]) == ("accepted", False)
    kinds = [item["kind"] for item in status["documents"]]
    assert kinds.count("receipt_slip") == kinds.count("annex_1") == 1


def test_a_voided_refusal_is_drafted_anew_and_the_decision_stays(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/decision", DECISION | {"recommended": False, "grounds": [GROUND]})
    desk.papers()
    issue(desk, id, "ineligibility_notice")
    (notice,) = _notices(desk.sender.status(id))
    anew = _void(desk, id, notice).json
    assert anew["items"] == [GROUND]
    assert desk.county.post(f"{path}/notices/{anew['id']}/issue").status_code == 202
    for row in reversed(desk.outbox("docgen.render.v1")):
        desk.answer_papers(row)
    status = desk.sender.status(id)
    assert (status["state"], _notices(status)) == ("not_recommended", {notice: "void", anew["id"]: "issued"})
    papers = [item for item in status["documents"] if item["kind"] == "ineligibility_notice"]
    assert {item["id"]: item["state"] for item in papers} == {notice: "void", anew["id"]: "issued"}


def test_only_what_is_issued_and_still_runs_can_be_voided(desk: Desk, corrected: tuple[str, str]) -> None:
    id, notice = corrected
    path = f"/v1/applications/{id}"
    assert desk.sender.post(f"{path}/notices/{notice}/void", REASON).status_code == 403
    assert desk.county.post(f"{path}/notices/{notice}/void", {}).status_code == 422
    desk.sender.add(id, "no_crime_certificate", PDF + b"%3")
    desk.sender.post(f"{path}/submission")
    assert _void(desk, id, notice).json["code"] == "notice_answered"
    other = incomplete(desk)
    draft = desk.county.status(other)["notices"][0]["id"]
    assert _void(desk, other, draft).json["code"] == "notice_not_issued"
    issue(desk, other)
    assert _void(desk, other, notice).json["code"] == "notice_not_found"
    desk.sender.post(f"/v1/applications/{other}/withdrawal", {"reason": "本人放弃"})
    assert _void(desk, other, draft).json["code"] == "wrong_state"


def test_what_the_county_union_counted_meanwhile_is_accepted_after_the_void(desk: Desk) -> None:
    id = str(desk.sender.create(application()).json["id"])
    desk.sender.add(id, "deeds", copies=1)
    desk.sender.add(id, "no_crime_certificate", PDF + b"%2")
    desk.sender.post(f"/v1/applications/{id}/submission")
    status = desk.judge()
    notice, deeds = status["notices"][0]["id"], status["materials"][0]["id"]
    issue(desk, id)
    desk.county.post(f"/v1/applications/{id}/materials/{deeds}/review", {"copies": 3})
    assert desk.judge()["state"] == "correction"
    _void(desk, id, notice)
    status = desk.judge()
    assert status["state"] == "accepted"
    assert sorted(_notices(status).values()) == ["obsolete", "void"]
    assert {"receipt_slip", "annex_1"} <= {item["kind"] for item in status["documents"]}
