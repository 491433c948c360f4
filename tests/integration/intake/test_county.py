"""The county union's desk: correction, findings, opinions, decision; and who may see and do what."""

from datetime import timedelta
from typing import Any

from intake_service.use_cases.record_verdict import record_verdict
from tests.support.intake import COUNTY, PDF, Desk, application

FINDINGS = ("good_conduct", "major_contribution", "S3")


def _found(*subjects: str, value: bool = True) -> dict[str, Any]:
    return {
        "findings": [
            {"subject": subject, "value": value, "basis": "集体研究 2026-05-12", "found_on": "2026-05-12"}
            for subject in subjects
        ]
    }


DECISION = {
    "recommended": True,
    "reviewed_on": "2026-05-19",
    "participants": ["秀峰区工业和信息化局", "秀峰区科学技术局", "秀峰区人力资源和社会保障局"],
    "basis": "秀峰区总工会集体研究纪要〔2026〕1号",
}


def _incomplete(desk: Desk) -> str:
    """An application by the unit channel without its 无犯罪记录证明, checked."""
    content = application(
        channel="unit",
        recommending_unit={"name": "某机械厂"},
        consent={"given": True, "given_on": "2026-05-01"},
    )
    id = str(desk.sender.create(content).json["id"])
    desk.sender.add(id, "deeds")
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    desk.judge()
    return id


def _issue(desk: Desk, id: str, kind: str = "correction_notice") -> None:
    notice = next(item for item in desk.county.status(id)["notices"] if item["kind"] == kind)
    answer = desk.county.post(f"/v1/applications/{id}/notices/{notice['id']}/issue")
    assert answer.status_code == 202, answer.text
    desk.papers()


