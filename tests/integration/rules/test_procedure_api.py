"""Procedure, naming, treatment and revocation over HTTP: answers with article and words, refusals that help."""

from typing import Any

import pytest

from rules_service.app import create_app
from tests.integration.rules.conftest import Client, Desk

FINDING = {"value": True, "by": "office", "basis": "办公室核实 2026-05-20"}
NOTICE = {
    "layer": "regional",
    "year": 2026,
    "rest_days": ["2026-04-20", "2026-04-21"],
    "source": "演示用通知",
}


def codes(answer: Any) -> dict[str, str]:
    assert answer.content_type == "application/problem+json"
    return {error["field"].removeprefix("body."): error["code"] for error in answer.json["errors"]}


def test_every_example_of_the_documentation_is_answered(desk: Desk, client: Client) -> None:
    document = create_app(desk.settings, desk.rules).api_doc
    tried = 0
    for path, operations in document["paths"].items():
        content = operations.get("post", {}).get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        if schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            example = document["components"]["schemas"][name]["example"]
            answer = client.post(path, example)
            assert answer.status_code == 200, (path, answer.text)
            tried += 1
    assert tried >= 8


def test_list_sizes_cite_each_ratio_and_tell_the_other_readings(client: Client) -> None:
    found = client.post("/v1/list-sizes", {"quota": 13}).json
    assert [(item["stage"], item["ratio"], item["exact"], item["size"]) for item in found["lists"]] == [
        ("preliminary_review", "1:1.5", "19.5", 20),
        ("assessment", "1:1.3", "16.9", 17),
        ("approval", "1:1.1", "14.3", 15),
    ]
    assert (found["named"], found["reserve"]["size"], found["reserve"]["share"]) == (13, 2, "10%")
    assert found["lists"][2]["article"] == "第八条（五）" and found["lists"][2]["quote"]
    assert found["readings"]["chosen"]["reserve_share"] == "within_remainder"
    assert found["readings"]["basis"] == "办法未规定，按本年度设定"
    on_top = next(o for o in found["readings"]["differs"] if o["options"] == {"reserve_share": "on_top"})
    assert (on_top["named"], on_top["reserve"]) == (15, 2)
    assert found["receipt"]["engine"] == "exact-fractions"
    assert found["receipt"]["decided_at"] == "2026-07-01T04:00:00Z"


def test_what_is_no_quota_is_refused(client: Client) -> None:
    for quota in (0, 10_001, 1.5, "5", True, None):
        answer = client.post("/v1/list-sizes", {"quota": quota})
        assert answer.status_code == 422 and set(codes(answer)) == {"quota"}, quota


def test_a_window_tells_every_day_off_with_its_source(client: Client) -> None:
    found = client.post("/v1/publicity-window", {"published_on": "2026-09-24"}).json
    assert (found["first_day"], found["last_day"]) == ("2026-09-28", "2026-10-09")
    assert found["may_be_named_from"] == "2026-10-10"
    off = [day for day in found["days"] if not day["working"]]
    assert [day["day"] for day in off] == ["2026-09-25", "2026-09-26", "2026-09-27"] + [
        f"2026-10-0{n}" for n in range(1, 8)
    ]
    assert off[0]["label"] == "中秋"
    assert off[0]["source"] == "《国务院办公厅关于2026年部分节假日安排的通知》（chinesecalendar 1.11.0）"
    assert sum(day["counted"] for day in found["days"]) == 5
    assert found["site"] == "桂林市总工会门户网站"
    included = found["readings"]["differs"][0]
    assert (included["first_day"], included["last_day"]) == ("2026-09-24", "2026-10-08")
    assert found["receipt"]["engine"] == "chinesecalendar 1.11.0"


