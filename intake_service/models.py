"""The register (schema `intake`): what intake owns. Whatever is personal is sealed before it comes here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, MetaData, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import Base

METADATA = MetaData(schema="intake")


class IntakeBase(Base):
    __abstract__ = True
    metadata = METADATA


class Cycle(IntakeBase):
    """年度: what a year's notice (当年评选通知) sets: deadline, catalogue of trades, contacts, readings."""

    __tablename__ = "cycles"
    edition: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[datetime]


class Application(IntakeBase):
    """申报: one person's application of one year; `content` is sealed."""

    __tablename__ = "applications"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(Text, unique=True)
    client_id: Mapped[UUID]
    edition: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    channel: Mapped[str] = mapped_column(Text)
    county: Mapped[str] = mapped_column(Text)
    trade: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    content: Mapped[bytes]
    person_hash: Mapped[str | None] = mapped_column(Text, index=True)
    verdict: Mapped[str | None] = mapped_column(Text)
    complete: Mapped[bool | None]
    checked_stage: Mapped[str | None] = mapped_column(Text)
    pending_check: Mapped[UUID | None]
    opened: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_applications_reach", "client_id", "id"),
        Index("ix_applications_county", "county", "state", "id"),
    )


class Version(IntakeBase):
    """A submission (第几次提交): the content and the materials as they stood, and the answer to it."""

    __tablename__ = "versions"
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    materials: Mapped[list[Any]]
    submitted_at: Mapped[datetime]
    result: Mapped[dict[str, Any] | None]
    checked_at: Mapped[datetime | None]


class StoredFile(IntakeBase):
    """A scan in the object store; the same content stands once within one application, never across."""

    __tablename__ = "files"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id))
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content_type: Mapped[str] = mapped_column(Text)
    object_key: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("application_id", "sha256"),)


class Material(IntakeBase):
    """申报材料: one paper handed in; once submitted it is never changed, only replaced by another."""

    __tablename__ = "materials"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), index=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    copies: Mapped[int | None]
    pages: Mapped[int | None]
    original: Mapped[bool | None]
    issued_on: Mapped[date | None]
    opinion: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    first_version: Mapped[int | None]
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("intake.materials.id"))
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Finding(IntakeBase):
    """认定: what the county union found or attested, who, on what basis; a subject's latest counts.

    `answer`: the class that it has confirmed, and `about` the digest of the certificate's name that it read.
    """

    __tablename__ = "findings"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), index=True)
    subject: Mapped[str] = mapped_column(Text)
    value: Mapped[bool]
    answer: Mapped[str | None] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    organ: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class Notice(IntakeBase):
    """通知书: a drafted notice that the county union may change and issues; the document has the same id."""

    __tablename__ = "notices"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), index=True)
    kind: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    items: Mapped[list[Any]]
    opens: Mapped[dict[str, Any]]
    deadline: Mapped[date | None]
    issued_by: Mapped[str | None] = mapped_column(Text)
    issued_at: Mapped[datetime | None]


class Decision(IntakeBase):
    """县级审核决定 (第八条（二）): what the county union decided after collective review."""

    __tablename__ = "decisions"
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    reviewed_on: Mapped[date]
    participants: Mapped[list[str]] = mapped_column(ARRAY(Text))
    basis: Mapped[str] = mapped_column(Text)
    against_advice: Mapped[bool]
    organ: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime]


class Document(IntakeBase):
    """文书: what docgen made for an application, as its last answer said."""

    __tablename__ = "documents"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), index=True)
    kind: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    object_key: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content_type: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]


class Event(IntakeBase):
    """办理过程: one step of an application's history; `details` holds codes and ids, nothing personal."""

    __tablename__ = "events"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey(Application.id), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]


class IdempotencyKey(IntakeBase):
    """What a client's key created, so that a repeat finds it again."""

    __tablename__ = "idempotency_keys"
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request_sha256: Mapped[str] = mapped_column(Text)
    application_id: Mapped[UUID]
    created_at: Mapped[datetime]


class OutboxMessage(IntakeBase):
    """A message that is written with the state and offered until its answer has been recorded."""

    __tablename__ = "outbox"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID | None] = mapped_column(index=True)
    queue: Mapped[str] = mapped_column(Text)
    task: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    attempts: Mapped[int]
    available_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "queue",
            "available_at",
            postgresql_where=text("done_at is null and failed_at is null"),
        ),
    )


class CallbackEndpoint(IntakeBase):
    """回调地址 of a posting system, registered with its key by a command; the signing secret is sealed."""

    __tablename__ = "callback_endpoints"
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes]
    registered_at: Mapped[datetime]


class Honour(IntakeBase):
    """称号登记: who holds or held the title, by keyed hash of the ID number (第七条)."""

    __tablename__ = "honours"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    person_hash: Mapped[str] = mapped_column(Text, index=True)
    state: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("year", "person_hash"),)


class Series(IntakeBase):
    """编号: the last number given of a series and year."""

    __tablename__ = "series"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
