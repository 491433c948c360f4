"""Revocation over HTTP: never revoked, prima facie at most; what does not fit is refused by field."""

from typing import Any

from tests.integration.rules.conftest import FINDING, Client, codes


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