@pytest.mark.parametrize(
    ("published_on", "code", "notice"),
    [
        ("2026-12-28", "missing_national_notice", "《国务院办公厅关于2027年部分节假日安排的通知》"),
        (
            "2026-04-10",
            "missing_regional_notice",
            "《广西壮族自治区人民政府办公厅关于2026年“壮族三月三”放假的通知》",
        ),
    ],
)
def test_a_notice_that_is_missing_is_named_and_nothing_is_guessed(
    client: Client, published_on: str, code: str, notice: str
) -> None:
    answer = client.post("/v1/publicity-window", {"published_on": published_on})
    assert (answer.status_code, answer.json["code"]) == (409, "calendar_not_covered")
    assert codes(answer) == {"calendar.notices": code}
    assert notice in answer.json["errors"][0]["message"]
    assert answer.json["basis"].startswith("第八条（六）")


def test_what_the_office_enters_fills_the_gap_and_is_named_in_the_receipt(client: Client) -> None:
    body = {"published_on": "2026-04-15", "calendar": {"notices": [NOTICE]}}
    found = client.post("/v1/publicity-window", body).json
    assert (found["first_day"], found["last_day"]) == ("2026-04-16", "2026-04-24")
    festival = next(day for day in found["days"] if day["day"] == "2026-04-20")
    assert (festival["label"], festival["layer_label"], festival["source"]) == (
        "壮族三月三",
        "广西",
        "演示用通知",
    )
    assert found["receipt"]["overlay_sha256"]


UNFIT_WINDOWS: list[tuple[dict[str, Any], str, str]] = [
    ({"published_on": "2025-04-28"}, "published_on", "before_in_force"),
    ({"published_on": "2026-02-30"}, "published_on", "date_form"),
    (
        {"published_on": "2026-04-15", "calendar": {"notices": [NOTICE, NOTICE]}},
        "calendar",
        "entered_twice",
    ),
    (
        {"published_on": "2026-04-15", "readings": {"publication_day": "perhaps"}},
        "readings.publication_day",
        "unknown_option",
    ),
    (
        {"published_on": "2026-04-15", "readings": {"list_rounding": "up"}},
        "readings.list_rounding",
        "unknown_reading",
    ),
]


def test_a_window_that_cannot_be_meant_is_refused(client: Client) -> None:
    for body, field, code in UNFIT_WINDOWS:
        answer = client.post("/v1/publicity-window", body)
        assert (answer.status_code, codes(answer)) == (422, {field: code})


def test_naming_waits_for_the_end_of_the_publicity_and_for_objections(client: Client) -> None:
    facts = {"last_day": "2026-09-24", "objections": [], "candidate": "unchanged"}
    before = client.post("/v1/naming", {"as_of": "2026-09-24", "facts": facts}).json
    assert (before["outcome"], before["reasons"][0]["article"]) == ("not_yet", "第八条（六）")
    after = client.post("/v1/naming", {"as_of": "2026-09-25", "facts": facts}).json
    assert (after["outcome"], after["document"]) == ("may_be_named", "通报")
    assert after["issuer_labels"][0] == "桂林市总工会" and len(after["issuers"]) == 4
    unknown = client.post("/v1/naming", {"as_of": "2026-09-25", "facts": {}}).json
    assert unknown["outcome"] == "unknown"
    assert [ask["fact"] for ask in unknown["asks"]] == ["last_day", "objections", "candidate"]


def test_a_revocation_is_made_out_prima_facie_and_says_what_is_recovered(client: Client) -> None:
    values = {"effective": True, "sanction": "removal"}
    paper = {"kind": "sanction", "decided_on": "2026-03-01", "values": values, "scans": ["处分决定"]}
    facts = {"named_on": "2026-01-15", "records": {"complete": True, "items": [paper]}}
    found = client.post("/v1/revocation", {"facts": facts}).json
    assert found["outcome"] == "made_out_prima_facie"
    assert found["headline"].startswith("初步成立：“受到行政撤职或党内留党察看以上处分”（第十六条（三））")
    assert found["notice"] == "仅供参考，不是撤销决定"
    ground = next(item for item in found["grounds"] if item["id"] == "R3")
    assert (ground["article"], ground["quote"]) == ("第十六条（三）", "受到行政撤职或党内留党察看以上处分的")
    assert ground["detail"]["facts"] == {
        "papers": [
            "行政处分、政务处分、党纪处分或单位处理"
            "（2026-03-01，已发生法律效力：是，处分：撤职，命名之后作出：是）"
        ]
    }
    assert ground["detail"]["scans"] == ["处分决定"]
    assert [item["label"] for item in found["recovered"]] == ["奖杯", "证书", "一次性激励金"]
    kept = {item["id"]: item["note"] for item in found["not_recovered"]}
    assert set(kept) == {"union_subsidy", "upward"} and all(kept.values())
    assert [step["actor"] for step in found["procedure"][:3]] == ["office", "office", "leading_group"]
    assert not any(ask["decisive"] for ask in found["asks"])
    assert found["receipt"]["engine"].startswith("durable-rules")


