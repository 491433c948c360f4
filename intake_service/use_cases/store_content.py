"""Streams a scan into the object store; only what is whole, known and within its limit stays there."""

import io
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.content_types import HEAD_BYTES, sniff
from intake_service.domain import UNDER_REVIEW
from intake_service.guards import refuse_closed, refuse_late, refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Material, StoredFile
from intake_service.use_cases.add_material import find_material, refuse_kind, refuse_submitted
from intake_service.use_cases.erase_files import erase, forget_unnamed
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.pictures import UnusablePicture, upright
from shared.problems import Refusal
from shared.storage import Readable, StoredObject

_MIB = 1024 * 1024
PHOTO = "photo"
LIMITS = {PHOTO: 10 * _MIB}
TYPES = {PHOTO: frozenset({"image/jpeg", "image/png"})}
ANY = frozenset({"application/pdf", "image/jpeg", "image/png"})


@dataclass(frozen=True)
class Upload:
    """A body on its way in: `length` as declared; type and SHA-256 as the sender claims them, if it does."""

    body: Readable
    length: int
    content_type: str | None
    sha256: str | None


def store_content(
    intake: Intake, principal: Principal, application_id: UUID, material_id: UUID, upload: Upload
) -> tuple[Material, StoredFile]:
    """Stores the scan of a material, in the place of an earlier one, which is erased.

    The same content is stored once within one application.
    """
    with transaction(intake.engine) as session:
        kind = _open_material(intake, session, principal, application_id, material_id)[1].kind
    _refuse_length(intake, kind, upload.length)
    media_type, body = _sniffed(kind, upload)
    if kind == PHOTO:
        body = _checked_photo(body, upload.length)
    file_id = uuid7()
    key = f"materials/{application_id}/{file_id}"
    stored = _put(intake, key, body, upload.length, media_type)
    try:
        _refuse_digest(upload, stored)
        with transaction(intake.engine) as session:
            # Looked up again: while the scan was on its way the application may have been submitted.
            row, material = _open_material(intake, session, principal, application_id, material_id)
            file = _file(intake, session, row, file_id, stored, media_type)
            material.file_id, row.changed_at = file.id, intake.clock()
            repository.record(
                session, row.id, "content_stored", principal.label, intake.clock(), id=str(material.id),
                kind=material.kind, sha256=stored.sha256,
            )  # fmt: skip
            stale = forget_unnamed(session, row)
    except BaseException:
        _discard(intake, file_id, key)
        raise
    erase(intake, [*stale, *([key] if file.id != file_id else [])])
    return material, file


def _discard(intake: Intake, file_id: UUID, key: str) -> None:
    # A commit whose answer was lost may have happened: a scan that the register names is never deleted.
    with transaction(intake.engine) as session:
        if session.get(StoredFile, file_id) is None:
            intake.materials.delete(key)


def _open_material(
    intake: Intake, session: Session, principal: Principal, application_id: UUID, material_id: UUID
) -> tuple[Application, Material]:
    row = repository.application(session, principal, application_id, for_update=True)
    if principal.role == "county_union":
        return row, _county_paper(row, find_material(session, row, material_id))
    refuse_closed(row)
    refuse_late(intake, row)
    material = find_material(session, row, material_id)
    refuse_submitted(material)
    refuse_kind(row, material.kind)
    return row, material


def _county_paper(row: Application, material: Material) -> Material:
    """The county union adds the scan of an opinion that it has recorded, once, and touches nothing else."""
    refuse_unless(row, UNDER_REVIEW, "上传意见的扫描件")
    if material.opinion is None:
        raise Refusal(
            403, "not_your_material", "只能上传本级所记录的意见的扫描件；申报方的材料由申报方上传。"
        )
    if material.file_id is not None:
        raise Refusal(409, "content_stored", "这份意见已有扫描件；需要更换的，请重新记录意见。")
    return material


def _refuse_length(intake: Intake, kind: str, length: int) -> None:
    most = min(LIMITS.get(kind, intake.max_upload_bytes), intake.max_upload_bytes)
    if length == 0:
        raise Refusal(422, "file_empty", "文件是空的，请重新选择文件。")
    if length > most:
        raise Refusal(413, "file_too_large", f"文件超过{most // _MIB}MB，请压缩或拆分后上传。")


def _sniffed(kind: str, upload: Upload) -> tuple[str, Readable]:
    try:
        head = upload.body.read(min(HEAD_BYTES, upload.length))
    except EOFError:
        raise _cut_short() from None
    found, allowed = sniff(head), TYPES.get(kind, ANY)
    if found not in allowed:
        names = "、".join(sorted(name.rpartition("/")[2].upper() for name in allowed))
        raise Refusal(422, "file_type", f"文件内容不是{names}，请重新扫描或转换格式后上传。")
    claimed = (upload.content_type or "").partition(";")[0].strip().lower()
    if claimed not in {"", "application/octet-stream", found}:
        raise Refusal(422, "file_type_mismatch", "文件内容与Content-Type所称的类型不符，请核对文件。")
    return found, _Replayed(head, upload.body)


def _put(intake: Intake, key: str, body: Readable, length: int, media_type: str) -> StoredObject:
    try:
        return intake.materials.put(key, body, length, media_type)
    except EOFError:
        raise _cut_short() from None


def _checked_photo(body: Readable, length: int) -> Readable:
    """A photo is small enough to be opened here: one that docgen could not print is refused at once."""
    try:
        content = b"".join(iter(lambda: body.read(_MIB), b""))
        if len(content) < length:
            raise _cut_short()
        upright(content)
    except EOFError:
        raise _cut_short() from None
    except UnusablePicture as error:
        raise Refusal(422, "photo_unusable", error.reason) from None
    return io.BytesIO(content)


def _cut_short() -> Refusal:
    return Refusal(400, "body_cut_short", "文件没有传完，什么也没有保存，请重新上传。")


def _refuse_digest(upload: Upload, stored: StoredObject) -> None:
    if upload.sha256 and upload.sha256.lower() != stored.sha256:
        raise Refusal(422, "digest_mismatch", "收到的内容与所给的SHA-256不符，什么也没有保存，请重新上传。")


def _file(
    intake: Intake, session: Session, row: Application, file_id: UUID, stored: StoredObject, media_type: str
) -> StoredFile:
    same = select(StoredFile).where(StoredFile.application_id == row.id, StoredFile.sha256 == stored.sha256)
    known = session.scalar(same)
    if known:
        return known
    file = StoredFile(
        id=file_id, application_id=row.id, sha256=stored.sha256, size=stored.size, content_type=media_type,
        object_key=stored.key, stored_at=intake.clock(),
    )  # fmt: skip
    session.add(file)
    session.flush()
    return file


class _Replayed:
    """The body with the bytes that were looked at put back before it."""

    def __init__(self, head: bytes, body: Readable) -> None:
        self._head = head
        self._body = body

    def read(self, size: int = -1, /) -> bytes:
        if not self._head:
            return self._body.read(size)
        head, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return head + self._body.read(size - len(head) if size >= 0 else -1)
