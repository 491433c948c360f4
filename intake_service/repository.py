"""Queries of the register; every read by a principal goes through one filter, `visible_to`."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from intake_service.domain import State
from intake_service.models import (
    Application,
    Cycle,
    Document,
    Event,
    Finding,
    Honour,
    Material,
    Notice,
    Series,
    Version,
)
from shared.auth import Principal
from shared.database import uuid7
from shared.problems import Refusal


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """What a principal may see: its own, its county's once submitted, or all that was submitted."""
    submitted = Application.version > 0  # not by its state: a draft may have been withdrawn
    match principal.role:
        case "posting_system":
            return Application.client_id == principal.client_id
        case "county_union":
            return and_(Application.county.in_(principal.organs), submitted)
        case "office" | "operator":
            return submitted
        case _:
            return false()


def application(
    session: Session, principal: Principal, application_id: UUID, for_update: bool = False
) -> Application:
    """One application; a 404 both if there is none and if it is somebody else's."""
    statement = select(Application).where(Application.id == application_id, visible_to(principal))
    found = session.scalar(statement.with_for_update() if for_update else statement)
    if found is None:
        raise Refusal(404, "application_not_found", "没有这个申报，或您无权查看；请核对申报编号和密钥。")
    return found


def applications(
    session: Session, principal: Principal, wanted: dict[str, Any], cursor: str | None, limit: int
) -> tuple[Sequence[Application], str | None]:
    """One page, newest first, and the cursor of the next."""
    before = _decode(cursor) if cursor else None
    statement = (
        select(Application)
        .where(visible_to(principal))
        .where(*(getattr(Application, name) == value for name, value in wanted.items() if value is not None))
        .where(Application.id < before if before else true())
        .order_by(Application.id.desc())
        .limit(limit + 1)
    )
    rows = session.scalars(statement).all()
    more = len(rows) > limit
    return rows[:limit], _encode(rows[limit - 1].id) if more else None


def materials(session: Session, application_id: UUID, every: bool = False) -> Sequence[Material]:
    """The materials in force, in the order in which they came; `every` adds the replaced and removed ones."""
    statement = select(Material).where(Material.application_id == application_id).order_by(Material.id)
    return session.scalars(statement if every else statement.where(Material.retired_at.is_(None))).all()


def reviewed(session: Session, last: Version) -> list[Material]:
    """What a review goes by: the papers of the last submission, and the county union's own.

    A paper that a running correction replaces counts until its replacement has been submitted.
    """
    submitted = set(last.materials)
    return [
        material
        for material in materials(session, last.application_id, every=True)
        if (material.retired_at is None if material.opinion else str(material.id) in submitted)
    ]


def findings(session: Session, application_id: UUID) -> dict[str, Finding]:
    """The latest finding of each subject, by the county union that receives the application now.

    第八条（二） lets the one at the place of work review: what another one found before a correction of that
    place stays on record and decides nothing.
    """
    rows = session.scalars(
        select(Finding)
        .join(Application)
        .where(Finding.application_id == application_id, Finding.organ == Application.county)
        .order_by(Finding.id)
    )
    return {row.subject: row for row in rows}


def version(session: Session, application_id: UUID, number: int) -> Version:
    """One submission; a 404 if there is none."""
    found = session.get(Version, (application_id, number))
    if found is None:
        raise Refusal(404, "version_not_found", "没有这个提交版本，请核对版本号。")
    return found


def events(session: Session, application_id: UUID) -> Sequence[Event]:
    """The whole history, oldest first."""
    return session.scalars(
        select(Event).where(Event.application_id == application_id).order_by(Event.id)
    ).all()


def record(
    session: Session, application_id: UUID, step: str, actor: str, now: datetime, **details: Any
) -> None:
    """Adds a step to the history."""
    session.add(
        Event(id=uuid7(), application_id=application_id, at=now, kind=step, actor=actor, details=details)
    )


def documents(session: Session, application_id: UUID) -> Sequence[Document]:
    """What docgen has made so far."""
    return session.scalars(
        select(Document)
        .where(Document.application_id == application_id)
        .order_by(Document.filed_at, Document.id)
    ).all()


def notices(session: Session, application_id: UUID) -> Sequence[Notice]:
    """The notices, oldest first."""
    return session.scalars(
        select(Notice).where(Notice.application_id == application_id).order_by(Notice.version, Notice.id)
    ).all()


def cycle(session: Session, edition: str, year: int) -> Cycle:
    """A year's settings; a refusal if the year has not been opened."""
    found = session.get(Cycle, (edition, year))
    if found is None:
        raise Refusal(422, "year_not_open", "该版本和年度没有开放申报，请核对edition和year。")
    return found


def titles(session: Session, hashes: list[str]) -> Sequence[str]:
    """The state of every title that the register holds under any of these hashes (第七条): named or revoked."""
    return session.scalars(select(Honour.state).where(Honour.person_hash.in_(hashes))).all()


def same_person(session: Session, found: Application, hashes: list[str]) -> Sequence[UUID]:
    """Other applications of the same person and year that have been submitted and not withdrawn.

    Two of one person wait for one another here, so that of two at once the second sees the first.
    """
    key = func.hashtextextended(f"{found.year}/{hashes[0]}", 0)
    session.execute(select(func.pg_advisory_xact_lock(key)))
    return session.scalars(
        select(Application.id).where(
            Application.person_hash.in_(hashes),
            Application.year == found.year,
            Application.id != found.id,
            Application.state.not_in([State.DRAFT, State.WITHDRAWN]),
        )
    ).all()


def next_number(session: Session, series: str, year: int) -> int:
    """The next number of a series; rolled back with its transaction, so there is no gap."""
    statement = insert(Series).values(name=series, year=year, last=1)
    taken: int | None = session.scalar(
        statement.on_conflict_do_update(
            index_elements=[Series.name, Series.year], set_={"last": Series.last + 1}
        ).returning(Series.last)
    )
    assert taken is not None
    return taken


def _encode(cursor: UUID) -> str:
    return base64.urlsafe_b64encode(cursor.bytes).rstrip(b"=").decode()


def _decode(cursor: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, binascii.Error):
        raise Refusal(422, "cursor_invalid", "翻页标记无效，请从第一页重新查询。") from None
