"""One PDF of many documents: of a job, and of documents that are there, in sets with a cover list."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from docgen_service.models import Document, Job
from tests.support.docgen import COUNTY, Call, Desk
from tests.support.jobs import ask, entry, shown
from tests.support.papers import EDITION
from tests.support.pdf import libreoffice, pages_of

pytestmark = pytest.mark.xdist_group("pdf")


@pytest.fixture(autouse=True)
def _office(desk: Desk) -> Iterator[None]:
    """LibreOffice is there, and ends with the test."""
    libreoffice()
    yield
    desk.docgen.office.close()


def _book(call: Call, job_id: str) -> bytes:
    answer = call("GET", f"/v1/jobs/{job_id}/result?output=pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.json
    return bytes(answer.data)


def _addressed(pages: list[str]) -> list[str]:
    """To whom the notices go, in the order of the pages."""
    return [found for page in pages for found in re.findall(r"样例\d：", page)]


def test_a_job_comes_as_one_pdf_in_its_order(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(n) for n in (1, 2, 3)], outputs=["zip", "pdf"]).json["id"]
    desk.work(id_)
    assert shown(call, id_)["state"] == "done"
    pages = pages_of(_book(call, id_))
    assert _addressed(pages) == ["样例1：", "样例2：", "样例3："]
    assert len(pages) % 3 == 0


def test_documents_are_bound_in_sets_with_a_cover(call: Call, desk: Desk) -> None:
    desk.work(ask(call, [entry(1), entry(2)]).json["id"])
    ids = [str(row.id) for row in sorted(desk.rows(Document), key=lambda row: row.job_item)]
    body = {
        "edition": EDITION, "organ_code": COUNTY, "documents": ids, "outputs": ["pdf"], "sets": 3,
        "cover": {"about": "喆堃珺玥申报材料", "reference": "2026-450302-0001"},
    }  # fmt: skip
    headers = {"Idempotency-Key": str(uuid4())}
    id_ = call("POST", "/v1/jobs/collections", json=body, headers=headers).json["id"]
    assert "喆堃珺玥" not in str([vars(row) for row in desk.rows(Job)])
    desk.work(id_)
    pages = pages_of(_book(call, id_))
    each = len(pages) // 3
    assert pages[:each] == pages[each : 2 * each] == pages[2 * each :]
    cover, *notices = pages[:each]
    assert "成套材料封面清单" in cover and "一式3份" in cover and "喆堃珺玥申报材料" in cover
    assert "合计：2件" in cover and "〔2026〕450302-0002号" in cover
    assert f"各份合计{3 * len(notices)}页" in cover
    assert _addressed(notices) == ["样例1：", "样例2："]


@pytest.mark.parametrize(("changes", "field"), [
    ({"sets": 0}, "sets"), ({"cover": {"about": "", "reference": "一"}}, "cover.about"),
    ({"outputs": ["docx"]}, "outputs.0"),
])  # fmt: skip
def test_a_wrong_order_is_refused(call: Call, changes: dict[str, Any], field: str) -> None:
    body = {"edition": EDITION, "organ_code": COUNTY, "documents": [str(uuid4())], "outputs": ["pdf"]}
    headers = {"Idempotency-Key": str(uuid4())}
    refused = call("POST", "/v1/jobs/collections", json=body | changes, headers=headers)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == [field]


def test_a_pack_may_hold_only_so_many(call: Call, desk: Desk) -> None:
    most = desk.docgen.limits.packed
    refused = ask(call, [entry(n) for n in range(most + 1)], outputs=["pdf"])
    assert "pack_too_long" in [error["code"] for error in refused.json["errors"]]
