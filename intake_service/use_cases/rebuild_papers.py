"""Asks once more for papers (文书) that could not be made, from the dossier and the notices as they now stand.

What was sealed then may have been swept from the exchange, or have been at fault itself.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import papers
from intake_service.domain import State
from intake_service.dossier import open_dossier
from intake_service.form_check import ANNEX
from intake_service.intake import Intake
from intake_service.models import Application, Decision, Notice, OutboxMessage
from intake_service.notices import paper
from intake_service.papers import Dossier
from intake_service.requests import Action, Paper, ask_docgen
from shared.contracts.messages import DocumentRequest

_ACTIONS: dict[str, Action] = {"draft": "draft", "issued": "issue"}


def rebuild_papers(
    intake: Intake, session: Session, application: Application, failed: OutboxMessage, trace_id: str
) -> None:
    """Asks for what is still wanted of a failed message; for nothing, where all of it is overtaken:

    by a withdrawal (which leaves what is void so), by the next submission, or by a later request for the document.
    """
    if failed.payload["version"] != application.version:
        return
    ended = application.state == State.WITHDRAWN
    wanted = [DocumentRequest.model_validate(item) for item in failed.payload["documents"]]
    latest = [
        item
        for item in wanted
        if not asked_later(session, failed, str(item.document_id)) and (not ended or item.action == "void")
    ]
    if latest:
        dossier = open_dossier(intake, session, application)
        papers_again = [again for item in latest for again in _again(session, dossier, item)]
        ask_docgen(intake, session, application, dossier.organ, papers_again, trace_id)


def asked_later(session: Session, message: OutboxMessage, document_id: str) -> bool:
    """Whether a later message asks for the same document: what this one says of it no longer counts."""
    later = select(OutboxMessage.id).where(
        OutboxMessage.application_id == message.application_id,
        OutboxMessage.id > message.id,
        OutboxMessage.task == message.task,
        OutboxMessage.payload["documents"].contains([{"document_id": document_id}]),
    )
    return session.scalar(later.limit(1)) is not None


def _again(session: Session, dossier: Dossier, wanted: DocumentRequest) -> Iterator[Paper]:
    """The paper that was asked for; a notice in its present state, none where it is no longer of use."""
    notice = session.get(Notice, wanted.document_id)
    if wanted.kind == papers.RECEIPT_SLIP:
        yield Paper(wanted.kind, "issue", papers.receipt_slip(dossier))
    elif wanted.kind == ANNEX:
        yield Paper(wanted.kind, "draft", papers.annex_1(dossier))
    elif wanted.action == "void":
        yield Paper(wanted.kind, "void", None, wanted.reason, wanted.document_id)
    elif notice is not None and notice.state in _ACTIONS:
        decision = session.get(Decision, dossier.application.id)
        yield paper(dossier, notice, decision, _ACTIONS[notice.state])
