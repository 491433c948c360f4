"""The county union's desk: findings, opinions, originals; and who may see and do what."""

from tests.support.county import DECISION, FINDINGS, found
from tests.support.intake import PDF, Desk, application


def test_findings_make_a_complete_application_eligible(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    first = desk.judge()
    assert (first["state"], first["verdict"]) == ("accepted", "undetermined")
    assert {item["kind"]: item["state"] for item in first["documents"]} == {
        "receipt_slip": "issued",
        "annex_1": "draft",
    }
    answer = desk.county.post(f"/v1/applications/{id}/findings", found(*FINDINGS))
    assert answer.status_code == 202, answer.text
    assert desk.judge()["verdict"] == "eligible"
    decided = desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    assert decided.json["state"] == "recommended"
    assert desk.county.status(id)["decision"]["against_advice"] is False


def test_a_later_finding_goes_before_an_earlier_one(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", found(*FINDINGS))
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", found("good_conduct", value=False))
    status = desk.judge()
    assert status["verdict"] == "not_eligible"
    assert {n["kind"]: n["state"] for n in status["notices"]} == {"ineligibility_notice": "draft"}
    desk.county.post(f"/v1/applications/{id}/findings", found("good_conduct"))
    assert [n["state"] for n in desk.judge()["notices"]] == ["obsolete"]


def test_only_the_county_union_records_findings(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/findings"
    neighbour = desk.caller("county_union", ("450303",))
    office = desk.caller("office")
    assert desk.sender.post(path, found("S3")).json["code"] == "role_not_allowed"
    assert office.post(path, found("S3")).json["code"] == "role_not_allowed"
    assert neighbour.post(path, found("S3")).json["code"] == "application_not_found"
    assert desk.county.post(path, found("S3", "handsome")).json["code"] == "invalid_finding"
    assert desk.county.status(id)["findings"] == {}


def test_each_sees_its_own(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    path = f"/v1/applications/{id}"
    stranger = desk.caller("posting_system", client="另一系统")
    neighbour = desk.caller("county_union", ("450303",))
    for other in (stranger, neighbour):
        assert other.get(path).status_code == 404
        assert other.get("/v1/applications").json["items"] == []
    assert desk.caller("office").get(path).status_code == 200
    assert desk.caller("integrator").get(path).status_code == 403
    assert desk.client.get(path).status_code == 401
    assert desk.client.get(path, headers={"Authorization": "Bearer gk_000000000000_x"}).status_code == 401


def test_a_draft_is_its_senders_alone(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    assert desk.county.get(f"/v1/applications/{id}").status_code == 404
    assert desk.caller("office").get(f"/v1/applications/{id}").status_code == 404


def test_a_draft_that_was_withdrawn_stays_its_senders_alone(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "填错"})
    assert desk.sender.status(id)["state"] == "withdrawn"
    assert desk.county.get(f"/v1/applications/{id}").status_code == 404
    assert desk.caller("office").get("/v1/applications").json["items"] == []


def test_an_opinion_is_recorded_by_the_county_and_asked_of_it(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    asked = {ask["kind"] for ask in desk.judge()["result"]["materials"]["asks_county"]}
    assert {"discipline_opinion", "personnel_opinion"} <= asked
    body = {"kind": "discipline_opinion", "opinion": "agree", "issued_on": "2026-05-18"}
    assert desk.county.post(f"/v1/applications/{id}/opinions", body).status_code == 202
    asked = {ask["kind"] for ask in desk.judge()["result"]["materials"]["asks_county"]}
    assert "personnel_opinion" in asked
    assert "discipline_opinion" not in asked
    deeds = desk.county.post(f"/v1/applications/{id}/opinions", body | {"kind": "deeds"})
    assert deeds.json["code"] == "unknown_material"


def test_originals_are_noted_by_the_county(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    material = desk.county.status(id)["materials"][0]
    path = f"/v1/applications/{id}/materials/{material['id']}/review"
    assert desk.sender.post(path, {"original": True}).status_code == 403
    assert desk.county.post(path, {"original": True, "copies": 2}).json["copies"] == 2
    assert desk.question().materials.items[0].copies == 2


def test_an_opinion_and_the_basis_of_a_finding_are_not_for_the_sender(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    desk.judge()
    path = f"/v1/applications/{id}"
    opinion = {"kind": "discipline_opinion", "opinion": "disagree", "issued_on": "2026-05-18"}
    desk.county.post(f"{path}/opinions", opinion)
    desk.judge()
    desk.county.post(f"{path}/findings", found("good_conduct", value=False))
    desk.judge()
    county, sender = desk.county.status(id), desk.sender.status(id)
    for secret in ("disagree", "集体研究 2026-05-12", "不是同意推荐"):
        assert secret in str(county)
        assert secret not in str(sender)
        assert secret not in desk.sender.get(f"{path}/materials").text
    assert sender["result"]["verdict"]["verdict"] == "not_eligible"


def test_the_county_union_adds_the_scan_of_its_own_opinion_and_no_other(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    theirs = desk.judge()["materials"][0]["id"]
    body = {"kind": "discipline_opinion", "opinion": "agree", "issued_on": "2026-05-18"}
    own = desk.county.post(f"/v1/applications/{id}/opinions", body).json["id"]
    assert desk.county.put(id, theirs, PDF + b"%c").json["code"] == "not_your_material"
    assert desk.sender.put(id, own, PDF + b"%c").status_code == 409
    assert desk.county.put(id, own, PDF + b"%c").status_code == 200
    assert desk.county.put(id, own, PDF + b"%d").json["code"] == "content_stored"
    assert desk.county.get(f"/v1/applications/{id}/materials/{own}/content").data == PDF + b"%c"
    assert desk.sender.get(f"/v1/applications/{id}/materials/{own}/content").status_code == 404


def test_the_county_unions_own_work_is_not_for_the_sender(desk: Desk) -> None:
    spells = {"complete": True, "items": [{"from": "2020-07", "trade": "fitter", "in_guilin": True}]}
    id = desk.sender.submitted(application(spells=spells))
    desk.judge()
    assert desk.county.post(f"/v1/applications/{id}/decision", DECISION).status_code == 200
    county, sender = desk.county.status(id), desk.sender.status(id)
    assert (county["decision"]["against_advice"], bool(county["decision"]["person"])) == (True, True)
    assert county["result"]["verdict"]["for_officer"]
    assert {"against_advice", "person"}.isdisjoint(sender["decision"])
    assert sender["result"]["verdict"]["for_officer"] is None
    assert "ineligibility_notice" in str(county["history"])
    for secret in ("ineligibility_notice", "against_advice"):
        assert secret not in str(sender["history"])
    made = [event["details"]["documents"] for event in sender["history"] if event["kind"] == "documents_made"]
    assert {item["kind"] for documents in made for item in documents} == {"receipt_slip", "annex_1"}
    actors = {event["kind"]: event["actor"] for event in sender["history"]}
    assert actors["decided"].startswith("县（市、区）总工会（") and actors["decided"].endswith("）")
    assert (
        county["decision"]["person"]
        in {event["kind"]: event["actor"] for event in county["history"]}["decided"]
    )
    assert actors["submitted"].endswith(county["decision"]["person"])  # its own clerk, of the same name here


def test_the_county_attests_who_is_a_public_official_and_exercises_power(desk: Desk) -> None:
    told = desk.county.get("/v1/editions/guilin_artisan_2025/findings").json
    questions = {item["subject"]: item["question"] for item in told}
    assert "公职人员" in questions["public_official"] and "纪检监察部门" in questions["exercises_power"]
    id = desk.sender.submitted(application(public_official=None))
    desk.judge()
    answer = desk.county.post(f"/v1/applications/{id}/findings", found("public_official", "exercises_power"))
    assert answer.status_code == 202, answer.text
    asked = desk.question()
    assert asked.facts.public_official and asked.materials.public_official and asked.materials.exercises_power
    assert "exercises_power" not in asked.facts.findings
