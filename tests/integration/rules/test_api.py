"""Rules over HTTP: verdicts for integrators, and refusals that say what to do."""

import json
from typing import Any

import pytest

from tests.integration.rules.conftest import Client, Desk

FACTS: dict[str, Any] = {
    "trade": "钳工",
    "union_member": True,
    "on_front_line": True,
    "named_before": False,
    "in_catalogue": True,
    "spells": {
        "complete": True,
        "items": [{"from": "2010-07", "to": "2026-06", "trade": "钳工", "in_guilin": True}],
    },
    "contests": {"complete": True, "items": [{"contest": "自治区职工职业技能大赛", "rank": 6}]},
    "findings": {"S3": {"value": True, "by": "county_union", "basis": "集体研究 2026-05-12"}},
}
MATERIALS: dict[str, Any] = {
    "channel": "unit",
    "consent": True,
    "claims_awards": False,
    "items": [{"kind": "deeds", "characters": 1860}],
}


def eligibility(client: Client, facts: Any, **more: Any) -> Any:
    return client.post("/v1/eligibility", {"as_of": "2026-06-30", "facts": facts} | more)


def test_a_verdict_names_article_facts_asks_readings_and_receipt(client: Client) -> None:
    answer = eligibility(client, FACTS)
    assert answer.status_code == 200
    found = answer.json
    assert found["verdict"] == "undetermined"
    assert found["headline"] == "文件类条件均已具备，尚待2项人工认定（县总工会）"
    assert found["notice"] == "仅供参考，不是审核结论"
    tenure = found["conditions"][0]
    assert (tenure["id"], tenure["article"], tenure["outcome"]) == ("tenure_in_trade", "第六条", "met")
    assert tenure["facts"] == {"months": 192, "required_months": 120}
    decisive = [ask["fact"] for ask in found["asks"] if ask["decisive"]]
    assert decisive == ["findings.good_conduct", "findings.major_contribution"]
    assert found["readings"]["same_under_all"] is True
    receipt = found["receipt"]
    assert receipt["edition"] == "guilin_artisan_2025" and receipt["engine"].startswith("durable-rules")
    assert receipt["decided_at"] == "2026-07-01T04:00:00Z"


def test_the_same_question_has_the_same_answer_and_another_another_receipt(client: Client) -> None:
    first, again = (
        eligibility(client, FACTS).json,
        eligibility(client, FACTS | {"attributes": {"age": 50}}).json,
    )
    assert first == again
    other = eligibility(client, FACTS, as_of="2026-05-31").json
    assert other["receipt"]["facts_sha256"] != first["receipt"]["facts_sha256"]


def test_materials_name_what_is_missing_and_from_whom(client: Client) -> None:
    answer = client.post(
        "/v1/materials", {"stage": "submission", "as_of": "2026-06-30", "materials": MATERIALS}
    )
    assert answer.status_code == 200
    found = answer.json
    assert found["complete"] is False
    missing = next(item for item in found["outcomes"] if item["kind"] == "no_crime_certificate")
    assert (missing["outcome"], missing["article"], missing["by"]) == ("missing", "第八条（二）2", "unit")
    ask = next(ask for ask in found["asks_applicant"] if ask["kind"] == "no_crime_certificate")
    assert (ask["question"], ask["blocking"]) == ("请补交无犯罪记录证明", True)


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        ({"age": 50}, "facts.age", "extra_forbidden"),
        ({"union_member": "yes"}, "facts.union_member", "bool_type"),
        ({"union_member": 1}, "facts.union_member", "bool_type"),
        (
            {"spells": {"items": [{"from": "2020-02", "to": "2020-01"}]}},
            "facts.spells.items.0",
            "spell_ends_before_it_begins",
        ),
        ({"spells": {"items": [{"from": "2020-13"}]}}, "facts.spells.items.0.from", "month_form"),
        (
            {"contests": {"items": [{"contest": "甲", "rank": 0}]}},
            "facts.contests.items.0.rank",
            "greater_than_equal",
        ),
        (
            {"contests": {"items": [{"contest": "甲", "rank": 1e400}]}},
            "facts.contests.items.0.rank",
            "int_type",
        ),
        (
            {"contests": {"items": [{"contest": "甲", "contest_class": "乙"}]}},
            "facts.contests.items.0.contest_class",
            "unknown_contest_class",
        ),
        (
            {"contests": {"items": [{"contest": "桂林职工职业技能大赛", "contest_class": "国家一类大赛"}]}},
            "facts.contests.items.0.contest_class",
            "contradicts_name",
        ),
        (
            {"honours": {"items": [{"title": "工艺美术大师", "level": "galactic"}]}},
            "facts.honours.items.0.level",
            "unknown_level",
        ),
        (
            {"honours": {"items": [{"title": "甲", "honour_class": "乙"}]}},
            "facts.honours.items.0.honour_class",
            "unknown_honour_class",
        ),
        (
            {"honours": {"items": [{"title": "国家级非物质文化遗产代表性传承人", "level": "municipal"}]}},
            "facts.honours.items.0.level",
            "contradicts_name",
        ),
        (
            {"findings": {"S9": {"value": True, "by": "county_union", "basis": "甲"}}},
            "facts.findings.S9",
            "unknown_finding",
        ),
        (
            {"findings": {"S1": {"value": True, "by": "applicant", "basis": "甲"}}},
            "facts.findings.S1.by",
            "not_entitled",
        ),
        ({"claimed_items": ["S7"]}, "facts.claimed_items.0", "unknown_item"),
        ({"evidence": {"age": []}}, "facts.evidence.age", "unknown_fact"),
        ({"trade": "甲\0乙"}, "facts.trade", "unusable_character"),
    ],
)
def test_bad_facts_are_refused_by_field_before_the_engine_sees_them(
    client: Client, facts: dict[str, Any], field: str, code: str
) -> None:
    answer = eligibility(client, facts)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    errors = {error["field"].removeprefix("body."): error["code"] for error in answer.json["errors"]}
    assert errors == {field.removeprefix("body."): code}


