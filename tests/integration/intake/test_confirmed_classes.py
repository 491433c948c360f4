"""What kind of contest or honour one is (第六条（四）（六）): the application proposes, the county union confirms."""

from typing import Any

import pytest

from intake_service.use_cases.keep_register import enter_honours, revoke_honours
from shared.problems import Refusal
from tests.support.county import FINDINGS, found, issue
from tests.support.intake import Desk, application, id_number

NATIONAL, CLASS = "国家一类大赛", "contests[0].contest_class"


def _contest(name: str = "第九届某某技能竞赛", **said: Any) -> dict[str, Any]:
    return {"complete": True, "items": [{"contest": name, "rank": 3} | said]}


def _confirmed(answer: str, subject: str = CLASS) -> dict[str, Any]:
    finding = {"subject": subject, "answer": answer, "basis": "核对证书原件", "found_on": "2026-05-12"}
    return {"findings": [finding]}


def _class_asked(desk: Desk) -> str | None:
    """The class of the first contest as rules was asked about it."""
    contests = desk.question().facts.contests
    assert contests
    return contests.items[0].contest_class


def _accepted(desk: Desk, **changes: Any) -> str:
    id = desk.sender.submitted(application(claimed_items=["S6"], **changes))
    desk.judge()
    desk.county.post(f"/v1/applications/{id}/findings", found(*FINDINGS[:2]))
    desk.judge()
    return id


def test_a_class_counts_only_once_the_county_union_has_confirmed_it(desk: Desk) -> None:
    id = _accepted(desk, contests=_contest(contest_class=NATIONAL))
    before = desk.county.status(id)
    assert (before["verdict"], before["proposals"]) == ("undetermined", {CLASS: NATIONAL})
    assert CLASS in {ask["fact"] for ask in before["result"]["verdict"]["asks"] if ask["decisive"]}
    answer = desk.county.post(f"/v1/applications/{id}/findings", _confirmed(NATIONAL))
    assert answer.status_code == 202, answer.text
    after = desk.judge()
    assert after["verdict"] == "eligible"
    assert desk.county.status(id)["findings"][CLASS]["answer"] == NATIONAL
    assert desk.sender.status(id)["proposals"] == {}


def test_the_county_union_may_confirm_another_class_than_the_application_says(desk: Desk) -> None:
    id = _accepted(desk, contests=_contest(contest_class=NATIONAL))
    desk.county.post(f"/v1/applications/{id}/findings", _confirmed("其他"))
    assert _class_asked(desk) == "其他"
    assert desk.judge()["verdict"] == "undetermined"


def test_what_an_honour_is_must_be_confirmed_as_well(desk: Desk) -> None:
    honours = {"complete": True, "items": [{"title": "全国技术能手荣誉称号", "honour_class": "全国技术能手"}]}
    id = _accepted(desk, honours=honours)
    assert desk.county.status(id)["verdict"] == "undetermined"
    confirmed = _confirmed("全国技术能手", "honours[0].honour_class")
    desk.county.post(f"/v1/applications/{id}/findings", confirmed)
    assert desk.judge()["verdict"] == "eligible"


def test_a_confirmation_is_void_once_another_contest_stands_in_its_place(desk: Desk) -> None:
    id = _accepted(desk, contests=_contest())
    desk.county.post(f"/v1/applications/{id}/findings", _confirmed(NATIONAL))
    assert desk.judge()["verdict"] == "eligible"
    item = {"what": "竞赛名称", "why": "与证书不符", "article": "第八条（二）", "quote": "各类证书原件"}
    notice = {"items": [item], "fields": ["contests"], "materials": [], "deadline": "2026-05-30"}
    draft = desk.county.status(id)["notices"][0]["id"]
    changed = desk.county.request("PUT", f"/v1/applications/{id}/notices/{draft}", json=notice)
    assert changed.status_code == 202, changed.text
    desk.papers()
    issue(desk, id)
    changed = desk.sender.request("PATCH", f"/v1/applications/{id}", json={"contests": _contest("另一竞赛")})
    assert changed.status_code == 200, changed.text
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    assert _class_asked(desk) is None
    assert desk.judge()["verdict"] == "undetermined"


@pytest.mark.parametrize(
    ("finding", "field", "code"),
    [
        ({"subject": CLASS, "answer": "省级大赛"}, "answer", "unknown_contest_class"),
        ({"subject": CLASS, "answer": NATIONAL}, "answer", "contradicts_name"),
        ({"subject": CLASS, "value": True}, "answer", "answer_required"),
        ({"subject": "contests[1].contest_class", "answer": NATIONAL}, "subject", "unknown_subject"),
        ({"subject": "good_conduct", "answer": NATIONAL}, "value", "value_required"),
        ({"subject": "good_conduct"}, "value", "value_required"),
    ],
)
def test_a_wrong_confirmation_is_refused(desk: Desk, finding: dict[str, Any], field: str, code: str) -> None:
    id = _accepted(desk, contests=_contest("桂林职工职业技能大赛"))
    body = {"findings": [finding | {"basis": "核对证书原件", "found_on": "2026-05-12"}]}
    answer = desk.county.post(f"/v1/applications/{id}/findings", body)
    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [(f"findings.0.{field}", code)]


def test_what_may_be_confirmed_is_told_with_its_answers(desk: Desk) -> None:
    told = desk.county.get("/v1/editions/guilin_artisan_2025/findings").json
    answers = {item["subject"]: item.get("answers") for item in told}
    assert answers["good_conduct"] is None
    assert not [item["question"] for item in told if "{" in item["question"]]
    assert {NATIONAL, "其他"} < set(answers["contests[n].contest_class"])


def test_the_register_tells_a_title_that_was_revoked(desk: Desk) -> None:
    enter_honours(desk.intake, "guilin_artisan_2025", 2025, [id_number()])
    desk.sender.submitted(application())
    assert (desk.question().facts.named_before, desk.question().facts.title_revoked) == (True, False)
    desk.judge()
    assert revoke_honours(desk.intake, 2025, [id_number()]) == 1
    assert revoke_honours(desk.intake, 2025, [id_number()]) == 0
    desk.sender.submitted(application())
    assert (desk.question().facts.named_before, desk.question().facts.title_revoked) == (True, True)


def test_a_title_that_was_never_entered_cannot_be_noted_as_revoked(desk: Desk) -> None:
    enter_honours(desk.intake, "guilin_artisan_2025", 2025, [id_number()])
    with pytest.raises(Refusal) as error:
        revoke_honours(desk.intake, 2025, [id_number(), id_number(sequence=3)])
    assert error.value.code == "title_not_entered"
    desk.sender.submitted(application())
    assert desk.question().facts.title_revoked is False
