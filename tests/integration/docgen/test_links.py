"""Download links: usable without a key, bound to one file, over after minutes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from docgen_service.app import create_app
from docgen_service.links import Links
from shared.crypto import parse_keys
from shared.problems import Refusal
from tests.support.docgen import COUNTY, Call, Desk
from tests.support.jobs import ask, entry
from tests.support.papers import EDITION


def _draft(call: Call) -> str:
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, **entry(1)}
    created = call("POST", "/v1/documents", json=body, headers={"Idempotency-Key": "d"})
    return str(created.json["id"])


def _open(desk: Desk, path: str, minutes: int = 0, **options: Any) -> Any:
    """Follows a link without any key, so many minutes from now."""
    later = replace(desk.docgen, clock=lambda: desk.docgen.clock() + timedelta(minutes=minutes))
    return create_app(desk.settings, later).test_client().get(path, **options)


def test_a_link_gives_the_file_without_a_key_until_it_expires(call: Call, desk: Desk) -> None:
    id_ = _draft(call)
    made = call("POST", f"/v1/documents/{id_}/link", json={"minutes": 5})
    assert (made.status_code, made.json["expires_at"]) == (201, "2026-05-08T23:35:00Z")
    given = _open(desk, made.json["path"], 4)
    assert given.data == call("GET", f"/v1/documents/{id_}/content").data
    assert "no-store" in given.headers["Cache-Control"] and "docx" in given.headers["Content-Disposition"]
    late = _open(desk, made.json["path"], 5)
    assert (late.status_code, late.json["code"]) == (410, "link_expired")


def test_a_browser_is_shown_a_page(call: Call, desk: Desk) -> None:
    path = call("POST", f"/v1/documents/{_draft(call)}/link", json={}).json["path"]
    page = _open(desk, path, 60, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert "已过期" in page.text


def test_a_link_that_was_changed_or_is_of_another_installation_is_none(call: Call, desk: Desk) -> None:
    path = call("POST", f"/v1/documents/{_draft(call)}/link", json={}).json["path"]
    for wrong in (path[:-2] + "xx", path + "A", "/v1/links/x", path.replace("links/", "links/A")):
        refused = _open(desk, wrong)
        assert (refused.status_code, refused.json["code"]) == (404, "link_invalid")


def test_a_link_ends_when_its_document_is_issued_anew_or_voided(call: Call, desk: Desk) -> None:
    id_ = _draft(call)
    draft = call("POST", f"/v1/documents/{id_}/link", json={}).json["path"]
    call("POST", f"/v1/documents/{id_}/issue", json=entry(1))
    assert _open(desk, draft).json["code"] == "link_outdated"
    issued = call("POST", f"/v1/documents/{id_}/link", json={}).json["path"]
    assert _open(desk, issued).status_code == 200
    call("POST", f"/v1/documents/{id_}/void", json={"reason": "写错"})
    assert _open(desk, issued).json["code"] == "link_outdated"


def test_a_result_is_fetched_by_link(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1)]).json["id"]
    assert call("POST", f"/v1/jobs/{id_}/link", json={}).json["code"] == "job_not_ended"
    desk.work(id_)
    path = call("POST", f"/v1/jobs/{id_}/link", json={"minutes": 60}).json["path"]
    assert _open(desk, path, 59).data == call("GET", f"/v1/jobs/{id_}/result").data
    assert call("POST", f"/v1/jobs/{id_}/link", json={"minutes": 61}).status_code == 422


def test_only_who_sees_a_file_makes_a_link_and_the_token_says_nothing_of_anybody(
    call: Call, desk: Desk
) -> None:
    id_ = _draft(call)
    assert call("POST", f"/v1/documents/{id_}/link", "other", json={}).status_code == 404
    token = call("POST", f"/v1/documents/{id_}/link", json={}).json["path"].rsplit("/", 1)[1]
    link = desk.docgen.links.read(token, desk.docgen.clock())
    assert (link.of, str(link.id)) == ("document", id_)
    assert len(token) < 200


def test_a_key_that_was_replaced_still_opens_and_one_that_was_dropped_does_not(
    call: Call, desk: Desk
) -> None:
    token = call("POST", f"/v1/documents/{_draft(call)}/link", json={}).json["path"].rsplit("/", 1)[1]
    now, new = desk.docgen.clock(), {"new": b"n" * 32}
    assert Links(new | parse_keys(desk.settings.link_keys.get_secret_value())).read(token, now)
    with pytest.raises(Refusal) as refused:
        Links(new).read(token, now)
    assert refused.value.code == "link_invalid"
