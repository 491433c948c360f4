"""A document brought to a state (拟稿、签发、作废): printed, stored and entered in one transaction."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service import repository
from docgen_service.content import Content, refuse_unfinished
from docgen_service.docgen import Docgen
from docgen_service.domain import State, is_overtaken, refusal_of, stays_as_it_is
from docgen_service.models import Document
from docgen_service.rendering.context import Imprint, context_of
from shared.contracts.documents.fields import BY_HAND
from shared.problems import Refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REFUSALS = {
    "document_void": "这份文书已作废，不能再修改或签发；请另拟一份。",
    "document_issued": "这份文书已签发，不能再改；确需更改的，请先作废，再另拟一份。",
}


@dataclass(frozen=True)
class Order:
    """Which document, for whom, and on whose word."""

    document_id: UUID
    year: int
    organ_code: str
    organ: str
    requested_by: str
    message_id: UUID | None = None
    application_id: UUID | None = None
    application_version: int | None = None
    client_id: UUID | None = None
    request_key: str | None = None
    request_sha256: str | None = None


def draft(docgen: Docgen, session: Session, order: Order, content: Content) -> Document:
    """拟稿: prints the document without a number; a newer draft takes the place of an older one."""
    row = repository.hold(session, order.document_id)
    if row and _nothing_to_do(row, order, State.DRAFT, content):
        return row
    unnumbered = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
    return _enter(docgen, session, row, order, content, unnumbered, {"state": State.DRAFT})


def issue(docgen: Docgen, session: Session, order: Order, content: Content) -> Document:
    """签发: takes the number, and prints the document again with number and date."""
    row = repository.hold(session, order.document_id)
    if row and _nothing_to_do(row, order, State.ISSUED, content):
        return row
    refuse_unfinished(content)
    today, number, series = docgen.today(), None, content.published.series
    if series:
        number = repository.take_number(
            session, series, order.document_id, order.year, order.organ_code, docgen.clock()
        )
    numbered = Imprint(number=number or BY_HAND, issued_on=today, draft=False)
    issued = {
        "state": State.ISSUED, "number": number, "issued_on": today, "issued_by": order.requested_by,
    }  # fmt: skip
    return _enter(docgen, session, row, order, content, numbered, issued)


def void(docgen: Docgen, session: Session, order: Order, reason: str) -> Document:
    """作废: the file stays as it was; the number stays taken, with the reason."""
    row = repository.hold(session, order.document_id)
    if row is None:
        raise Refusal(404, "document_not_found", "没有这份文书，请核对文书编号。")
    if _nothing_to_do(row, order, State.VOID, None):
        return row
    row.state, row.void_reason, row.voided_by = State.VOID, reason, order.requested_by
    row.voided_at = row.changed_at = docgen.clock()
    row.message_id = order.message_id or row.message_id
    repository.void_number(session, row, reason, docgen.clock())
    return row


def _nothing_to_do(row: Document, order: Order, wanted: State, content: Content | None) -> bool:
    """Whether the document is as wanted already, or a later message overtook this one; refuses what cannot be."""
    if order.message_id and is_overtaken(order.message_id, row.message_id):
        return True
    same = content is not None and (row.data_sha256, row.template_sha256) == (
        content.sha256, content.published.template.sha256,
    )  # fmt: skip
    if stays_as_it_is(State(row.state), wanted, same):
        row.message_id = order.message_id or row.message_id
        return True
    code = refusal_of(State(row.state), wanted)
    if code:
        raise Refusal(409, code, _REFUSALS[code])
    return False


def _enter(
    docgen: Docgen, session: Session, row: Document | None, order: Order, content: Content,
    imprint: Imprint, state: dict[str, str | date | None],
) -> Document:  # fmt: skip
    """Prints, stores and enters; a crash before the commit leaves an object that the next attempt replaces."""
    definition, template = content.published.definition, content.published.template
    file = template.render(context_of(content.data, imprint, content.pictures))
    revision = row.revision + 1 if row else 1
    key = f"{order.document_id}/{revision}"
    stored = docgen.documents.put(key, io.BytesIO(file), len(file), DOCX)
    now = docgen.clock()
    entry: dict[str, Any] = {
        "revision": revision, "object_key": key, "sha256": hashlib.sha256(file).hexdigest(),
        "size": stored.size, "content_type": DOCX, "template_sha256": template.sha256,
        "data_sha256": content.sha256, "cleaned": list(content.cleaned), "changed_at": now, **state,
    }  # fmt: skip
    if row is None:
        row = Document(
            id=order.document_id, edition=content.published.edition.id, kind=definition.kind,
            year=order.year, organ_code=order.organ_code, organ=order.organ,
            application_id=order.application_id, application_version=order.application_version,
            client_id=order.client_id, request_key=order.request_key,
            request_sha256=order.request_sha256, requested_by=order.requested_by,
            message_id=order.message_id, created_at=now, **entry,
        )  # fmt: skip
        session.add(row)
        return row
    for name, value in entry.items():
        setattr(row, name, value)
    row.message_id = order.message_id or row.message_id
    return row
