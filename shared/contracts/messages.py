"""The messages between the services: JSON without personal data; consumers ignore unknown fields."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = 1


class SealedRef(BaseModel):
    """Where the sealed object of a message lies, and the digest of its ciphertext."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    key: str
    sha256: str


class Message(BaseModel):
    """What every message carries."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    schema_version: int = SCHEMA_VERSION
    message_id: UUID
    trace_id: str
    application_id: UUID
    version: int
    edition: str


class CheckRequested(Message):
    """Asks rules for a verdict (审核); sealed: `CheckInput`."""

    stage: Literal["submission", "county_review", "forwarding"]
    as_of: date
    sealed: SealedRef


class ApplicationChecked(Message):
    """Rules' answer; sealed: `CheckResult`."""

    in_reply_to: UUID
    sealed: SealedRef


class DocumentRequest(BaseModel):
    """One document (文书) to draft, to issue (with a number) or to void."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    document_id: UUID
    kind: str
    action: Literal["draft", "issue", "void"]
    organ_code: str
    year: int
    reason: str | None = None


class DocumentsRequested(Message):
    """Asks docgen for documents; sealed: `{document_id: data}`."""

    receiving_organ: str
    documents: list[DocumentRequest]
    sealed: SealedRef


class RenderedDocument(BaseModel):
    """What became of one document: its state, number, file and digests."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    document_id: UUID
    kind: str
    state: Literal["draft", "issued", "void"]
    number: str | None
    object_key: str
    sha256: str
    size: int
    content_type: str
    template_sha256: str
    data_sha256: str


class DocumentsRendered(Message):
    """Docgen's answer."""

    in_reply_to: UUID
    documents: list[RenderedDocument]


class RequestRefused(Message):
    """The request itself is at fault: trying again would change nothing; the office has to look."""

    in_reply_to: UUID
    code: str
    detail: str


MESSAGES: tuple[type[Message], ...] = (
    CheckRequested,
    ApplicationChecked,
    DocumentsRequested,
    DocumentsRendered,
    RequestRefused,
)
"""Every message; `artisan contracts write` writes their schemas."""
