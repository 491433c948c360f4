"""Procedure, treatment and what an edition tells of them over HTTP: answers with article and words, refusals that help."""

from typing import Any

from rules_service.app import create_app
from tests.integration.rules.conftest import FINDING, Client, Desk, codes


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
