"""PDF over HTTP: made when it is first asked for, once for each revision, and stored beside the Word file."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from docgen_service.app import create_app
from docgen_service.pdf.office import Office
from docgen_service.pdf.setup import OfficeSetup
from shared.database import uuid7
from tests.support.docgen import COUNTY, OTHER_COUNTY, Desk
from tests.support.papers import EDITION, RARE_NAME, correction_notice, receipt_slip
from tests.support.pdf import libreoffice, pages_of, text_of
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("pdf")


class Caller:
    """The application under keys of its own, for as many threads as are wanted."""

    def __init__(self, desk: Desk, stack: Stack) -> None:
        self.app = create_app(desk.settings, desk.docgen)
        self.keys = {
            "county": stack.key("county_union", [COUNTY]),
            "other": stack.key("county_union", [OTHER_COUNTY]),
        }

    def __call__(self, method: str, path: str, who: str = "county", **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.keys[who]}", "Idempotency-Key": str(uuid4())}
        with self.app.test_client() as client:
            return client.open(path, method=method, headers=headers, **options)

    def drafted(self) -> str:
        body = {
            "edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY,
            "data": correction_notice(applicant_name=RARE_NAME).model_dump(mode="json"),
        }  # fmt: skip
        return f"/v1/documents/{self('POST', '/v1/documents', json=body).json['id']}"


@pytest.fixture
def call(desk: Desk, stack: Stack) -> Caller:
    libreoffice()
    return Caller(desk, stack)


def test_a_draft_and_an_issued_notice_come_out_as_pdf(call: Caller, desk: Desk) -> None:
    path = call.drafted()
    draft = call("GET", f"{path}/content?format=pdf")
    assert (draft.status_code, draft.content_type) == (200, "application/pdf")
    assert RARE_NAME in text_of(draft.data) and "拟稿，未经签发" in text_of(draft.data)
    assert ".pdf" in draft.headers["Content-Disposition"] and RARE_NAME not in str(draft.headers)
    assert draft.headers["ETag"] == f'"{hashlib.sha256(draft.data).hexdigest()}"'
    data = correction_notice(applicant_name=RARE_NAME).model_dump(mode="json")
    number = call("POST", f"{path}/issue", json={"data": data}).json["number"]
    issued = call("GET", f"{path}/content?format=pdf")
    assert number in text_of(issued.data) and "拟稿" not in text_of(issued.data)
    made = [(row.revision, row.pages) for row in desk.pdfs()]
    assert made == [(1, len(pages_of(draft.data))), (2, len(pages_of(issued.data)))]


def test_it_is_made_once_and_kept_beside_the_word_file(call: Caller, desk: Desk) -> None:
    path = call.drafted()
    first, second = (call("GET", f"{path}/content?format=pdf") for _ in range(2))
    assert first.data == second.data
    (entry,) = desk.pdfs()
    assert entry.object_key == f"{path.rpartition('/')[2]}/1.pdf"
    assert hashlib.sha256(desk.docgen.documents.read(entry.object_key)).hexdigest() == entry.sha256
    assert entry.size == len(first.data)


def test_two_who_ask_at_once_get_the_same_file(call: Caller, desk: Desk) -> None:
    path = call.drafted()
    with ThreadPoolExecutor(6) as pool:
        files = list(pool.map(lambda _: call("GET", f"{path}/content?format=pdf").data, range(6)))
    assert len({hashlib.sha256(file).hexdigest() for file in files}) == 1
    assert len(desk.pdfs()) == 1


def test_of_two_processes_that_made_it_the_first_ones_is_kept(call: Caller, desk: Desk, stack: Stack) -> None:
    path = call.drafted()
    # What a second process has: the same database and store, but work in hand and an office of its own.
    second = replace(desk.docgen, in_hand=type(desk.docgen.in_hand)(), office=Office(_setup()))
    other = Caller(Desk(second, desk.settings), stack)
    try:
        with ThreadPoolExecutor(2) as pool:
            made = [pool.submit(one, "GET", f"{path}/content?format=pdf") for one in (call, other)]
        files = [response.result().data for response in made]
    finally:
        second.office.close()
    assert files[0] == files[1] == desk.docgen.documents.read(desk.pdfs()[0].object_key)
    assert len(desk.pdfs()) == 1


def _setup() -> OfficeSetup:
    return OfficeSetup(libreoffice())


def test_word_stays_the_default_and_every_entry_says_what_can_be_had(call: Caller) -> None:
    path = call.drafted()
    assert call("GET", f"{path}/content").data[:2] == b"PK"
    assert call("GET", f"{path}/content?format=docx").data[:2] == b"PK"
    assert call("GET", path).json["formats"] == ["docx", "pdf"]
    assert call("GET", "/v1/documents").json["documents"][0]["formats"] == ["docx", "pdf"]
    wrong = call("GET", f"{path}/content?format=odt")
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "format")


def test_another_county_gets_no_pdf_either(call: Caller, desk: Desk) -> None:
    assert call("GET", f"{call.drafted()}/content?format=pdf", "other").status_code == 404
    assert desk.pdfs() == []


def test_an_applications_paper_may_be_had_as_pdf_too(call: Caller, desk: Desk) -> None:
    desk.ask(desk.message((slip := uuid7(), "issue", receipt_slip())))
    assert "桂工匠受〔2026〕450302-0001号" in text_of(
        call("GET", f"/v1/documents/{slip}/content?format=pdf").data
    )


def test_a_word_file_that_is_not_the_registered_one_is_not_converted(call: Caller, desk: Desk) -> None:
    path = call.drafted()
    key = f"{path.rpartition('/')[2]}/1"
    other = desk.docgen.documents.read(key) + b"\n"
    desk.docgen.documents.put(key, io.BytesIO(other), len(other), "application/octet-stream")
    assert call("GET", f"{path}/content?format=pdf").json["code"] == "internal_error"
    assert desk.pdfs() == []


def test_where_libreoffice_is_missing_word_works_and_pdf_says_what_to_install(
    desk: Desk, stack: Stack
) -> None:
    bare = Caller(Desk(replace(desk.docgen, office=Office(OfficeSetup(None))), desk.settings), stack)
    path = bare.drafted()
    assert bare("GET", f"{path}/content").status_code == 200
    assert bare("GET", path).json["formats"] == ["docx"]
    refused = bare("GET", f"{path}/content?format=pdf")
    assert (refused.status_code, refused.json["code"]) == (501, "pdf_not_installed")
    assert "deploy/system-packages.sh" in refused.json["title"]
    assert "pdf" not in bare("GET", "/health").json["checks"]


def test_health_tells_that_libreoffice_does_not_start(
    desk: Desk, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    program = tmp_path_factory.mktemp("program")
    office = Office(OfficeSetup(program))
    caller = Caller(Desk(replace(desk.docgen, office=office), desk.settings), stack)
    assert caller("GET", "/health").json["checks"]["pdf"] == "up"
    refused = caller("GET", f"{caller.drafted()}/content?format=pdf")
    assert (refused.status_code, refused.json["code"]) == (503, "pdf_unavailable")
    assert refused.headers["Retry-After"] == "30"
    told = caller("GET", "/health")
    office.close()
    assert (told.status_code, told.json["checks"]["pdf"]) == (503, "down")
