"""Publicity and naming over HTTP: every day with its source, what is missing by name, what stands in the way."""

from typing import Any

import pytest

from tests.integration.rules.conftest import Client, codes

NOTICE = {
    "layer": "regional",
    "year": 2026,
    "rest_days": ["2026-04-20", "2026-04-21"],
    "source": "演示用通知",
}


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
