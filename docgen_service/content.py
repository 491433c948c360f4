"""What a document is to say: its data, cleaned and checked, with the photos fetched."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from docgen_service.by_edition import by_edition, with_edition_data
from docgen_service.docgen import Docgen
from docgen_service.rendering.cleaning import clean
from docgen_service.rendering.context import photo_fields
from docgen_service.rendering.shelf import Published
from shared.contracts.documents import DOCUMENT_KINDS
from shared.contracts.documents.fields import Blank, DocumentModel, PhotoReference
from shared.pictures import MAX_BYTES, Picture, UnusablePicture, upright
from shared.problems import FieldError, Refusal, field_refusal
from shared.storage import ObjectMissing
from shared.validation import field_errors

# Names of the branches of unions, which pydantic puts into a fault's path.
_BRANCHES = re.compile(r"constrained-(str|int)|date|Blank|PhotoReference|function-.*")


@dataclass(frozen=True)
class Content:
    """The data of one document, ready to be printed; `cleaned` names the fields that lost characters."""

    published: Published
    data: DocumentModel
    cleaned: tuple[str, ...]
    pictures: Mapping[str, Picture]

    @property
    def sha256(self) -> str:
        """The digest of the data (not of the imprint: number and date come at issue)."""
        text = f"{self.published.definition.kind}\n{self.data.model_dump_json()}"
        return hashlib.sha256(text.encode()).hexdigest()


def prepare(docgen: Docgen, edition: str, kind: str, raw: Any) -> Content:
    """Cleans and checks the data and fetches its photos; refuses naming the fields, never their values."""
    published = docgen.shelf.get(edition, kind)
    data, cleaned = read_for(published, raw)
    pictures = {name: _picture(docgen, name, photo) for name, photo in photo_fields(data).items()}
    return Content(published, data, cleaned, pictures)


def read_for(published: Published, raw: Any) -> tuple[DocumentModel, tuple[str, ...]]:
    """The typed data of a document of an edition, with what the edition says of it; and what was cleaned."""
    completed = with_edition_data(published.edition, published.definition, raw)
    data, cleaned = read_data(published.definition.kind, completed)
    return by_edition(published.edition, published.definition, data), cleaned


def read_data(kind: str, raw: Any) -> tuple[DocumentModel, tuple[str, ...]]:
    """The typed data of a document, and the fields in which characters were stripped."""
    tidy, cleaned = clean(raw)
    try:
        return DOCUMENT_KINDS[kind].model_validate(tidy), cleaned
    except ValidationError as error:
        message = "文书数据不符合要求，请按errors逐项修改；有意留空的栏目请写明是“无”、“/”或留待手填。"
        raise Refusal(422, "document_data_invalid", message, _errors(error)) from None


def refuse_unfinished(content: Content) -> None:
    """A document is not issued (签发) with a blank that only a draft may have, or without its collective decision."""
    blank = [
        FieldError(field, "blank_at_issue", "签发前必须填写，请补填。")
        for field in content.data.NEEDED_AT_ISSUE
        if isinstance(getattr(content.data, field), Blank)
    ]
    if blank:
        raise Refusal(422, "unfinished", "文书还有签发前必须填写的栏目，请按errors逐项补填。", blank)
    if content.published.definition.after_collective_decision:
        _refuse_undecided(content)


def _refuse_undecided(content: Content) -> None:
    """A notice that rests on a collective decision (集体研究审核) states its date and parties."""
    data = content.data
    if isinstance(getattr(data, "reviewed_on", None), Blank) or not getattr(data, "participants", True):
        basis = content.published.definition.basis
        raise Refusal(
            422, "decision_missing", "须经集体研究审核并写明审核日期和参加部门后，才能签发。",
            [FieldError("reviewed_on", "decision_missing", "请写明集体研究审核的日期和参加部门。")],
            basis.article if basis else None,
        )  # fmt: skip


def _picture(docgen: Docgen, field: str, photo: PhotoReference) -> Picture:
    digest, chunks, size = hashlib.sha256(), [], 0
    try:
        for chunk in docgen.materials.open(photo.object_key):
            digest.update(chunk)
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BYTES:
                raise field_refusal(field, "photo_unusable", "照片过大，请压缩后重新上传。")
    except ObjectMissing:
        raise field_refusal(field, "photo_missing", "照片文件已不在，请重新上传照片。") from None
    if digest.hexdigest() != photo.sha256:
        raise field_refusal(field, "photo_changed", "照片文件与登记的摘要不符，请重新上传照片。")
    try:
        return upright(b"".join(chunks))
    except UnusablePicture as error:
        raise field_refusal(field, "photo_unusable", error.reason) from None


def _errors(error: ValidationError) -> list[FieldError]:
    """One fault per field: of a union's branches the first, which is the field's own type."""
    first: dict[str, FieldError] = {}
    for item in field_errors(error):
        path = ".".join(part for part in item.field.split(".") if not _BRANCHES.fullmatch(part))
        first.setdefault(path, FieldError(path, item.code, item.message))
    return list(first.values())
