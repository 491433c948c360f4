"""Queries of the document register; every read by a principal goes through one filter, `visible_to`."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select, text, true, tuple_
from sqlalchemy.orm import Session

from docgen_service.models import Document, PdfFile
from shared.auth import Principal
from shared.problems import Refusal, field_refusal

_HOLD_ALL = text(
    "select pg_advisory_xact_lock(key) from"
    " (select hashtextextended(id, 0) as key from unnest(cast(:ids as text[])) as id order by key) as ordered"
)


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """What a principal may see: the office all of it, a county union what it received or issued."""
    match principal.role:
        case "office":
            return true()
        case "county_union":
            return Document.organ_code.in_(principal.organs)
        case _:
            return false()


def document(session: Session, principal: Principal, document_id: UUID) -> Document:
    """One document; a 404 both if there is none and if it is another county's."""
    found = session.scalar(select(Document).where(Document.id == document_id, visible_to(principal)))
    if found is None:
        raise Refusal(404, "document_not_found", "没有这份文书，或您无权查看；请核对文书编号和密钥。")
    return found


def documents(
    session: Session, principal: Principal, wanted: dict[str, Any], cursor: str | None, limit: int
) -> tuple[Sequence[Document], str | None]:
    """One page, newest first, and the cursor of the next."""
    before = _position(cursor) if cursor else None
    statement = (
        select(Document)
        .where(visible_to(principal))
        .where(*(getattr(Document, name) == value for name, value in wanted.items() if value is not None))
        .where(_older(before) if before else true())
        .order_by(Document.created_at.desc(), Document.id.desc())
        .limit(limit + 1)
    )
    rows = session.scalars(statement).all()
    more = len(rows) > limit
    return rows[:limit], _cursor(rows[limit - 1]) if more else None


def hold(session: Session, document_id: UUID) -> Document | None:
    """One document under a lock that also keeps others from entering it first."""
    alone(session, str(document_id))
    return session.get(Document, document_id, with_for_update=True)


def pdf_file(session: Session, document_id: UUID, revision: int) -> PdfFile | None:
    """The PDF of a revision, if it was asked for before."""
    return session.get(PdfFile, (document_id, revision))


def hold_pdf(session: Session, document_id: UUID, revision: int) -> PdfFile | None:
    """The same under a lock that also keeps others from entering it first."""
    alone(session, f"{document_id}/{revision}.pdf")
    return pdf_file(session, document_id, revision)


def hold_all(session: Session, document_ids: Sequence[UUID]) -> dict[UUID, Document]:
    """Those of several documents that are there, all under their locks, taken in one order by everybody."""
    session.execute(_HOLD_ALL, {"ids": [str(one) for one in document_ids]})
    found = select(Document).where(Document.id.in_(document_ids)).order_by(Document.id).with_for_update()
    return {row.id: row for row in session.scalars(found)}


def alone(session: Session, what: str) -> None:
    """Until the transaction ends nobody else does the same."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def reused_key() -> Refusal:
    """The same Idempotency-Key came with another content."""
    return Refusal(
        422, "idempotency_key_reused",
        "这个Idempotency-Key已用于另一份内容；请为新的请求换一个，或按原内容重发。",
    )  # fmt: skip


def by_request(session: Session, client_id: UUID, request_key: str) -> Document | None:
    """What a client's Idempotency-Key made."""
    return session.scalar(
        select(Document).where(Document.client_id == client_id, Document.request_key == request_key)
    )


def _older(position: tuple[datetime, UUID]) -> ColumnElement[bool]:
    return tuple_(Document.created_at, Document.id) < position


def _cursor(row: Document) -> str:
    position = f"{row.created_at.isoformat()}|{row.id}"
    return base64.urlsafe_b64encode(position.encode()).decode()


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        instant, _, document_id = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return datetime.fromisoformat(instant), UUID(document_id)
    except (ValueError, binascii.Error):
        raise field_refusal("cursor", "cursor_invalid", "翻页标记无效，请从第一页重新查询。") from None
