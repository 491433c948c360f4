"""Scans: type by content, limits, digests, one copy within an application, nothing left of a refused one."""

import dataclasses
import hashlib
import io
import threading
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intake_service.models import StoredFile
from intake_service.use_cases.sweep import sweep
from shared.database import transaction
from shared.storage import ObjectStore, StoreUnavailable
from tests.support.county import incomplete, issue
from tests.support.intake import PDF, Desk, application

JPEG = b"\xff\xd8\xff\xe0" + b"j" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 100


@pytest.fixture
def draft(desk: Desk) -> str:
    return str(desk.sender.create(application()).json["id"])


def _declare(desk: Desk, draft: str, kind: str = "deeds") -> str:
    return str(desk.sender.post(f"/v1/applications/{draft}/materials", {"kind": kind}).json["id"])


def _objects(desk: Desk) -> int:
    client = desk.intake.materials._client
    return len(list(client.list_objects(desk.intake.materials._bucket, recursive=True)))


def _files(desk: Desk) -> int:
    with transaction(desk.intake.engine) as session:
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_type_size_and_digest_come_from_the_content(desk: Desk, draft: str) -> None:
    answer = desk.sender.put(draft, _declare(desk, draft), PNG, {"Content-Type": "application/octet-stream"})
    assert answer.status_code == 200
    assert answer.json["content_type"] == "image/png"
    assert (answer.json["size"], answer.json["sha256"]) == (len(PNG), hashlib.sha256(PNG).hexdigest())


REFUSED: list[tuple[str, str, bytes, dict[str, str], int, str]] = [
    ("a program called a PDF", "deeds", b"MZ" + b"x" * 100, {}, 422, "file_type"),
    (
        "a PDF that is said to be a picture",
        "deeds",
        PDF,
        {"Content-Type": "image/png"},
        422,
        "file_type_mismatch",
    ),
    ("a PDF in the place of a photo", "photo", PDF, {}, 422, "file_type"),
    ("a photo that cannot be opened", "photo", JPEG, {}, 422, "photo_unusable"),
    ("an empty file", "deeds", b"", {}, 422, "file_empty"),
    ("a photo of 11 MB", "photo", JPEG + b"0" * (11 * 1024 * 1024), {}, 413, "file_too_large"),
    ("another digest", "deeds", PDF, {"X-Content-SHA256": "0" * 64}, 422, "digest_mismatch"),
    ("a digest that is none", "deeds", PDF, {"X-Content-SHA256": "abc"}, 422, "digest_form"),
]