def test_a_revocation_of_which_nothing_is_known_is_open_and_asks(client: Client) -> None:
    found = client.post("/v1/revocation", {"facts": {"named_on": "2026-01-15"}}).json
    assert found["outcome"] == "needs_judgement"
    assert {ground["outcome"] for ground in found["grounds"]} == {"needs_judgement"}
    records = next(ask for ask in found["asks"] if ask["fact"] == "records")
    assert (records["type"], records["decisive"], records["attested_by"]) == ("records", True, ["office"])
    assert {"R1", "R2.penalty", "R2.ruling", "R3", "R5.false"} == set(records["conditions"])


def record(**changes: Any) -> dict[str, Any]:
    made = {"kind": "sanction", "values": {"effective": True, "sanction": "removal"}} | changes
    return {"records": {"items": [made]}}


UNFIT_REVOCATIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"named_on": "2026-07-02"}, "facts.named_on", "in_the_future"),
    ({"named_on": 5}, "facts.named_on", "date_form"),
    (record(kind="gossip"), "facts.records.items.0.kind", "unknown_record"),
    (record(decided_on="2026-07-02"), "facts.records.items.0.decided_on", "in_the_future"),
    (record(values={"colour": True}), "facts.records.items.0.values.colour", "unknown_field"),
    (record(values={"effective": "yes"}), "facts.records.items.0.values.effective", "bool_type"),
    (record(values={"sanction": True}), "facts.records.items.0.values.sanction", "unknown_option"),
    (record(values={"sanction": "frown"}), "facts.records.items.0.values.sanction", "unknown_option"),
    (
        record(kind="false_material", values={"proven_false": True}, finding=FINDING),
        "facts.records.items.0.finding",
        "unknown_finding",
    ),
    (
        record(kind="ip_penalty", values={"infringer": "employer"}, finding=FINDING),
        "facts.records.items.0.finding",
        "finding_ambiguous",
    ),
    (
        record(kind="ip_penalty", values={}, findings={"effective": FINDING}),
        "facts.records.items.0.findings.effective",
        "unknown_finding",
    ),
    ({"findings": {"R1": FINDING}}, "facts.findings.R1", "unknown_finding"),
    (
        {"findings": {"R7": FINDING | {"by": "county_union"}}},
        "facts.findings.R7.by",
        "not_entitled",
    ),
]


def test_facts_of_a_revocation_that_do_not_fit_are_refused(client: Client) -> None:
    for facts, field, code in UNFIT_REVOCATIONS:
        answer = client.post("/v1/revocation", {"facts": {"named_on": "2026-01-15"} | facts})
        assert (answer.status_code, codes(answer)) == (422, {field: code})


def test_treatment_waits_for_the_amounts_of_the_year(client: Client) -> None:
    waiting = client.post("/v1/treatment", {"facts": {"named": True}}).json
    by_id = {item["id"]: item for item in waiting["benefits"]}
    assert by_id["trophy"]["state"] == "due"
    assert by_id["bonus"]["state"] == "waits_for_amount" and by_id["bonus"]["once"]
    assert by_id["union_subsidy"]["to_label"] == "所在单位工会"
    assert by_id["union_subsidy"]["earmark"] == "专项用于开展技能创新、科研攻关项目活动等"
    amounts = [ask for ask in waiting["asks"] if ask["type"] == "amount"]
    assert [ask["fact"] for ask in amounts] == ["amounts.bonus", "amounts.union_subsidy"]
    body = {"facts": {"named": True, "amounts": {"bonus": "5000.5", "union_subsidy": 10_000}}}
    known = client.post("/v1/treatment", body).json
    assert [item["amount_fen"] for item in known["benefits"]] == [None, None, 500_050, 1_000_000]
    assert [item["amount"] for item in known["benefits"]] == [None, None, "5000.50", "10000.00"]
    assert known["receipt"]["overlay_sha256"]


