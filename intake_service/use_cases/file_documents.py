"""Takes docgen's answer: enters what was made for an application."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from intake_service import outbox, repository
from intake_service.intake import Intake
from intake_service.models import Application, Document, OutboxMessage
from intake_service.requests import tell_sender
from shared.contracts.messages import DocumentsRendered, RenderedDocument, SealedRef
from shared.database import transaction

ACTOR = "文书服务"
_RANK = {"draft": 0, "issued": 1, "void": 2}


def file_documents(intake: Intake, message: DocumentsRendered) -> None:
    """Enters the documents once; a repeat changes nothing."""
    with transaction(intake.engine) as session:
        asked = outbox.take_answer(session, message.in_reply_to, intake.clock())
        if asked is None:
            return
        row = session.get_one(Application, message.application_id, with_for_update=True)
        for document in message.documents:
            if _is_overtaken(session, message, document):
                continue
            values = _values(intake, message, document)
            statement = insert(Document).values(id=document.document_id, **values)
            session.execute(statement.on_conflict_do_update(index_elements=[Document.id], set_=values))
        repository.record(
            session, row.id, "documents_made", ACTOR, intake.clock(), version=message.version,
            documents=[{"kind": d.kind, "state": d.state, "number": d.number} for d in message.documents],
        )  # fmt: skip
        if any(document.state == "issued" for document in message.documents):
            tell_sender(intake, session, row, "documents.issued", message.trace_id)
    intake.exchange.delete(SealedRef.model_validate(asked.payload["sealed"]))


def _is_overtaken(session: Session, message: DocumentsRendered, document: RenderedDocument) -> bool:
    """Whether a later request for the document has been answered: two workers may take answers out of order.

    What brings the document further is never late: the clocks that the order rests on may differ.
    """
    known = session.get(Document, document.document_id)
    if known is None or _RANK[known.state] != _RANK[document.state]:
        return known is not None and _RANK[known.state] > _RANK[document.state]
    later = select(OutboxMessage.id).where(
        OutboxMessage.application_id == message.application_id,
        OutboxMessage.id > message.in_reply_to,
        OutboxMessage.task == "docgen.render.v1",
        OutboxMessage.done_at.is_not(None),
        OutboxMessage.payload["documents"].contains([{"document_id": str(document.document_id)}]),
    )
    return session.scalar(later.limit(1)) is not None


def _values(intake: Intake, message: DocumentsRendered, document: RenderedDocument) -> dict[str, object]:
    return {
        "application_id": message.application_id, "version": message.version, "kind": document.kind,
        "state": document.state, "number": document.number, "object_key": document.object_key,
        "sha256": document.sha256, "size": document.size, "content_type": document.content_type,
        "filed_at": intake.clock(),
    }  # fmt: skip
