"""Answers intake's request for documents: drafted, issued or voided; asked for twice, made once."""

from typing import Any

from docgen_service.content import Content, prepare
from docgen_service.docgen import Docgen
from docgen_service.entering import Order
from docgen_service.models import Document
from docgen_service.printing import draft, issue, void
from shared.contracts.messages import DocumentRequest, DocumentsRendered, DocumentsRequested, RenderedDocument
from shared.database import transaction, uuid7
from shared.problems import Refusal

REQUESTED_BY = "申报服务"


def render_documents(docgen: Docgen, message: DocumentsRequested) -> DocumentsRendered:
    """Brings each document to the state asked for, one after the other, and says what became of it."""
    sealed = docgen.exchange.open(message.sealed)
    # All data is checked before anything is made: a refused request has taken no number.
    jobs = [(wanted, _content(docgen, message, wanted, sealed)) for wanted in message.documents]
    documents = [_bring_about(docgen, message, wanted, content) for wanted, content in jobs]
    return DocumentsRendered(
        message_id=uuid7(), in_reply_to=message.message_id, trace_id=message.trace_id,
        application_id=message.application_id, version=message.version, edition=message.edition,
        documents=[_answer(row) for row in documents],
    )  # fmt: skip


def _content(
    docgen: Docgen, message: DocumentsRequested, wanted: DocumentRequest, sealed: dict[str, Any]
) -> Content | None:
    if wanted.action == "void":
        return None
    return prepare(docgen, message.edition, wanted.kind, sealed.get(str(wanted.document_id)))


def _bring_about(
    docgen: Docgen, message: DocumentsRequested, wanted: DocumentRequest, content: Content | None
) -> Document:
    order = Order(
        document_id=wanted.document_id, year=wanted.year, organ_code=wanted.organ_code,
        organ=message.receiving_organ, requested_by=REQUESTED_BY, message_id=message.message_id,
        application_id=message.application_id, application_version=message.version,
    )  # fmt: skip
    if content is not None:
        step = issue if wanted.action == "issue" else draft
        return step(docgen, order, content)
    with transaction(docgen.engine) as session:
        return void(docgen, session, order, _reason(wanted))


def _reason(wanted: DocumentRequest) -> str:
    if not wanted.reason:
        raise Refusal(422, "reason_missing", "作废文书须写明原因。")
    return wanted.reason


def _answer(row: Document) -> RenderedDocument:
    return RenderedDocument(
        document_id=row.id, kind=row.kind, state=row.state, number=row.number, object_key=row.object_key,
        sha256=row.sha256, size=row.size, content_type=row.content_type,
        template_sha256=row.template_sha256, data_sha256=row.data_sha256,
    )  # fmt: skip