def test_the_pool_has_no_term_and_breaks_ties_only(client: Client) -> None:
    body = {"facts": {"named": False, "findings": {"pool": FINDING}}}
    pool = client.post("/v1/treatment", body).json["pool"]
    assert (pool["state"], pool["term_years"], pool["decider"]) == ("may_enter", None, "leading_group")
    assert pool["decided_by"]["by_label"] == "“桂林工匠”推荐宣传学习工作领导小组办公室"
    assert "不加分" in pool["priority_text"]


UNFIT: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "/v1/treatment",
        {"facts": {"amounts": {"trophy": 1}}},
        "facts.amounts.trophy",
        "unknown_amount",
    ),
    (
        "/v1/treatment",
        {"facts": {"amounts": {"bonus": -1}}},
        "facts.amounts.bonus",
        "amount_form",
    ),
    (
        "/v1/treatment",
        {"facts": {"amounts": {"bonus": 5000.125}}},
        "facts.amounts.bonus",
        "amount_form",
    ),
    (
        "/v1/treatment",
        {"facts": {"findings": {"pool": FINDING | {"by": "applicant"}}}},
        "facts.findings.pool.by",
        "not_entitled",
    ),
    (
        "/v1/tie-break",
        {"contenders": [{"ref": "a", "place": 1}, {"ref": "a", "place": 2}]},
        "contenders.1.ref",
        "entered_twice",
    ),
    (
        "/v1/tie-break",
        {"contenders": [{"ref": "李建国", "place": 1}]},
        "contenders.0.ref",
        "string_pattern_mismatch",
    ),
    ("/v1/naming", {"facts": {"objections": ["maybe"]}}, "facts.objections.0", "literal_error"),
]


def test_what_does_not_fit_is_refused_by_field(client: Client) -> None:
    for path, body, field, code in UNFIT:
        answer = client.post(path, body)
        assert (answer.status_code, codes(answer)) == (422, {field: code})


def test_an_edition_tells_its_procedure_with_words_and_readings(client: Client) -> None:
    for part in ("stages", "revocation", "treatment"):
        found = client.get(f"/v1/editions/guilin_artisan_2025/{part}").json
        assert found["edition"]["id"] == "guilin_artisan_2025"
        assert found[part] and found["readings"]


def test_the_stages_are_told_in_order_with_ratio_and_meetings(client: Client) -> None:
    found = client.get("/v1/editions/guilin_artisan_2025/stages").json["stages"]
    lists = {stage["id"]: stage["list"]["ratio"] for stage in found["stages"] if stage["list"]}
    assert lists == {"preliminary_review": "1:1.5", "assessment": "1:1.3", "approval": "1:1.1"}
    assessment = next(stage for stage in found["stages"] if stage["id"] == "assessment")
    assert [meeting["label"] for meeting in assessment["meetings"]] == ["党组会议", "主席办公会议"]
    assert found["lists"]["reserve"]["share"] == "10%"
    assert found["publicity"]["working_days"] == 5


def test_the_calendar_tells_which_years_are_still_open(client: Client) -> None:
    found = client.get("/v1/editions/guilin_artisan_2025/calendar").json
    years = found["calendar"]["regional"]["years"]
    assert [year for year, data in years.items() if data["rest_days"] is None] == ["2026", "2027"]
    assert found["national_source"] == "chinesecalendar 1.11.0"


def test_only_a_key_with_a_fitting_role_may_ask(desk: Desk) -> None:
    for path in ("list-sizes", "publicity-window", "naming", "treatment", "tie-break", "revocation"):
        assert Client(desk, key="gk_none_none").post(f"/v1/{path}", {}).status_code == 401
    assert Client(desk, role="operator").post("/v1/list-sizes", {"quota": 5}).status_code == 403
