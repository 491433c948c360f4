"""Corrections (补正): what a notice opens, until when, and what stays closed and on record."""

from datetime import timedelta

from tests.support.county import DECISION, found, incomplete, issue
from tests.support.intake import PDF, Desk, application


def test_a_correction_reopens_exactly_what_it_names(desk: Desk) -> None:
    id = incomplete(desk)
    status = desk.county.status(id)
    assert (status["state"], status["complete"]) == ("incomplete", False)
    assert desk.sender.status(id)["notices"] == []
    issue(desk, id)
    status = desk.sender.status(id)
    assert (status["state"], status["opened"]["deadline"]) == ("correction", "2026-05-30")
    path = f"/v1/applications/{id}"
    changed = desk.sender.request("PATCH", path, json={"union_member": False})
    assert (changed.status_code, changed.json["code"]) == (409, "field_not_opened")
    deeds = desk.sender.post(f"{path}/materials", {"kind": "deeds"})
    assert (deeds.status_code, deeds.json["code"]) == (409, "material_not_opened")
    assert desk.sender.add(id, "no_crime_certificate", PDF + b"%3").status_code == 200
    assert desk.sender.post(f"{path}/submission").json["version"] == 2
    assert desk.judge()["state"] == "accepted"
    difference = desk.sender.get(f"{path}/versions/2/differences").json
    assert [item["kind"] for item in difference["materials_added"]] == ["no_crime_certificate"]
    assert (difference["materials_removed"], difference["content"]) == ([], {})


def test_the_clerk_may_change_the_draft_and_open_a_field(desk: Desk) -> None:
    id = incomplete(desk)
    notice = desk.county.status(id)["notices"][0]
    item = {
        "what": "工作单位",
        "why": "与证明不一致",
        "article": "第八条（二）2",
        "quote": {"blank": "not_applicable"},
    }
    path = f"/v1/applications/{id}/notices/{notice['id']}"
    body = {
        "items": [item],
        "fields": ["form.employer"],
        "materials": ["no_crime_certificate"],
        "deadline": "2026-05-25",
    }
    assert desk.county.request("PUT", path, json=body).status_code == 202
    bad = desk.county.request(
        "PUT", path, json=body | {"fields": ["form.shoe_size"], "deadline": "2026-05-19"}
    )
    assert {error["code"] for error in bad.json["errors"]} == {"unknown_field", "deadline_past"}
    issue(desk, id)
    assert desk.county.request("PUT", path, json=body).json["code"] == "notice_not_draft"
    changed = desk.sender.request("PATCH", f"/v1/applications/{id}", json={"form": {"employer": "另一家厂"}})
    assert changed.status_code == 200


