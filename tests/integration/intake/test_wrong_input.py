"""What is wrong with an application is named, and nothing of it is stored."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.database import transaction
from tests.support.intake import Desk, application, form, id_number


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
        {"contests": {"items": [{"contest": "桂林职工职业技能大赛", "contest_class": "其他"}]}},
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
