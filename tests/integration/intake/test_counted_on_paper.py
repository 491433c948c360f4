"""What the county union counts on paper (核对): an application that wanted something is accepted by it."""

from typing import Any

from tests.support.county import DECISION, FINDINGS, found
from tests.support.intake import PDF, Desk, application


def _short_of_copies(desk: Desk, *kinds: str) -> str:
    """An application whose sender declared one copy of these materials; rules have answered."""
    id = str(desk.sender.create(application()).json["id"])
    for number, kind in enumerate(("deeds", "no_crime_certificate")):
        desk.sender.add(id, kind, PDF + b"%%%d" % number, copies=1 if kind in kinds else 3)
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    assert desk.judge()["state"] == "incomplete"
    return id


def _count(desk: Desk, id: str, kind: str) -> dict[str, Any]:
    """The county union notes three copies of a material; rules answer."""
    material = next(item for item in desk.county.status(id)["materials"] if item["kind"] == kind)
    path = f"/v1/applications/{id}/materials/{material['id']}/review"
    assert desk.county.post(path, {"copies": 3, "original": True}).status_code == 202
    return desk.judge()


def _documents(status: dict[str, Any]) -> dict[str, str]:
    return {item["kind"]: item["state"] for item in status["documents"]}


def test_copies_that_the_county_union_counted_lift_the_lack_of_them(desk: Desk) -> None:
    id = _short_of_copies(desk, "deeds")
    status = _count(desk, id, "deeds")
    assert status["state"] == "accepted"
    assert {item["kind"]: item["state"] for item in status["notices"]} == {"correction_notice": "obsolete"}
    assert _documents(status) == {"correction_notice": "draft", "receipt_slip": "issued", "annex_1": "draft"}
    notice = status["notices"][0]["id"]
    issued = desk.county.post(f"/v1/applications/{id}/notices/{notice}/issue")
    assert (issued.status_code, issued.json["code"]) == (409, "notice_not_draft")


def test_slip_and_form_are_made_once_in_a_version(desk: Desk) -> None:
    id = _short_of_copies(desk, "deeds")
    _count(desk, id, "deeds")
    _count(desk, id, "deeds")
    desk.county.post(f"/v1/applications/{id}/findings", found(*FINDINGS))
    status = desk.judge()
    made = [event["details"]["documents"] for event in status["history"] if event["kind"] == "documents_made"]
    kinds = [item["kind"] for documents in made for item in documents]
    assert sorted(kinds) == ["annex_1", "correction_notice", "receipt_slip"]
    decided = desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    assert decided.json["state"] == "recommended"


def test_while_something_is_still_wanting_the_draft_says_what(desk: Desk) -> None:
    id = _short_of_copies(desk, "deeds", "no_crime_certificate")
    before = desk.county.status(id)["notices"][0]
    assert [item["what"] for item in before["items"]] == ["申报人事迹材料", "无犯罪记录证明"]
    status = _count(desk, id, "deeds")
    assert status["state"] == "incomplete"
    (notice,) = status["notices"]
    assert [item["what"] for item in notice["items"]] == ["无犯罪记录证明"]
    assert (notice["state"], notice["materials"]) == ("draft", ["no_crime_certificate"])


def test_a_draft_that_a_clerk_has_changed_stays_while_something_is_wanting(desk: Desk) -> None:
    id = _short_of_copies(desk, "deeds", "no_crime_certificate")
    notice = desk.county.status(id)["notices"][0]
    item = {"what": "事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    body = {"items": [item], "materials": ["deeds"]}
    path = f"/v1/applications/{id}/notices"
    assert desk.county.request("PUT", f"{path}/{notice['id']}", json=body).status_code == 202
    assert _count(desk, id, "deeds")["notices"][0]["items"] == [item]


def test_a_clerk_may_draft_anew_what_the_suite_no_longer_asks_for(desk: Desk) -> None:
    id = _short_of_copies(desk, "deeds")
    _count(desk, id, "deeds")
    item = {"what": "事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    path, body = f"/v1/applications/{id}/notices", {"items": [item], "materials": ["deeds"]}
    drafted = desk.county.post(path, body)
    assert (drafted.status_code, drafted.json["state"]) == (202, "draft")
    assert desk.county.post(path, body).json["code"] == "notice_exists"
    assert desk.county.post(f"{path}/{drafted.json['id']}/issue").status_code == 202
