"""What rules tells of an edition over HTTP: in force from when, one condition with its article, a form's schema."""

from typing import Any

import pytest

from tests.integration.rules.conftest import Client

EDITION = "/v1/editions/guilin_artisan_2025"


def test_an_edition_is_found_by_the_day_and_a_day_before_it_says_from_when(client: Client) -> None:
    found = client.get("/v1/editions?on=2025-04-29").json["editions"]
    assert "guilin_artisan_2025" in [edition["id"] for edition in found]
    early = client.get("/v1/editions?on=2025-04-28")
    assert (early.status_code, early.json["code"]) == (404, "not_in_force_yet")
    assert "2025年4月28日还没有施行中的版本" in early.json["title"]
    assert "2025年4月29日起施行" in early.json["title"]
    assert early.json["basis"] == "第十九条：本办法自发布之日起施行"
    assert client.get("/v1/editions?on=20250428").json["errors"][0]["code"] == "date_form"


def test_one_condition_is_told_with_its_article_what_is_asked_and_what_is_left_open(client: Client) -> None:
    found = client.get(f"{EDITION}/conditions/S6.3").json
    assert found["condition"]["parameters"] == {
        "contest_class": "国家一类大赛",
        "at_most": 20,
        "by_name": False,
    }
    assert "国家一类大赛前二十名成绩的选手" in found["article_text"]
    assert "contests.rank" in [ask["fact"] for ask in found["asks"]]
    assert "unranked_prizes" in [reading["id"] for reading in found["readings"]]
    whole = client.get(f"{EDITION}/conditions/qualifying_items").json
    assert {"findings.S1", "honours"} <= {ask["fact"] for ask in whole["asks"]}


@pytest.mark.parametrize("name", ["S9", "nowhere"])
def test_a_condition_that_there_is_not_is_not_found(client: Client, name: str) -> None:
    answer = client.get(f"{EDITION}/conditions/{name}")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_condition")


def test_every_reading_is_told(client: Client) -> None:
    found = client.get(f"{EDITION}/readings").json["readings"]
    numbers = {reading["number"] for reading in found}
    assert {f"A{number}" for number in range(1, 23)} <= numbers


def test_a_form_can_be_drawn_from_the_schema_of_the_facts(client: Client) -> None:
    answer = client.get(f"{EDITION}/facts-schema")
    assert answer.content_type == "application/schema+json"
    schema = answer.get_json(force=True)
    for fields in (schema, *(schema["$defs"][name] for name in ("Spell", "Contest", "Honour", "Finding"))):
        for name, field in fields["properties"].items():
            assert any("一" <= sign <= "鿿" for sign in field["title"]), name
    finding = schema["properties"]["findings"]["properties"]["good_conduct"]
    assert finding["title"] == "具有良好的道德品行和职业操守"
    bodies = finding["allOf"][1]["properties"]["by"]["oneOf"]
    assert bodies == [{"const": "county_union", "title": "县（市、区）总工会"}]
    levels = schema["$defs"]["Honour"]["properties"]["level"]["anyOf"][0]["oneOf"]
    assert {"const": "national", "title": "国家级"} in levels


def test_every_reference_of_the_schema_leads_somewhere(client: Client) -> None:
    schema: Any = client.get(f"{EDITION}/facts-schema").get_json(force=True)

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [found for value in node.values() for found in references(value)]
        return [found for value in node for found in references(value)] if isinstance(node, list) else []

    assert {found.removeprefix("#/$defs/") for found in references(schema)} <= set(schema["$defs"])
