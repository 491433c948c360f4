"""A document brought to a state (拟稿、签发、作废): printed, stored and entered."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service import numbering, repository
from docgen_service.content import Content, refuse_unfinished
from docgen_service.docgen import Docgen
from docgen_service.domain import State, is_overtaken, latest, refusal_of, stays_as_it_is
from docgen_service.models import Document
from docgen_service.numbering import Scope
from docgen_service.rendering.context import Imprint, context_of
from shared.contracts.documents.fields import BY_HAND
from shared.database import transaction
from shared.problems import Refusal, field_refusal

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
    number: str | None = None


def draft(docgen: Docgen, session: Session, order: Order, content: Content) -> Document:
    """拟稿: prints the document without a number; a newer draft takes the place of an older one."""
    row = repository.hold(session, order.document_id)
    if row and _nothing_to_do(row, order, State.DRAFT, content):
        return row
    unnumbered = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
    return _enter(docgen, session, row, order, content, unnumbered, {"state": State.DRAFT})


def issue(docgen: Docgen, order: Order, content: Content) -> Document:
    """签发: reserves the number, prints the document again with number and date, and marks the number used.

    Two transactions: the counter of the series is not held while the file goes to the store.
    """
    with transaction(docgen.engine) as session:
        row = repository.hold(session, order.document_id)
        if row and _nothing_to_do(row, order, State.ISSUED, content):
            return row
        refuse_unfinished(content)
        _reserve(docgen, session, order, content)
    with transaction(docgen.engine) as session:
        row = repository.hold(session, order.document_id)
        if row and _nothing_to_do(row, order, State.ISSUED, content):
            return row
        return _issue_with_number(docgen, session, row, order, content)


def _reserve(docgen: Docgen, session: Session, order: Order, content: Content) -> None:
    """The number that was chosen, or that waits for the document since a crash, or the next one."""
    series = content.published.series
    if series is None:
        if order.number:
            raise field_refusal("number", "kind_has_no_number", "这种文书没有编号，请不要填写编号。")
        return
    scope = Scope(content.published.edition.id, series, order.year, order.organ_code)
    now, by = docgen.clock(), order.requested_by
    if order.number:
        numbering.bind(session, scope, order.number, order.document_id, now, by)
    elif numbering.reserved_for(session, order.document_id) is None:
        numbering.next_number(session, scope, now, by, reserved_for=order.document_id)


def _issue_with_number(
    docgen: Docgen, session: Session, row: Document | None, order: Order, content: Content
) -> Document:
    today, number = docgen.today(), numbering.reserved_for(session, order.document_id)
    if number is None and content.published.series:
        raise Refusal(409, "number_released", "为这份文书预留的编号刚刚被作废，请重新签发。")
    text = number.number if number else None
    numbered = Imprint(number=text or BY_HAND, issued_on=today, draft=False)
    issued = {"state": State.ISSUED, "number": text, "issued_on": today, "issued_by": order.requested_by}
    entered = _enter(docgen, session, row, order, content, numbered, issued)
    if number:
        numbering.use(session, number, entered.id, docgen.clock())
    return entered


def void(docgen: Docgen, session: Session, order: Order, reason: str) -> Document:
    """作废: the file stays as it was; the number stays taken, with the reason."""
    row = repository.hold(session, order.document_id)
    if row is None:
        raise Refusal(404, "document_not_found", "没有这份文书，请核对文书编号。")
    if _nothing_to_do(row, order, State.VOID, None):
        return row
    row.state, row.void_reason, row.voided_by = State.VOID, reason, order.requested_by
    row.voided_at = row.changed_at = docgen.clock()
    row.message_id = latest(order.message_id, row.message_id)
    numbering.void_of_document(session, row.id, reason, docgen.clock(), order.requested_by)
    return row


def _nothing_to_do(row: Document, order: Order, wanted: State, content: Content | None) -> bool:
    """Whether the document is as wanted already, or a later message overtook this one; refuses what cannot be."""
    state = State(row.state)
    if order.message_id and is_overtaken(order.message_id, row.message_id, state, wanted):
        return True
    same = content is not None and (row.data_sha256, row.template_sha256) == (
        content.sha256, content.published.template.sha256,
    )  # fmt: skip
    if stays_as_it_is(state, wanted, same):
        row.message_id = latest(order.message_id, row.message_id)
        return True
    code = refusal_of(state, wanted)
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
    row.message_id = latest(order.message_id, row.message_id)
    return row