@pytest.mark.parametrize(
    ("materials", "field", "code"),
    [
        ({"channel": "friend"}, "materials.channel", "unknown_channel"),
        ({"channel": "unit", "items": [{"kind": "selfie"}]}, "materials.items.0.kind", "unknown_material"),
        (
            {"channel": "expert", "recommenders": [{"qualification": "uncle"}]},
            "materials.recommenders.0.qualification",
            "unknown_qualification",
        ),
        (
            {"channel": "unit", "items": [{"kind": "deeds", "copies": -1}]},
            "materials.items.0.copies",
            "greater_than_equal",
        ),
        (
            {"channel": "unit", "items": [{"kind": "deeds", "opinion": "maybe"}]},
            "materials.items.0.opinion",
            "literal_error",
        ),
    ],
)
def test_bad_materials_are_refused_by_field(
    client: Client, materials: dict[str, Any], field: str, code: str
) -> None:
    answer = client.post("/v1/materials", {"stage": "submission", "materials": materials})
    assert answer.status_code == 422
    errors = {error["field"].removeprefix("body."): error["code"] for error in answer.json["errors"]}
    assert errors == {field: code}


def test_refusals_never_repeat_what_was_sent(client: Client) -> None:
    answer = eligibility(client, {"trade": ["李建国450302199001011234"]})
    assert answer.status_code == 422
    assert "李建国" not in answer.text and "450302199001011234" not in answer.text


def test_a_day_before_the_regulation_was_in_force_is_refused(client: Client) -> None:
    answer = eligibility(client, FACTS, as_of="2025-04-28")
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "before_in_force")
    assert eligibility(client, FACTS, as_of="2025-04-29").status_code == 200
    asked = {"stage": "submission", "as_of": "2025-04-28", "materials": MATERIALS}
    for edition in ({}, {"edition": "guilin_artisan_2025"}):
        answer = client.post("/v1/materials", asked | edition)
        assert [error["field"] for error in answer.json["errors"]] == ["as_of"]


@pytest.mark.parametrize(
    "as_of", [0, 1782777600, "1782777600", "2026-06-30T00:00:00", "2026-6-30", "2026-02-30", True, ""]
)
def test_what_is_no_day_is_refused(client: Client, as_of: Any) -> None:
    answer = eligibility(client, FACTS, as_of=as_of)
    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"field": "as_of", "code": "date_form", "message": "日期应写作“2026-06-30”。"}],
    )


