"""What a clumsy or hostile client sends: every answer is a refusal of ours, and nothing personal is kept by it."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.support.intake import Desk, application, id_number

NUL = "a\0b"
UNSTORABLE: list[tuple[str, str, str, Any]] = [
    ("a title with NUL", "POST", "/materials", {"kind": "deeds", "title": NUL}),
    ("a title with half a character", "POST", "/materials", {"kind": "deeds", "title": "\ud800"}),
    ("a reason with NUL", "POST", "/withdrawal", {"reason": NUL}),
    ("a day as a time stamp", "POST", "/materials", {"kind": "deeds", "issued_on": 1700006400}),
    ("a form with NUL", "PATCH", "", {"form": {"name": NUL}}),
    ("a statement with NUL", "PATCH", "", {"deeds_statement": NUL}),
    ("half a character", "PATCH", "", {"experts": [{"name": "甲", "employer": "乙", "id_number": "\ud800",
                                                    "qualification": "senior_technician"}]}),
    ("a part that has to be there", "PATCH", "", {"county": None, "channel": None}),
    ("objects in the place of a list", "PATCH", "", {"experts": {"0": {"name": "甲"}}}),
]  # fmt: skip


@pytest.fixture
def draft(desk: Desk) -> str:
    return str(desk.sender.create(application()).json["id"])


@pytest.mark.parametrize(("name", "method", "path", "body"), UNSTORABLE, ids=[case[0] for case in UNSTORABLE])
def test_what_the_database_could_not_take_is_refused(
    desk: Desk, draft: str, name: str, method: str, path: str, body: Any
) -> None:
    answer = desk.sender.request(
        method, f"/v1/applications/{draft}{path}", data=json.dumps(body), content_type="application/json"
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert desk.sender.status(draft)["state"] == "draft"


@pytest.mark.parametrize(
    "path",
    [
        "?state=%00", "?county=a%00", "?year=99999999999", "?year=-1", "?cursor=%00", "?cursor=%E4%B8%AD",
        "?limit=99999999999", "/{id}/versions/99999999999/differences", "/{id}/versions/0/differences",
    ],
)  # fmt: skip
def test_an_address_out_of_bounds_is_refused(desk: Desk, draft: str, path: str) -> None:
    assert desk.sender.get(f"/v1/applications{path.format(id=draft)}").status_code == 422


@pytest.mark.parametrize("depth", [100, 900, 5000])
def test_json_of_any_depth_is_refused(desk: Desk, draft: str, depth: int) -> None:
    body = b'{"a":' * depth + b"1" + b"}" * depth
    for method, path in (("PATCH", f"/{draft}"), ("POST", "")):
        answer = desk.sender.request(
            method, f"/v1/applications{path}", data=body, content_type="application/json",
            headers={"Idempotency-Key": uuid4().hex},
        )  # fmt: skip
        assert answer.status_code in {400, 422}


def test_an_id_number_is_neither_key_nor_trace(desk: Desk) -> None:
    answer = desk.sender.create(application(), key=f"2026-{id_number()}")
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_personal")
    for trace, kept in ((id_number(), False), ("trace-0001", True)):
        answer = desk.sender.request("GET", "/v1/applications", headers={"X-Trace-Id": trace})
        assert (answer.headers["X-Trace-Id"] == trace) is kept


def test_a_made_up_method_adds_no_series_to_the_metrics(desk: Desk) -> None:
    for method in ("BREW", "BREW2"):
        desk.client.open("/v1/applications", method=method)
    metrics = desk.client.get("/metrics").text
    assert "BREW" not in metrics
    assert 'method="(other)"' in metrics