def test_a_replaced_scan_stays_on_record(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    old = next(item for item in desk.sender.status(id)["materials"] if item["kind"] == "deeds")
    item = {
        "what": "申报人事迹材料",
        "why": "第2页缺页",
        "article": "第八条（二）1",
        "quote": "申报人事迹材料",
    }
    draft = desk.county.post(f"/v1/applications/{id}/notices", {"items": [item], "materials": ["deeds"]})
    assert draft.status_code == 202, draft.text
    issue(desk, id)
    path = f"/v1/applications/{id}/materials"
    touched = desk.sender.put(id, old["id"], PDF + b"%9")
    assert (touched.status_code, touched.json["code"]) == (409, "material_submitted")
    added = desk.sender.add(id, "deeds", PDF + b"%9", replaces=old["id"])
    assert added.status_code == 200
    desk.sender.post(f"/v1/applications/{id}/submission")
    listed = {item["id"]: item for item in desk.sender.get(path).json}
    assert listed[old["id"]]["in_force"] is False
    assert desk.sender.get(f"{path}/{old['id']}/content").data == PDF
    difference = desk.county.get(f"/v1/applications/{id}/versions/2/differences").json
    assert [item["id"] for item in difference["materials_removed"]] == [old["id"]]


def test_the_last_day_of_a_correction_counts_and_the_next_does_not(desk: Desk) -> None:
    id = incomplete(desk)
    issue(desk, id)
    desk.clock.advance(days=10)
    assert desk.sender.add(id, "no_crime_certificate", PDF + b"%3").status_code == 200
    desk.clock.now += timedelta(hours=12)  # past midnight in Guilin
    for answer in (
        desk.sender.post(f"/v1/applications/{id}/submission"),
        desk.sender.request("PATCH", f"/v1/applications/{id}", json={}),
    ):
        assert (answer.status_code, answer.json["code"]) == (409, "correction_deadline_passed")
        assert answer.json["basis"] == "办法未规定，按本年度设定"


def test_no_decision_while_a_correction_runs(desk: Desk) -> None:
    id = incomplete(desk)
    issue(desk, id)
    path = f"/v1/applications/{id}/decision"
    assert desk.county.post(path, DECISION).json["code"] == "correction_running"
    desk.clock.advance(days=11)
    assert desk.county.post(path, DECISION).json["state"] == "recommended"


def test_a_paper_that_the_county_obtained_does_not_stop_a_correction(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    desk.judge()
    path = f"/v1/applications/{id}"
    opinion = {"kind": "discipline_opinion", "opinion": "disagree", "issued_on": "2026-05-18"}
    assert desk.county.post(f"{path}/opinions", opinion).status_code == 202
    desk.judge()
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    desk.county.post(f"{path}/notices", {"items": [item], "materials": ["deeds"]})
    issue(desk, id)
    desk.sender.add(id, "deeds", PDF + b"%9")
    assert desk.sender.post(f"{path}/submission").status_code == 202
    assert "discipline_opinion" in {item.kind for item in desk.question().materials.items}
    desk.answer_check()
    receipts = [data for data in desk.papers_asked() if "receiving_organ" in data]
    assert [data["items"][0]["label"] for data in receipts] == ["申报人事迹材料"]
    assert not any("意见" in item["label"] for item in receipts[0]["items"])
    difference = desk.sender.get(f"{path}/versions/2/differences").json
    assert [item["kind"] for item in difference["materials_added"]] == ["deeds"]


def test_a_running_correction_does_not_change_what_is_judged(desk: Desk) -> None:
    id = incomplete(desk)
    path = f"/v1/applications/{id}"
    notice = desk.county.status(id)["notices"][0]
    deeds = desk.county.status(id)["materials"][0]
    item = {"what": "工作经历", "why": "与证明不一致", "article": "第六条", "quote": "满 10 年"}
    opened = {"fields": ["spells", "form.name", "county"], "materials": ["no_crime_certificate", "deeds"]}
    body = {"items": [item], "deadline": "2026-05-25", **opened}
    assert desk.county.request("PUT", f"{path}/notices/{notice['id']}", json=body).status_code == 202
    issue(desk, id)
    patch = {"spells": None, "form": {"name": None}, "county": "450303"}
    assert desk.sender.request("PATCH", path, json=patch).status_code == 200
    desk.sender.post(f"{path}/materials", {"kind": "no_crime_certificate"})
    desk.sender.add(id, "deeds", PDF + b"%9", replaces=deeds["id"])
    assert desk.sender.status(id)["content"]["spells"]["items"] == []
    assert len(desk.county.status(id)["content"]["spells"]["items"]) == 1
    assert desk.county.post(f"{path}/findings", found("S3")).status_code == 202
    asked = desk.question()
    assert [item.scans for item in asked.materials.items] == [(deeds["id"],)]
    assert asked.facts.spells is not None and len(asked.facts.spells.items) == 1
    desk.judge()
    desk.clock.advance(days=10)
    ground = {"article": "第六条", "quote": "应为工会会员", "fact_found": "不是工会会员"}
    refusal = DECISION | {"recommended": False, "grounds": [ground]}
    assert desk.county.post(f"{path}/decision", refusal).json["state"] == "not_recommended"
    assert desk.sender.status(id)["content"]["form"]["name"] == "赵喆堃"


def test_a_paper_that_is_not_submitted_yet_is_not_reviewed(desk: Desk) -> None:
    id = incomplete(desk)
    issue(desk, id)
    path = f"/v1/applications/{id}/materials"
    material = desk.sender.post(path, {"kind": "no_crime_certificate"}).json["id"]
    answer = desk.county.post(f"{path}/{material}/review", {"original": True})
    assert (answer.status_code, answer.json["code"]) == (409, "material_not_submitted")


def test_a_notice_is_not_issued_with_a_deadline_that_has_passed(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/notices"
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "事迹材料"}
    body = {"items": [item], "materials": ["deeds"], "deadline": "2026-05-21"}
    notice = desk.county.post(path, body).json["id"]
    desk.clock.advance(days=2)
    answer = desk.county.post(f"{path}/{notice}/issue")
    assert (answer.status_code, answer.json["code"]) == (422, "deadline_past")
    assert desk.county.status(id)["state"] == "accepted"


def test_two_scans_of_one_statement_do_not_double_its_words(desk: Desk) -> None:
    content = application(deeds_statement="工" * 1200)
    id = desk.sender.create(content).json["id"]
    for number in range(2):
        desk.sender.add(id, "deeds", PDF + b"%" * number)
    desk.sender.add(id, "no_crime_certificate", PDF + b"%n")
    desk.sender.post(f"/v1/applications/{id}/submission")
    assert [item.characters for item in desk.question().materials.items] == [1200, 0, None]
    assert desk.judge()["complete"] is True
