"""Docgen over HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from shared.database import uuid7
from tests.support.docgen import COUNTY, OTHER_COUNTY, Call, Desk
from tests.support.papers import (
    EDITION,
    annex_1,
    correction_notice,
    ineligibility_notice,
    photo_reference,
    receipt_slip,
    words,
)


def _create(
    call: Call, data: Any = None, who: str = "county", key: str | None = None, **changes: Any
) -> TestResponse:
    notice = data if data is not None else correction_notice().model_dump(mode="json")
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, "data": notice} | changes
    return call("POST", "/v1/documents", who, json=body, headers={"Idempotency-Key": key or str(uuid4())})


def test_a_county_drafts_downloads_issues_and_voids(call: Call) -> None:
    created = _create(call)
    assert (created.status_code, created.json["state"], created.json["number"]) == (201, "draft", None)
    path = f"/v1/documents/{created.json['id']}"
    file = call("GET", f"{path}/content")
    assert file.data[:2] == b"PK"
    assert "补正通知书" in words(file.data)
    assert "filename*=UTF-8''" in file.headers["Content-Disposition"]
    data = {"data": correction_notice().model_dump(mode="json")}
    issued = call("POST", f"{path}/issue", json=data)
    assert (issued.status_code, issued.json["state"]) == (200, "issued")
    assert issued.json["issued_by"] == "县（市、区）总工会（county_union450302）经办人甲"
    assert issued.json["number"] in words(call("GET", f"{path}/content").data)
    voided = call("POST", f"{path}/void", json={"reason": "样例"})
    assert (voided.json["state"], voided.json["void_reason"]) == ("void", "样例")


def test_the_same_key_gives_the_same_document_and_another_body_is_refused(call: Call) -> None:
    first, second = _create(call, key="k1"), _create(call, key="k1")
    assert first.json == second.json
    assert (first.status_code, second.status_code) == (201, 200)
    other = _create(call, correction_notice(addressee="乙").model_dump(mode="json"), key="k1")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert _create(call, key="k1", who="office").json["id"] != first.json["id"]


def test_a_key_is_required(call: Call) -> None:
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, "data": {}}
    assert call("POST", "/v1/documents", json=body).json["code"] == "idempotency_key_required"


def test_the_office_sees_all_a_county_its_own_a_posting_system_nothing(call: Call) -> None:
    mine = _create(call).json["id"]
    others = _create(call, who="other", organ_code=OTHER_COUNTY).json["id"]
    seen = {
        who: {d["id"] for d in call("GET", "/v1/documents", who).json["documents"]}
        for who in ("office", "county")
    }
    assert seen == {"office": {mine, others}, "county": {mine}}
    for path in (f"/v1/documents/{others}", f"/v1/documents/{others}/content"):
        assert call("GET", path).status_code == 404
    assert call("POST", f"/v1/documents/{others}/void", json={"reason": "x"}).status_code == 404
    assert call("GET", "/v1/documents", "poster").status_code == 403


def test_a_county_makes_no_paper_for_another(call: Call) -> None:
    assert _create(call, organ_code=OTHER_COUNTY).json["code"] == "organ_not_allowed"
    assert _create(call, organ_code="990000").json["code"] == "unknown_organ"


def test_a_list_is_paged_and_filtered(call: Call, desk: Desk) -> None:
    ids = [_create(call).json["id"] for _ in range(5)]
    page = call("GET", "/v1/documents?limit=2").json
    found, cursor = [d["id"] for d in page["documents"]], page["next"]
    while cursor:
        page = call("GET", f"/v1/documents?limit=2&cursor={cursor}").json
        found, cursor = found + [d["id"] for d in page["documents"]], page["next"]
    assert sorted(found) == sorted(ids)
    desk.ask(desk.message((uuid7(), "issue", receipt_slip())))
    issued = call("GET", "/v1/documents?state=issued&kind=receipt_slip&year=2026").json["documents"]
    assert [d["number"] for d in issued] == ["桂工匠受〔2026〕450302-0001号"]
    assert call("GET", "/v1/documents?cursor=%21").json["code"] == "cursor_invalid"


def test_papers_of_an_application_are_issued_through_intake(call: Call, desk: Desk) -> None:
    desk.ask(desk.message((id_ := uuid7(), "draft", correction_notice())))
    data = {"data": correction_notice().model_dump(mode="json")}
    for path, body in (("issue", data), ("void", {"reason": "x"})):
        refused = call("POST", f"/v1/documents/{id_}/{path}", json=body)
        assert (refused.status_code, refused.json["code"]) == (409, "document_belongs_to_application")
        assert "申报服务" in refused.json["title"]


def test_a_refusal_notice_needs_its_decision(call: Call) -> None:
    data = ineligibility_notice(participants=()).model_dump(mode="json")
    created = _create(call, data, kind="ineligibility_notice")
    refused = call("POST", f"/v1/documents/{created.json['id']}/issue", json={"data": data})
    assert (refused.status_code, refused.json["code"]) == (422, "decision_missing")
    assert refused.json["basis"] == "第八条（二）1"


def test_an_issued_paper_stays_as_it_is(call: Call) -> None:
    path = f"/v1/documents/{_create(call).json['id']}/issue"
    data = correction_notice().model_dump(mode="json")
    first = call("POST", path, json={"data": data})
    assert call("POST", path, json={"data": data}).json == first.json
    changed = call("POST", path, json={"data": data | {"addressee": "乙"}})
    assert (changed.status_code, changed.json["code"]) == (409, "document_issued")


@pytest.mark.parametrize("value", ["", None, "\x00", 3])
def test_faulty_data_is_named_by_field(call: Call, value: Any) -> None:
    data = correction_notice().model_dump(mode="json") | {"addressee": value}
    refused = _create(call, data)
    assert (refused.status_code, refused.json["code"]) == (422, "document_data_invalid")
    assert [error["field"] for error in refused.json["errors"]] == ["addressee"]


def test_an_unknown_field_kind_or_edition_is_refused(call: Call) -> None:
    data = correction_notice().model_dump(mode="json")
    assert _create(call, data | {"colour": "red"}).json["errors"][0]["code"] == "extra_forbidden"
    assert _create(call, kind="poem").json["code"] == "unknown_document_kind"
    assert _create(call, edition="nowhere").json["code"] == "unknown_edition"
    malformed = call("POST", "/v1/documents", data="{", content_type="application/json",
                     headers={"Idempotency-Key": "k"})  # fmt: skip
    assert malformed.status_code == 400


def test_a_county_cannot_have_photos_fetched(call: Call) -> None:
    data = annex_1(photo=photo_reference()).model_dump(mode="json")
    assert _create(call, data, kind="annex_1").json["code"] == "photo_not_allowed"
    assert _create(call, data, kind="annex_1", who="office").json["code"] == "photo_missing"


def test_kinds_tell_what_each_document_needs(call: Call) -> None:
    kinds = {kind["kind"]: kind for kind in call("GET", f"/v1/kinds?edition={EDITION}").json["kinds"]}
    assert kinds["correction_notice"]["article"] is None
    assert "来源：申报" in kinds["annex_1"]["data_schema"]["properties"]["name"]["description"]


def test_health_names_every_part_and_the_documentation_is_there(call: Call, desk: Desk) -> None:
    parts = ["database", "queue", "store", *(["pdf"] if desk.docgen.office.installed else [])]
    assert call("GET", "/health").json == {"status": "up", "checks": dict.fromkeys(parts, "up")}
    assert "/v1/documents/{document_id}/issue" in call("GET", "/openapi/openapi.json").json["paths"]
