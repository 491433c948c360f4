"""The decision after collective review (集体研究审核) and the notices of it."""

from intake_service.use_cases.record_verdict import record_verdict
from tests.support.county import DECISION, found, incomplete, issue
from tests.support.intake import COUNTY, Desk, application

CONDUCT = {"article": "第六条", "quote": "具有良好的道德品行和职业操守"}


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
    issue(desk, id, "ineligibility_notice")
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
    desk.county.post(f"/v1/applications/{id}/findings", found("S3"))
    answer = desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    assert (answer.status_code, answer.json["code"]) == (409, "check_pending")


def test_a_notice_goes_to_whoever_handed_the_application_in(desk: Desk) -> None:
    spells = {"complete": True, "items": [{"from": "2016-08", "trade": "fitter", "in_guilin": True}]}
    desk.sender.submitted(application(spells=spells, recommending_unit={"name": "某机械厂"}))
    desk.answer_check()
    (notice,) = [data for data in desk.papers_asked() if "addressee" in data]
    assert notice["addressee"] == "赵喆堃"


def test_what_a_clerk_wrote_stays_while_rules_find_the_same(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/findings", found("good_conduct", value=False))
    notice = desk.judge()["notices"][0]
    written = CONDUCT | {"fact_found": "经办人核实后写明的事实"}
    answer = desk.county.request("PUT", f"{path}/notices/{notice['id']}", json={"items": [written]})
    assert answer.status_code == 202
    material = desk.county.status(id)["materials"][0]["id"]
    desk.county.post(f"{path}/materials/{material}/review", {"original": True})
    assert desk.judge()["notices"][0]["items"] == [written]
    desk.county.post(f"{path}/findings", found("major_contribution", value=False))
    assert len(desk.judge()["notices"][0]["items"]) == 2


def test_a_refusal_never_rests_on_what_rules_no_longer_find(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    for value in (False, True):
        desk.county.post(f"{path}/findings", found("good_conduct", value=value))
        desk.judge()
    answer = desk.county.post(f"{path}/decision", DECISION | {"recommended": False})
    assert (answer.status_code, answer.json["code"]) == (422, "grounds_required")
    assert desk.county.status(id)["notices"][0]["state"] == "obsolete"


def test_a_finding_with_a_long_basis_is_printed(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    finding = found("good_conduct", value=False)["findings"][0] | {"basis": "据" * 2000}
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


def test_a_notice_of_a_withdrawn_application_is_neither_changed_nor_issued(desk: Desk) -> None:
    id = incomplete(desk)
    path = f"/v1/applications/{id}"
    notice = desk.county.status(id)["notices"][0]["id"]
    assert desk.sender.post(f"{path}/withdrawal", {"reason": "本人放弃"}).status_code == 200
    item = {"what": "事迹", "why": "缺页", "article": "第八条（二）2", "quote": "申报人事迹材料"}
    changed = desk.county.request(
        "PUT", f"{path}/notices/{notice}", json={"items": [item], "materials": ["deeds"]}
    )
    issued = desk.county.post(f"{path}/notices/{notice}/issue")
    assert [(answer.status_code, answer.json["code"]) for answer in (changed, issued)] == [
        (409, "wrong_state")
    ] * 2
    assert "已撤回" in changed.json["title"] and desk.outbox("docgen.render.v1") == []
