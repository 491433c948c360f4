"""A receipt that is brought back: the same question has the same answer, or rules says what is different."""

from typing import Any

import pytest

from rules_service.api.answers import QUESTIONS
from tests.integration.rules.conftest import Client

FACTS: dict[str, Any] = {"trade": "钳工", "union_member": True, "contests": {"complete": True}}
ASKED: dict[str, dict[str, Any]] = {
    "eligibility": {"facts": FACTS, "overlay": {"readings": {"tenure_counting": "continuous"}}},
    "materials": {"stage": "submission", "materials": {"channel": "unit"}},
    "list-sizes": {"quota": 13},
    "publicity-window": {"published_on": "2026-09-18"},
    "naming": {"facts": {"last_day": "2026-09-24"}},
    "treatment": {"facts": {"named": True}},
    "tie-break": {
        "contenders": [{"ref": "1", "place": 1, "in_pool": False}, {"ref": "2", "place": 1, "in_pool": True}]
    },
    "revocation": {"facts": {"named_on": "2026-01-15"}},
}


def replay(client: Client, kind: str, question: Any, receipt: Any, **more: Any) -> Any:
    return client.post("/v1/replay", {"kind": kind, "question": question, "receipt": receipt, **more})


def test_every_question_with_a_receipt_can_be_replayed() -> None:
    assert set(ASKED) == set(QUESTIONS)


@pytest.mark.parametrize("kind", list(ASKED))
def test_the_same_question_has_the_same_answer(client: Client, kind: str) -> None:
    answer = client.post(f"/v1/{kind}", ASKED[kind]).json
    found = replay(client, kind, ASKED[kind], answer["receipt"], answer=answer).json
    assert (found["same"], found["receipt"], found["answer"]) == (True, [], [])
    assert found["found"] == answer


def test_what_is_different_is_said(client: Client) -> None:
    answer = client.post("/v1/eligibility", {"as_of": "2026-06-30", "facts": FACTS}).json
    other = {"as_of": "2026-06-30", "facts": FACTS | {"union_member": False}}
    found = replay(client, "eligibility", other, answer["receipt"], answer=answer).json
    assert found["same"] is False
    assert [item["field"] for item in found["receipt"]] == ["receipt.facts_sha256"]
    changed = {item["field"]: (item["given"], item["found"]) for item in found["answer"]}
    assert changed["verdict"] == ("undetermined", "not_eligible")


def test_another_edition_or_engine_is_said(client: Client) -> None:
    answer = client.post("/v1/eligibility", {"facts": FACTS}).json
    old = answer["receipt"] | {"edition_sha256": "0" * 64, "engine": "durable-rules 1.0"}
    found = replay(client, "eligibility", {"facts": FACTS}, old).json
    assert [item["field"] for item in found["receipt"]] == ["receipt.edition_sha256", "receipt.engine"]


@pytest.mark.parametrize(
    ("kind", "question", "field"),
    [
        ("nonsense", {}, None),
        ("eligibility", {"facts": {"age": 50}}, "question.facts.age"),
        ("list-sizes", {"quota": 0}, "question.quota"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    client: Client, kind: str, question: Any, field: str | None
) -> None:
    receipt = client.post("/v1/eligibility", {"facts": FACTS}).json["receipt"]
    answer = replay(client, kind, question, receipt)
    assert answer.status_code == 422
    assert [item["field"] for item in answer.json["errors"]] == ([field] if field else [])
