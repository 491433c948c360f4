"""A document brought to a state (拟稿、签发、作废): printed, stored and entered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service import numbering, repository
from docgen_service.content import Content, refuse_unfinished
from docgen_service.docgen import Docgen
from docgen_service.domain import State, is_overtaken, latest, refusal_of, stays_as_it_is
from docgen_service.entering import Held, Order, Wanted, enter_all, printed
from docgen_service.models import Document
from docgen_service.numbering import Scope
from docgen_service.rendering.context import Imprint
from shared.contracts.documents.fields import BY_HAND
from shared.database import transaction
from shared.problems import Refusal, field_refusal

_REFUSALS = {
    "document_void": "这份文书已作废，不能再修改或签发；请另拟一份。",
    "document_issued": "这份文书已签发，不能再改；确需更改的，请先作废，再另拟一份。",
}


def draft(docgen: Docgen, order: Order, content: Content) -> Document:
    """拟稿: prints the document without a number; a newer draft takes the place of an older one."""
    return draft_all(docgen, [Wanted(order, content)])[0]


def draft_all(docgen: Docgen, wanted: Sequence[Wanted]) -> list[Document]:
    """Drafts several documents in one transaction, in the order given."""
    with transaction(docgen.engine) as session:
        held = _hold(session, wanted)
        todo = [item for item in wanted if not _done(held, item, State.DRAFT)]
        unnumbered = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
        papers = [printed(held, item, unnumbered, {"state": State.DRAFT}) for item in todo]
        entered = {row.id: row for row in enter_all(docgen, session, held, papers)}
        return [entered.get(item.order.document_id) or held[item.order.document_id] for item in wanted]


def issue(docgen: Docgen, order: Order, content: Content) -> Document:
    """签发: reserves the number, prints the document again with number and date, and marks the number used."""
    return issue_all(docgen, [Wanted(order, content)])[0]


def issue_all(docgen: Docgen, wanted: Sequence[Wanted]) -> list[Document]:
    """Issues several documents, numbered in the order given.

    Two transactions: the counter of the series is not held while the files go to the store. A crash between
    them leaves numbers reserved for these documents, and the retry uses them.
    """
    with transaction(docgen.engine) as session:
        held = _hold(session, wanted)
        todo = [item for item in wanted if not _done(held, item, State.ISSUED)]
        for item in todo:
            refuse_unfinished(item.content)
        _reserve(docgen, session, todo)
    with transaction(docgen.engine) as session:
        held = _hold(session, wanted)
        todo = [item for item in wanted if not _done(held, item, State.ISSUED)]
        entered = {row.id: row for row in _issue_with_numbers(docgen, session, held, todo)}
        return [entered.get(item.order.document_id) or held[item.order.document_id] for item in wanted]


def _reserve(docgen: Docgen, session: Session, wanted: Sequence[Wanted]) -> None:
    """The number that was chosen, or that waits for the document since a crash, or the next ones in a run."""
    without: dict[tuple[Any, ...], tuple[Scope, list[UUID]]] = {}
    now, by = docgen.clock(), wanted[0].order.requested_by if wanted else ""
    waiting = numbering.reserved_for_all(session, [item.order.document_id for item in wanted])
    for item in wanted:
        order, published = item.order, item.content.published
        if published.series is None:
            if order.number:
                raise field_refusal("number", "kind_has_no_number", "这种文书没有编号，请不要填写编号。")
            continue
        scope = Scope(published.edition.id, published.series, order.year, order.organ_code)
        if order.number:
            numbering.bind(session, scope, order.number, order.document_id, now, by)
        elif order.document_id not in waiting:
            _, documents = without.setdefault(tuple(scope.columns.values()), (scope, []))
            documents.append(order.document_id)
    for scope, documents in without.values():
        numbering.next_numbers(session, scope, documents, now, by)


def _issue_with_numbers(
    docgen: Docgen, session: Session, held: Held, wanted: Sequence[Wanted]
) -> list[Document]:
    today, papers = docgen.today(), []
    numbers = numbering.reserved_for_all(session, [item.order.document_id for item in wanted])
    for item in wanted:
        number = numbers.get(item.order.document_id)
        if number is None and item.content.published.series:
            raise Refusal(409, "number_released", "为这份文书预留的编号刚刚被作废，请重新签发。")
        text = number.number if number else None
        imprint = Imprint(number=text or BY_HAND, issued_on=today, draft=False)
        state = {
            "state": State.ISSUED, "number": text, "issued_on": today, "issued_by": item.order.requested_by,
        }  # fmt: skip
        papers.append(printed(held, item, imprint, state))
    rows = enter_all(docgen, session, held, papers)
    session.flush()
    for document_id, number in numbers.items():
        numbering.use(number, document_id, docgen.clock())
    return rows


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
    if order.request_key and row.request_key == order.request_key:
        if row.request_sha256 != order.request_sha256:
            raise repository.reused_key()
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


def _hold(session: Session, wanted: Sequence[Wanted]) -> Held:
    return repository.hold_all(session, [item.order.document_id for item in wanted])


def _done(held: Held, item: Wanted, state: State) -> bool:
    row = held.get(item.order.document_id)
    return row is not None and _nothing_to_do(row, item.order, state, item.content)
