"""From a draft to a submission: what is taken, what is refused, and that nothing is half-done."""

import io
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.database import transaction
from tests.support.intake import PDF, Desk, application, form, id_number


def test_a_whole_application_is_submitted_and_gets_a_number(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    status = desk.sender.status(id)
    assert (status["state"], status["number"], status["version"]) == ("submitted", "2026-450302-0001", 1)
    assert [event["kind"] for event in status["history"]][-1] == "submitted"
    assert len(desk.outbox("rules.check.v1")) == 1


def test_numbers_count_on_within_a_county(desk: Desk) -> None:
    numbers = []
    for sequence in (1, 3):
        content = application(form=form(id_number=id_number(sequence=sequence)))
        numbers.append(desk.sender.status(desk.sender.submitted(content))["number"])
    assert numbers == ["2026-450302-0001", "2026-450302-0002"]


def test_the_same_key_creates_one_application(desk: Desk) -> None:
    first = desk.sender.create(application(), key="k-1")
    again = desk.sender.create(application(), key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["id"] == first.json["id"]
    assert len(desk.sender.get("/v1/applications").json["items"]) == 1


def test_the_same_key_with_another_body_is_refused(desk: Desk) -> None:
    desk.sender.create(application(), key="k-1")
    answer = desk.sender.create(application(trade="welder"), key="k-1")
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_of_another_client_is_its_own(desk: Desk) -> None:
    other = desk.caller("posting_system", client="另一系统")
    assert desk.sender.create(application(), key="k-1").status_code == 201
    assert other.create(application(), key="k-1").status_code == 201


def test_a_key_is_required(desk: Desk) -> None:
    answer = desk.sender.post("/v1/applications", application())
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_required")


def _expert(**changes: str) -> dict[str, str]:
    return {
        "name": "钱学工", "id_number": "11010519491231002X", "employer": "某厂",
        "qualification": "senior_technician",
    } | changes  # fmt: skip


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("an unknown channel", {"channel": "friend"}, "channel", "unknown_channel"),
    ("a county of another city", {"county": "440302"}, "county", "unknown_county"),
    ("a trade outside the catalogue", {"trade": "astronaut"}, "trade", "unknown_trade"),
    ("an unknown field", {"favourite_colour": "red"}, "favourite_colour", "extra_forbidden"),
    ("a field that the annex lacks", {"form": form(hobby="钓鱼")}, "form.hobby", "extra_forbidden"),
    ("a wrong type", {"union_member": "maybe"}, "union_member", "bool_parsing"),
    (
        "a wrong check digit",
        {"form": form(id_number="110105194912310021")},
        "form.id_number",
        "id_number_check_digit",
    ),
    (
        "a number of 17 digits",
        {"form": form(id_number="11010519491231002")},
        "form.id_number",
        "id_number_form",
    ),
    (
        "the 31st of February",
        {"form": form(id_number="11010519490231002X")},
        "form.id_number",
        "id_number_birth_date",
    ),
    ("a date to come", {"form": form(filled_on="2026-05-21")}, "form.filled_on", "future_date"),
    ("a phone of 10 digits", {"form": form(phone="1380000000")}, "form.phone", "phone_form"),
    ("an education that is none", {"form": form(education="很高")}, "form.education", "unknown_choice"),
    (
        "spells that end before they begin",
        {"spells": {"items": [{"from": "2015-07", "to": "2015-06"}]}},
        "spells.items.0",
        "spell_ends_before_it_begins",
    ),
    (
        "spells that begin next month",
        {"spells": {"items": [{"from": "2026-06"}]}},
        "spells.items.0.from",
        "future_date",
    ),
    ("deeds of 2,001 字", {"deeds_statement": "工" * 2001}, "deeds_statement", "deeds_too_long"),
    ("a date without its hyphens", {"form": form(filled_on="20260506")}, "form.filled_on", "date_form"),
    ("a time stamp for a day", {"consent": {"given": True, "given_on": 0}}, "consent.given_on", "date_form"),
    ("a name that prints as nothing", {"form": form(name="\u200b\0")}, "form.name", "unusable_character"),
    ("a break within one line", {"form": form(employer="甲\r乙")}, "form.employer", "one_line"),
    (
        "a full-width digit in the number",
        {"form": form(id_number=id_number().replace("8", "８", 1))},
        "form.id_number",
        "id_number_form",
    ),
    ("an item that is none", {"claimed_items": ["S99"]}, "claimed_items.0", "unknown_item"),
    ("evidence for no fact", {"evidence": {"luck": ["x"]}}, "evidence.luck", "unknown_fact"),
    (
        "a class of contests that is none",
        {"contests": {"items": [{"contest": "某大赛", "contest_class": "某类"}]}},
        "contests.items.0.contest_class",
        "unknown_contest_class",
    ),
    (
        "a class other than the contest's own name",
        {"contests": {"items": [{"contest": "国家一类大赛", "contest_class": "其他"}]}},
        "contests.items.0.contest_class",
        "contradicts_name",
    ),
    (
        "a level that is none",
        {"honours": {"items": [{"title": "某称号", "level": "galactic"}]}},
        "honours.items.0.level",
        "unknown_level",
    ),
    (
        "a level other than the title's own",
        {"honours": {"items": [{"title": "国家级工艺美术大师", "level": "municipal"}]}},
        "honours.items.0.level",
        "contradicts_name",
    ),
    (
        "a title that is none",
        {"honours": {"items": [{"title": "某称号", "honour_class": "某种"}]}},
        "honours.items.0.honour_class",
        "unknown_honour_class",
    ),
    (
        "an expert with a qualification that is none",
        {"channel": "expert", "experts": [_expert(qualification="wizard")]},
        "experts.0.qualification",
        "unknown_qualification",
    ),
    (
        "one expert under two spellings",
        {"channel": "expert", "experts": [_expert(), _expert(id_number=" 11010519491231002x")]},
        "experts.1.id_number",
        "expert_twice",
    ),
]


@pytest.mark.parametrize(("name", "changes", "field", "code"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_named_and_nothing_is_stored(
    desk: Desk, name: str, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = desk.sender.create(application(**changes))
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]
    assert desk.sender.get("/v1/applications").json["items"] == []


def test_deeds_of_2000_are_taken(desk: Desk) -> None:
    assert desk.sender.create(application(deeds_statement="工" * 2000)).status_code == 201


def test_a_county_code_that_was_abolished_is_no_reason_to_refuse_an_id_number(desk: Desk) -> None:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digits = "45232219750101001"
    number = digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
    assert desk.sender.create(application(form=form(id_number=number))).status_code == 201


def test_malformed_json_is_400(desk: Desk) -> None:
    answer = desk.sender.request(
        "POST", "/v1/applications", data=b'{"edition": ', content_type="application/json",
        headers={"Idempotency-Key": uuid4().hex},
    )  # fmt: skip
    assert (answer.status_code, answer.json["code"]) == (400, "malformed_json")


def test_an_unknown_edition_and_a_year_that_is_not_open(desk: Desk) -> None:
    assert desk.sender.create(application(edition="mars_2030")).json["code"] in {
        "unknown_edition",
        "year_not_open",
    }
    assert desk.sender.create(application(year=2031)).json["code"] == "year_not_open"


def test_an_id_number_is_never_echoed_and_never_stands_in_the_clear(desk: Desk) -> None:
    number = id_number()
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert wrong not in desk.sender.create(application(form=form(id_number=wrong))).text
    desk.sender.submitted(application())
    with transaction(desk.intake.engine) as session:
        tables = session.scalars(text("select tablename from pg_tables where schemaname = 'intake'")).all()
        dump = "".join(str(session.execute(text(f"select * from intake.{table}")).all()) for table in tables)
    assert "submitted" in dump
    assert number not in dump
    assert "13800000000" not in dump
    assert "赵喆堃" not in dump


def test_a_second_submission_is_refused(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert (answer.status_code, answer.json["code"]) == (409, "already_submitted")
    assert desk.sender.status(id)["version"] == 1


def test_a_submitted_application_is_closed(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    changed = desk.sender.request("PATCH", f"/v1/applications/{id}", json={"union_member": False})
    added = desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "certificates"})
    assert changed.json["code"] == added.json["code"] == "application_closed"


def test_an_incomplete_form_names_every_gap(desk: Desk) -> None:
    content = application(form={"name": "赵喆堃"})
    id = desk.sender.create(content).json["id"]
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert (answer.status_code, answer.json["code"]) == (422, "application_incomplete")
    named = {error["field"] for error in answer.json["errors"]}
    assert {"form.id_number", "form.deeds", "form.phone"} <= named
    assert "form.post_title" not in named
    assert desk.sender.status(id)["state"] == "draft"


def test_a_material_without_its_scan_stops_the_submission(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "deeds"})
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert [error["code"] for error in answer.json["errors"]] == ["content_missing"]


def test_the_period_is_kept_on_both_sides(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    desk.clock.now = desk.clock.now.replace(year=2025, month=12, day=31, hour=15)
    assert desk.sender.post(f"/v1/applications/{id}/submission").json["code"] == "outside_period"
    desk.clock.now = desk.clock.now.replace(hour=17)  # 2026-01-01 01:00 in Guilin
    answer = desk.sender.post(f"/v1/applications/{id}/submission").json
    assert answer["code"] != "outside_period"


def test_a_draft_is_changed_by_merge_patch(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    answer = desk.sender.request(
        "PATCH",
        f"/v1/applications/{id}",
        json={"form": {"employer": "另一家厂", "resume": None}, "trade": "welder"},
    )
    content = desk.sender.status(id)["content"]
    assert (answer.status_code, answer.json["trade"]) == (200, "welder")
    assert content["form"]["employer"] == "另一家厂"
    assert "resume" not in content["form"]
    assert content["form"]["name"] == "赵喆堃"


def test_one_person_twice_is_flagged_to_the_county_only(desk: Desk) -> None:
    first = desk.sender.submitted(application())
    other = desk.caller("posting_system", client="另一系统")
    second = other.submitted(application())
    kinds = [event["kind"] for event in desk.county.status(second)["history"]]
    assert "same_person_found" in kinds
    assert first not in str(other.status(second))


def test_withdrawn_before_and_after_submission(desk: Desk) -> None:
    draft = desk.sender.create(application()).json["id"]
    assert desk.sender.post(f"/v1/applications/{draft}/withdrawal", {"reason": "填错"}).status_code == 200
    id = desk.sender.submitted(application())
    assert (
        desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "本人放弃"}).json["state"]
        == "withdrawn"
    )
    again = desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "再次"})
    assert (again.status_code, again.json["code"]) == (409, "wrong_state")


def test_an_answer_that_comes_after_a_withdrawal_changes_nothing(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "本人放弃"})
    status = desk.judge()
    assert (status["state"], status["verdict"]) == ("withdrawn", None)
    assert desk.outbox("rules.check.v1") == []


def test_pages_follow_one_another_without_gap_or_repeat(desk: Desk) -> None:
    made = {desk.sender.create(application()).json["id"] for _ in range(5)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = desk.sender.get(f"/v1/applications?limit=2{cursor}").json
        seen += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == made
    assert desk.sender.get("/v1/applications?cursor=xyz").json["code"] == "cursor_invalid"


def test_the_small_form_upload_and_download_agree(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    material = desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "deeds"}).json["id"]
    path = f"/v1/applications/{id}/materials/{material}/content"
    answer = desk.sender.request("POST", path, data={"file": (io.BytesIO(PDF), "x.exe")})
    assert answer.json["content_type"] == "application/pdf"
    assert desk.sender.get(path).data == PDF