def test_an_unknown_edition_is_not_found(client: Client) -> None:
    assert eligibility(client, FACTS, edition="nowhere_1999").status_code == 404
    assert client.get("/v1/editions/nowhere_1999/conditions").status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"[" * 100_000, b'{"facts": ' + b'{"attributes":' * 50_000],
    ids=["cut off", "empty", "deep lists", "deep objects"],
)
def test_what_is_no_json_is_a_bad_request_and_the_service_lives(client: Client, body: bytes) -> None:
    answer = client.post("/v1/eligibility", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert eligibility(client, FACTS).status_code == 200


def test_only_a_key_with_a_fitting_role_may_ask(desk: Desk) -> None:
    assert eligibility(Client(desk, key="gk_none_none"), FACTS).status_code == 401
    assert eligibility(Client(desk, role="operator"), FACTS).status_code == 403


def test_editions_and_their_conditions_are_told_with_their_words(client: Client) -> None:
    editions = client.get("/v1/editions").json["editions"]
    assert [edition["id"] for edition in editions if edition["id"] == "guilin_artisan_2025"]
    found = client.get("/v1/editions/guilin_artisan_2025/conditions").json
    assert found["general"][0]["parameters"] == {
        "at_least": {"months": 120},
        "same_trade": True,
        "in_region": False,
        "counting": "cumulative",
        "until": "as_of",
        "ends": "both",
    }
    assert [part["id"] for part in found["items"]["parts"]] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert found["items"]["parts"][0]["quote"].startswith("具有工艺专长")


def test_health_pings_what_rules_depends_on(client: Client) -> None:
    assert client.get("/health").status_code == 200


def batch(client: Client, text: bytes, query: str = "") -> Any:
    return client.post(f"/v1/eligibility/batch{query}", data=text, content_type="application/x-ndjson")


def lines_of(answer: Any) -> list[Any]:
    return [json.loads(line) for line in answer.data.decode().splitlines()]


def test_a_batch_answers_line_by_line_and_ends_with_its_sum(client: Client) -> None:
    line = json.dumps({"id": "hr-1", "facts": FACTS}, ensure_ascii=False).encode()
    answer = batch(client, line + b"\nnonsense\n" + line + b"\n", "?as_of=2026-06-30")
    assert (answer.status_code, answer.content_type) == (200, "application/x-ndjson")
    first, bad, second, summary = lines_of(answer)
    single = eligibility(client, FACTS).json
    assert first["verdict"] == second["verdict"] == single
    assert bad["problem"]["code"] == "malformed_json"
    assert summary["summary"] == {"lines": 3, "answered": 2, "refused": 1}


def test_a_batch_is_refused_as_a_whole_only_for_what_all_lines_share(client: Client) -> None:
    assert batch(client, b"{}", "?edition=no_such").json["code"] == "unknown_edition"
    assert batch(client, b"{}", "?detail=some").json["code"] == "invalid_request"
    assert batch(client, b'{"common": 5}').json["code"] == "invalid_common"
    assert lines_of(batch(client, b"")) == [{"summary": {"lines": 0, "answered": 0, "refused": 0}}]


def test_a_year_set_by_the_office_is_named_in_the_receipt_and_refused_where_it_does_not_fit(
    client: Client,
) -> None:
    overlay = {"readings": {"tenure_counting": "continuous"}}
    found = eligibility(client, FACTS, overlay=overlay).json
    assert found["readings"]["chosen"]["tenure_counting"] == "continuous"
    assert len(found["receipt"]["overlay_sha256"]) == 64
    refused = eligibility(client, FACTS, overlay={"readings": {"tenure_counting": "x"}})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "unknown_option")


def test_the_materials_say_under_which_readings_they_come_out_otherwise(client: Client) -> None:
    asked = {"stage": "forwarding", "as_of": "2026-06-30", "materials": MATERIALS | {"public_official": True}}
    found = client.post("/v1/materials", asked).json["readings"]
    assert found["chosen"]["public_official"] == "as_attested" and not found["same_under_all"]
    (other,) = found["differs"]
    assert other["options"] == {"public_official": "exercising_power"}
    assert other["kinds"] == ["discipline_opinion", "personnel_opinion"]
    overlay = {"readings": {"public_official": "exercising_power"}}
    chosen = client.post("/v1/materials", asked | {"overlay": overlay}).json
    assert chosen["readings"]["chosen"]["public_official"] == "exercising_power"
    assert chosen["receipt"]["overlay_sha256"]
    wrong = client.post("/v1/materials", asked | {"overlay": {"readings": {"public_official": "never"}}})
    assert (wrong.status_code, wrong.json["code"]) == (422, "readings_unfit")