def test_findings_make_a_complete_application_eligible(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    first = desk.judge()
    assert (first["state"], first["verdict"]) == ("accepted", "undetermined")
    assert {item["kind"]: item["state"] for item in first["documents"]} == {
        "receipt_slip": "issued",
        "annex_1": "draft",
    }
    answer = desk.county.post(f"/v1/applications/{id}/findings", _found(*FINDINGS))
    assert answer.status_code == 202, answer.text
    assert desk.judge()["verdict"] == "eligible"
    decided = desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    assert decided.json["state"] == "recommended"
    assert desk.county.status(id)["decision"]["against_advice"] is False


def test_a_later_finding_goes_before_an_earlier_one(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", _found(*FINDINGS))
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", _found("good_conduct", value=False))
    status = desk.judge()
    assert status["verdict"] == "not_eligible"
    assert {n["kind"]: n["state"] for n in status["notices"]} == {"ineligibility_notice": "draft"}
    desk.county.post(f"/v1/applications/{id}/findings", _found("good_conduct"))
    assert [n["state"] for n in desk.judge()["notices"]] == ["obsolete"]


def test_only_the_county_union_records_findings(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/findings"
    neighbour = desk.caller("county_union", ("450303",))
    office = desk.caller("office")
    assert desk.sender.post(path, _found("S3")).json["code"] == "role_not_allowed"
    assert office.post(path, _found("S3")).json["code"] == "role_not_allowed"
    assert neighbour.post(path, _found("S3")).json["code"] == "application_not_found"
    assert desk.county.post(path, _found("S3", "handsome")).json["code"] == "invalid_finding"
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


def test_a_correction_reopens_exactly_what_it_names(desk: Desk) -> None:
    id = _incomplete(desk)
    status = desk.county.status(id)
    assert (status["state"], status["complete"]) == ("incomplete", False)
    assert desk.sender.status(id)["notices"] == []
    _issue(desk, id)
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
    id = _incomplete(desk)
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
    _issue(desk, id)
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
    _issue(desk, id)
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
    id = _incomplete(desk)
    _issue(desk, id)
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
    id = _incomplete(desk)
    _issue(desk, id)
    path = f"/v1/applications/{id}/decision"
    assert desk.county.post(path, DECISION).json["code"] == "correction_running"
    desk.clock.advance(days=11)
    assert desk.county.post(path, DECISION).json["state"] == "recommended"


def test_a_refusal_is_issued_only_after_the_decision(desk: Desk) -> None:
    spells = {"complete": True, "items": [{"from": "2016-08", "trade": "fitter", "in_guilin": True}]}
    id = desk.sender.submitted(application(spells=spells))
    status = desk.judge()
    assert (status["state"], status["verdict"]) == ("accepted", "not_eligible")
    notice = status["notices"][0]
    assert "9年11个月" in notice["items"][0]["fact_found"]
    path = f"/v1/applications/{id}"
    early = desk.county.post(f"{path}/notices/{notice['id']}/issue")
    assert (early.status_code, early.json["code"]) == (409, "not_decided")
    desk.county.post(f"{path}/decision", DECISION | {"recommended": False})
    desk.papers()
    _issue(desk, id, "ineligibility_notice")
    sent = {item["kind"]: item["state"] for item in desk.sender.status(id)["documents"]}
    assert sent["ineligibility_notice"] == "issued"


def test_the_county_may_decide_against_the_advice_and_it_is_on_record(desk: Desk) -> None:
    spells = {"complete": True, "items": [{"from": "2016-08", "trade": "fitter", "in_guilin": True}]}
    id = desk.sender.submitted(application(spells=spells))
    desk.judge()
    assert desk.county.post(f"/v1/applications/{id}/decision", DECISION).json["state"] == "recommended"
    assert desk.county.status(id)["decision"]["against_advice"] is True


def test_a_refusal_that_rules_did_not_advise_needs_its_grounds(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/decision"
    bare = desk.county.post(path, DECISION | {"recommended": False})
    assert (bare.status_code, bare.json["code"]) == (422, "grounds_required")
    assert desk.county.status(id)["state"] == "accepted"
    ground = {
        "article": "第六条",
        "quote": "具有良好的道德品行和职业操守",
        "fact_found": "经集体研究认定不符合",
    }
    answer = desk.county.post(path, DECISION | {"recommended": False, "grounds": [ground]})
    assert answer.json["state"] == "not_recommended"


def test_no_decision_before_the_check_has_been_answered(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", _found("S3"))
    answer = desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    assert (answer.status_code, answer.json["code"]) == (409, "check_pending")


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


def test_a_paper_that_the_county_obtained_does_not_stop_a_correction(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    desk.judge()
    path = f"/v1/applications/{id}"
    opinion = {"kind": "discipline_opinion", "opinion": "disagree", "issued_on": "2026-05-18"}
    assert desk.county.post(f"{path}/opinions", opinion).status_code == 202
    desk.judge()
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    desk.county.post(f"{path}/notices", {"items": [item], "materials": ["deeds"]})
    _issue(desk, id)
    desk.sender.add(id, "deeds", PDF + b"%9")
    assert desk.sender.post(f"{path}/submission").status_code == 202
    assert "discipline_opinion" in {item.kind for item in desk.question().materials.items}
    desk.answer_check()
    receipts = [data for data in desk.papers_asked() if "receiving_organ" in data]
    assert [data["items"][0]["label"] for data in receipts] == ["申报人事迹材料"]
    assert not any("意见" in item["label"] for item in receipts[0]["items"])
    difference = desk.sender.get(f"{path}/versions/2/differences").json
    assert [item["kind"] for item in difference["materials_added"]] == ["deeds"]


def test_an_opinion_and_the_basis_of_a_finding_are_not_for_the_sender(desk: Desk) -> None:
    id = desk.sender.submitted(application(public_official=True))
    desk.judge()
    path = f"/v1/applications/{id}"
    opinion = {"kind": "discipline_opinion", "opinion": "disagree", "issued_on": "2026-05-18"}
    desk.county.post(f"{path}/opinions", opinion)
    desk.judge()
    desk.county.post(f"{path}/findings", _found("good_conduct", value=False))
    desk.judge()
    county, sender = desk.county.status(id), desk.sender.status(id)
    for secret in ("disagree", "集体研究 2026-05-12", "不是同意推荐"):
        assert secret in str(county)
        assert secret not in str(sender)
        assert secret not in desk.sender.get(f"{path}/materials").text
    assert sender["result"]["verdict"]["verdict"] == "not_eligible"


def test_a_running_correction_does_not_change_what_is_judged(desk: Desk) -> None:
    id = _incomplete(desk)
    path = f"/v1/applications/{id}"
    notice = desk.county.status(id)["notices"][0]
    deeds = desk.county.status(id)["materials"][0]
    item = {"what": "工作经历", "why": "与证明不一致", "article": "第六条", "quote": "满 10 年"}
    opened = {"fields": ["spells", "form.name", "county"], "materials": ["no_crime_certificate", "deeds"]}
    body = {"items": [item], "deadline": "2026-05-25", **opened}
    assert desk.county.request("PUT", f"{path}/notices/{notice['id']}", json=body).status_code == 202
    _issue(desk, id)
    patch = {"spells": None, "form": {"name": None}, "county": "450303"}
    assert desk.sender.request("PATCH", path, json=patch).status_code == 200
    desk.sender.post(f"{path}/materials", {"kind": "no_crime_certificate"})
    desk.sender.add(id, "deeds", PDF + b"%9", replaces=deeds["id"])
    assert desk.sender.status(id)["content"]["spells"]["items"] == []
    assert len(desk.county.status(id)["content"]["spells"]["items"]) == 1
    assert desk.county.post(f"{path}/findings", _found("S3")).status_code == 202
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
    id = _incomplete(desk)
    _issue(desk, id)
    path = f"/v1/applications/{id}/materials"
    material = desk.sender.post(path, {"kind": "no_crime_certificate"}).json["id"]
    answer = desk.county.post(f"{path}/{material}/review", {"original": True})
    assert (answer.status_code, answer.json["code"]) == (409, "material_not_submitted")


def test_a_notice_goes_to_whoever_handed_the_application_in(desk: Desk) -> None:
    spells = {"complete": True, "items": [{"from": "2016-08", "trade": "fitter", "in_guilin": True}]}
    desk.sender.submitted(application(spells=spells, recommending_unit={"name": "某机械厂"}))
    desk.answer_check()
    (notice,) = [data for data in desk.papers_asked() if "addressee" in data]
    assert notice["addressee"] == "赵喆堃"


CONDUCT = {"article": "第六条", "quote": "具有良好的道德品行和职业操守"}


def test_what_a_clerk_wrote_stays_while_rules_find_the_same(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/findings", _found("good_conduct", value=False))
    notice = desk.judge()["notices"][0]
    written = CONDUCT | {"fact_found": "经办人核实后写明的事实"}
    answer = desk.county.request("PUT", f"{path}/notices/{notice['id']}", json={"items": [written]})
    assert answer.status_code == 202
    material = desk.county.status(id)["materials"][0]["id"]
    desk.county.post(f"{path}/materials/{material}/review", {"original": True})
    assert desk.judge()["notices"][0]["items"] == [written]
    desk.county.post(f"{path}/findings", _found("major_contribution", value=False))
    assert len(desk.judge()["notices"][0]["items"]) == 2


def test_a_refusal_never_rests_on_what_rules_no_longer_find(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    for value in (False, True):
        desk.county.post(f"{path}/findings", _found("good_conduct", value=value))
        desk.judge()
    answer = desk.county.post(f"{path}/decision", DECISION | {"recommended": False})
    assert (answer.status_code, answer.json["code"]) == (422, "grounds_required")
    assert desk.county.status(id)["notices"][0]["state"] == "obsolete"


def test_a_finding_with_a_long_basis_is_printed(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    finding = _found("good_conduct", value=False)["findings"][0] | {"basis": "据" * 2000}
    desk.county.post(f"/v1/applications/{id}/findings", {"findings": [finding]})
    assert desk.judge()["verdict"] == "not_eligible"


def test_a_notice_that_cannot_be_printed_is_refused(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}/notices"
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": {"blank": "?"}}
    for items in ([item], [CONDUCT | {"fact_found": "不符合"}]):
        answer = desk.county.post(path, {"items": items, "materials": ["deeds"]})
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_notice")
    far = {"items": [item | {"quote": "事迹"}], "materials": ["deeds"], "deadline": "2062-05-25"}
    assert [e["code"] for e in desk.county.post(path, far).json["errors"]] == ["deadline_far"]
    assert desk.county.status(id)["notices"] == []
    ground = CONDUCT | {"fact_found": "不符合", "quote": "条" * 2000}
    decision = DECISION | {"recommended": False, "grounds": [ground]}
    assert desk.county.post(f"/v1/applications/{id}/decision", decision).status_code == 200


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


def test_an_answer_about_a_draft_that_comes_late_does_not_undo_the_issue(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    item = {"what": "申报人事迹材料", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    path = f"/v1/applications/{id}/notices"
    notice = desk.county.post(path, {"items": [item], "materials": ["deeds"]}).json["id"]
    desk.county.post(f"{path}/{notice}/issue")
    asked = desk.outbox("docgen.render.v1")
    for row in reversed(asked):
        desk.answer_papers(row)
    assert len(asked) == 2
    states = {item["id"]: item["state"] for item in desk.county.status(id)["documents"]}
    assert states[notice] == "issued"


def test_a_repeated_answer_changes_nothing(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    asked = desk.outbox("rules.check.v1")[-1]
    status = desk.judge()
    assert status["county"] == COUNTY
    events = len(status["history"])
    repeat = desk.last_answer
    assert repeat is not None and repeat.in_reply_to == asked.id
    record_verdict(desk.intake, repeat)
    assert len(desk.county.status(id)["history"]) == events
    assert desk.outbox("docgen.render.v1") == []


def test_two_scans_of_one_statement_do_not_double_its_words(desk: Desk) -> None:
    content = application(deeds_statement="工" * 1200)
    id = desk.sender.create(content).json["id"]
    for number in range(2):
        desk.sender.add(id, "deeds", PDF + b"%" * number)
    desk.sender.add(id, "no_crime_certificate", PDF + b"%n")
    desk.sender.post(f"/v1/applications/{id}/submission")
    assert [item.characters for item in desk.question().materials.items] == [1200, 0, None]
    assert desk.judge()["complete"] is True


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
