"""What intake asks of rules and docgen: the message in the outbox, what is personal in a sealed object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from intake_service import outbox
from intake_service.intake import Intake
from intake_service.models import Application, CallbackEndpoint
from shared.contracts.documents.fields import DocumentModel
from shared.contracts.materials import Stage
from shared.contracts.messages import CheckRequested, DocumentRequest, DocumentsRequested
from shared.contracts.verdict import CheckInput
from shared.database import uuid7

Action = Literal["draft", "issue", "void"]


@dataclass(frozen=True)
class Paper:
    """One document to ask for; without data, but with a reason, where it is to be voided.

    `id` only where a version may have several of its kind: a notice that was voided is drafted anew.
    """

    kind: str
    action: Action
    data: DocumentModel | None
    reason: str | None = None
    id: UUID | None = None


def document_id(application: Application, kind: str, version: int, voided: int = 0) -> UUID:
    """The id of a version's document: the same for every repeat, so that it is made once.

    `voided`: how many of this kind and version were issued and voided before it.
    """
    return uuid5(application.id, f"{kind}/{version}" + (f"/{voided}" if voided else ""))


def ask_rules(
    intake: Intake,
    session: Session,
    row: Application,
    stage: Stage,
    content: CheckInput,
    as_of: date,
    trace_id: str,
) -> None:
    """Asks for a verdict; the answer to an earlier question no longer counts."""
    message_id = uuid7()
    sealed = intake.exchange.seal(message_id, content.model_dump(mode="json", by_alias=True))
    message = CheckRequested(
        message_id=message_id, trace_id=trace_id, application_id=row.id, version=row.version,
        edition=row.edition, stage=stage, as_of=as_of, sealed=sealed,
    )  # fmt: skip
    row.pending_check = message_id
    _put(intake, session, row, "rules.check.v1", message)


def ask_docgen(
    intake: Intake, session: Session, row: Application, organ: str, papers: Iterable[Paper], trace_id: str
) -> None:
    """Asks for documents of this version; one message for all of them."""
    wanted = {paper.id or document_id(row, paper.kind, row.version): paper for paper in papers}
    if not wanted:
        return
    message_id = uuid7()
    data = {str(id): paper.data.model_dump(mode="json") for id, paper in wanted.items() if paper.data}
    message = DocumentsRequested(
        message_id=message_id, trace_id=trace_id, application_id=row.id, version=row.version,
        edition=row.edition, receiving_organ=organ, sealed=intake.exchange.seal(message_id, data),
        documents=[
            DocumentRequest(document_id=id, kind=paper.kind, action=paper.action, organ_code=row.county,
                            year=row.year, reason=paper.reason)
            for id, paper in wanted.items()
        ],
    )  # fmt: skip
    _put(intake, session, row, "docgen.render.v1", message)


def tell_sender(
    intake: Intake, session: Session, row: Application, event: str, trace_id: str, **details: Any
) -> None:
    """Tells the posting system, if it gave an address, that something changed; what, it reads from the status."""
    if session.get(CallbackEndpoint, row.client_id) is None:
        return
    message_id = uuid7()
    payload = {
        "message_id": str(message_id), "trace_id": trace_id, "application_id": str(row.id),
        "client_id": str(row.client_id), "event": event, "number": row.number, "state": row.state,
        "version": row.version, "at": intake.clock().isoformat(), **details,
    }  # fmt: skip
    outbox.put(session, "intake.callback.v1", payload, message_id, row.id, intake.clock())


def _put(
    intake: Intake,
    session: Session,
    row: Application,
    task: str,
    message: CheckRequested | DocumentsRequested,
) -> None:
    outbox.put(session, task, message.model_dump(mode="json"), message.message_id, row.id, intake.clock())
