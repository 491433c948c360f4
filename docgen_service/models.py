"""The document register (文书登记, schema `docgen`): what was made, its state, number, file and digests.

What a document says is in its file alone: its data is not kept.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import Base

METADATA = MetaData(schema="docgen")


class DocgenBase(Base):
    __abstract__ = True
    metadata = METADATA


class Job(DocgenBase):
    """批量任务: many documents of one kind asked for at once; `faults` names items and never what they say."""

    __tablename__ = "jobs"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    edition: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    organ_code: Mapped[str] = mapped_column(Text)
    organ: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    requested_by: Mapped[str] = mapped_column(Text)
    request_key: Mapped[str] = mapped_column(Text)
    request_sha256: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    outputs: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(Text)
    total: Mapped[int]
    done: Mapped[int]
    failed: Mapped[int]
    faults: Mapped[list[Any]]
    failure: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int]
    available_at: Mapped[datetime]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    cancel_asked_at: Mapped[datetime | None]
    cancel_asked_by: Mapped[str | None] = mapped_column(Text)
    results: Mapped[list[Any]]
    results_until: Mapped[datetime | None]
    callback_at: Mapped[datetime | None]
    callback_attempts: Mapped[int]
    callback_done_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("client_id", "request_key"),
        Index("ix_jobs_state", "state", "available_at"),
    )


class JobPart(DocgenBase):
    """A run of a job's items that is made in one go; its data lies sealed in the exchange until the job ends."""

    __tablename__ = "job_parts"
    job_id: Mapped[UUID] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int]
    size: Mapped[int]
    sealed_key: Mapped[str | None] = mapped_column(Text)
    sealed_sha256: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]


class CallbackEndpoint(DocgenBase):
    """回调地址: where a client wants to hear of the end of its jobs; the secret is sealed."""

    __tablename__ = "callback_endpoints"
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes]
    registered_at: Mapped[datetime]


class Document(DocgenBase):
    """文书: made for an application (then it is intake's to issue) or asked for over HTTP by a client."""

    __tablename__ = "documents"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    organ_code: Mapped[str] = mapped_column(Text)
    organ: Mapped[str] = mapped_column(Text)
    application_id: Mapped[UUID | None] = mapped_column(index=True)
    application_version: Mapped[int | None]
    client_id: Mapped[UUID | None]
    request_key: Mapped[str | None] = mapped_column(Text)
    request_sha256: Mapped[str | None] = mapped_column(Text)
    requested_by: Mapped[str] = mapped_column(Text)
    message_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text, unique=True)
    revision: Mapped[int]
    object_key: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content_type: Mapped[str] = mapped_column(Text)
    template_sha256: Mapped[str] = mapped_column(Text)
    data_sha256: Mapped[str] = mapped_column(Text)
    cleaned: Mapped[list[Any]]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    issued_on: Mapped[date | None]
    issued_by: Mapped[str | None] = mapped_column(Text)
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(Text)
    void_reason: Mapped[str | None] = mapped_column(Text)
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey(Job.id))
    job_item: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("client_id", "request_key"),
        Index("ix_documents_organ", "organ_code", "id"),
        Index("ix_documents_job", "job_id", "job_item"),
    )


class PdfFile(DocgenBase):
    """PDF版: the PDF of one revision of a document, made when it is first asked for."""

    __tablename__ = "pdf_files"
    document_id: Mapped[UUID] = mapped_column(ForeignKey(Document.id), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    object_key: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    pages: Mapped[int]
    made_at: Mapped[datetime]


class Counter(DocgenBase):
    """编号序列: the last number taken, within a year and an organ where the series counts so."""

    __tablename__ = "counters"
    series: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    organ: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int]


class Number(DocgenBase):
    """编号登记簿: every number ever reserved or taken over, for what, by whom, and why it was voided if it was.

    `reserved_for` is a document that may not be entered yet: its number outlives a crash in between.
    """

    __tablename__ = "numbers"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(Text)
    series: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    organ: Mapped[str] = mapped_column(Text)
    n: Mapped[int]
    number: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    reserved_for: Mapped[UUID | None] = mapped_column(unique=True)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey(Document.id), unique=True)
    reason: Mapped[str | None] = mapped_column(Text)
    taken_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(Text)
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(Text)
    client_id: Mapped[UUID | None]
    request_key: Mapped[str | None] = mapped_column(Text)
    request_sha256: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        UniqueConstraint("series", "year", "organ", "n"),
        UniqueConstraint("client_id", "request_key"),
    )