@pytest.mark.parametrize(
    ("name", "kind", "content", "headers", "status", "code"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_what_is_refused_leaves_nothing(
    desk: Desk,
    draft: str,
    name: str,
    kind: str,
    content: bytes,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    answer = desk.sender.put(draft, _declare(desk, draft, kind), content, headers)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert _objects(desk) == 0
    assert [item["stored"] for item in desk.sender.status(draft)["materials"]] == [False]


def test_the_right_digest_is_taken(desk: Desk, draft: str) -> None:
    headers = {"X-Content-SHA256": hashlib.sha256(PDF).hexdigest().upper()}
    assert desk.sender.put(draft, _declare(desk, draft), PDF, headers).status_code == 200


def test_a_body_that_ends_early_leaves_nothing(desk: Desk, draft: str) -> None:
    path = f"/v1/applications/{draft}/materials/{_declare(desk, draft)}/content"
    answer = desk.sender.request(
        "PUT", path, input_stream=io.BytesIO(PDF), environ_overrides={"CONTENT_LENGTH": str(len(PDF) + 10)}
    )
    assert (answer.status_code, answer.json["code"]) == (400, "body_cut_short")
    assert _objects(desk) == 0


def test_an_upload_that_stalls_leaves_nothing(desk: Desk, draft: str) -> None:
    class Stalled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if found := super().read(size):
                return found
            raise TimeoutError

    path = f"/v1/applications/{draft}/materials/{_declare(desk, draft)}/content"
    answer = desk.sender.request(
        "PUT", path, input_stream=Stalled(PDF), environ_overrides={"CONTENT_LENGTH": str(len(PDF) + 10)}
    )
    assert (answer.status_code, answer.json["code"]) == (400, "body_cut_short")
    assert _objects(desk) == 0


def test_json_that_stalls_is_refused(desk: Desk) -> None:
    class Stalled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise TimeoutError

    answer = desk.sender.request(
        "POST", "/v1/applications", input_stream=Stalled(), content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": "10"}, headers={"Idempotency-Key": "k"},
    )  # fmt: skip
    assert answer.status_code in {400, 408}  # which one depends on the server's stream
    assert answer.content_type == "application/problem+json"


def test_a_sender_that_stalls_is_not_waited_for_without_end(desk: Desk) -> None:
    class Connection:
        seconds: float | None = None

        def settimeout(self, seconds: float) -> None:
            self.seconds = seconds

    connection = Connection()
    desk.client.get("/health", environ_overrides={"gunicorn.socket": connection})
    assert connection.seconds == 30


def test_a_scan_whose_commit_was_not_heard_of_is_kept(desk: Desk, draft: str) -> None:
    material = _declare(desk, draft)

    def lose_the_answer(session: Session) -> None:
        if any(isinstance(found, StoredFile) for found in session.identity_map.values()):
            event.remove(Session, "after_commit", lose_the_answer)
            raise OperationalError("commit", {}, ConnectionError())

    event.listen(Session, "after_commit", lose_the_answer)
    assert desk.sender.put(draft, material, PDF).status_code == 503
    path = f"/v1/applications/{draft}/materials/{material}/content"
    assert desk.sender.get(path).data == PDF


def test_the_same_scan_is_stored_once_within_one_application_and_never_across(desk: Desk, draft: str) -> None:
    other = str(desk.sender.create(application()).json["id"])
    for id in (draft, draft, other):
        assert desk.sender.put(id, _declare(desk, id), PDF).status_code == 200
    assert _objects(desk) == 2


def test_a_big_scan_comes_back_as_it_went(desk: Desk, draft: str) -> None:
    big = PDF + bytes(range(256)) * 4096 * 12
    material = _declare(desk, draft)
    assert desk.sender.put(draft, material, big).status_code == 200
    answer = desk.sender.get(f"/v1/applications/{draft}/materials/{material}/content")
    assert answer.data == big
    assert answer.headers["Content-Disposition"] == "attachment"


def test_materials_that_the_channel_does_not_know(desk: Desk, draft: str) -> None:
    path = f"/v1/applications/{draft}/materials"
    letter = desk.sender.post(path, {"kind": "expert_letter"}).json
    county: Any = desk.sender.post(path, {"kind": "discipline_opinion"}).json
    assert letter["code"] == county["code"] == "unknown_material"


def test_a_removed_material_is_gone_from_the_submission(desk: Desk, draft: str) -> None:
    material = _declare(desk, draft)
    path = f"/v1/applications/{draft}/materials/{material}"
    assert desk.sender.request("DELETE", path).status_code == 204
    assert desk.sender.request("DELETE", path).json["code"] == "material_not_found"


def test_a_material_declared_twice_with_one_key_is_there_once(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    path, key = f"/v1/applications/{id}/materials", {"Idempotency-Key": "deeds-1"}
    declared = {"kind": "deeds", "copies": 3}
    first = desk.sender.request("POST", path, json=declared, headers=key)
    again = desk.sender.request("POST", path, json=declared, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert len(desk.sender.request("GET", path).json) == 1
    other = desk.sender.request("POST", path, json=declared | {"copies": 2}, headers=key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_the_scan_of_a_removed_material_is_gone(desk: Desk, draft: str) -> None:
    wrong = desk.sender.add(draft, "deeds", PDF + b"%wrong").json["id"]
    path = f"/v1/applications/{draft}/materials/{wrong}"
    assert desk.sender.request("DELETE", path).status_code == 204
    assert desk.sender.get(f"{path}/content").json["code"] == "content_not_found"
    assert (_objects(desk), _files(desk)) == (0, 0)


def test_an_overwritten_scan_is_gone_and_one_that_another_material_names_is_not(
    desk: Desk, draft: str
) -> None:
    first, second = _declare(desk, draft), _declare(desk, draft)
    for material in (first, second):
        desk.sender.put(draft, material, PDF)
    desk.sender.put(draft, first, PDF + b"%right")
    assert (_objects(desk), _files(desk)) == (2, 2)
    assert desk.sender.get(f"/v1/applications/{draft}/materials/{second}/content").data == PDF
    desk.sender.put(draft, second, PDF + b"%right")
    assert (_objects(desk), _files(desk)) == (1, 1)


def test_what_the_store_does_not_delete_now_is_left_to_the_sweep(desk: Desk, draft: str) -> None:
    class Away:
        def delete(self, key: str) -> None:
            raise StoreUnavailable

    material = desk.sender.add(draft, "deeds").json["id"]
    away = dataclasses.replace(desk.intake, materials=cast(ObjectStore, Away()))
    desk.client.application.extensions["intake"] = away
    path = f"/v1/applications/{draft}/materials/{material}"
    assert desk.sender.request("DELETE", path).status_code == 204
    assert (_objects(desk), _files(desk)) == (1, 0)
    assert sweep(desk.intake, datetime.now(UTC) + timedelta(minutes=1)) == 1


def test_what_was_never_submitted_is_its_senders_alone(desk: Desk) -> None:
    id = incomplete(desk)
    issue(desk, id)
    added = desk.sender.add(id, "no_crime_certificate", PDF + b"%3").json["id"]
    path = f"/v1/applications/{id}/materials"
    for reader in (desk.county, desk.caller("office")):
        assert added not in [item["id"] for item in reader.get(path).json]
        assert added not in [item["id"] for item in reader.status(id)["materials"]]
        assert reader.get(f"{path}/{added}/content").json["code"] == "content_not_found"
    assert added in [item["id"] for item in desk.sender.get(path).json]
    desk.sender.post(f"/v1/applications/{id}/submission")
    assert desk.county.get(f"{path}/{added}/content").data == PDF + b"%3"


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_no_body_is_read_before_there_is_room_for_it(desk: Desk, draft: str, method: str) -> None:
    class Body(io.BytesIO):
        begun = False

        def read(self, size: int | None = -1, /) -> bytes:
            self.begun = True
            return super().read(size)

        def readinto(self, buffer: Any, /) -> int:
            self.begun = True
            return super().readinto(buffer)

    slots, body = threading.BoundedSemaphore(1), Body(PDF)
    desk.client.application.extensions["upload_slots"] = slots
    path = f"/v1/applications/{draft}/materials/{_declare(desk, draft)}/content"
    with slots:
        answer = desk.sender.request(
            method, path, input_stream=body, content_type="multipart/form-data; boundary=b",
            environ_overrides={"CONTENT_LENGTH": str(len(PDF))},
        )  # fmt: skip
        assert (answer.status_code, answer.json["code"]) == (429, "uploads_busy")
        assert not body.begun
