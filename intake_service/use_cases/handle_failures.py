"""What could not be processed: recorded, shown to the office, and offered again when it says so."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import outbox, repository
from intake_service.dossier import request_check
from intake_service.intake import Intake
from intake_service.models import Application, OutboxMessage
from intake_service.use_cases.rebuild_papers import rebuild_papers
from shared.auth import Principal
from shared.contracts.messages import RequestRefused
from shared.database import transaction
from shared.problems import Refusal


def note_refusal(intake: Intake, message: RequestRefused) -> None:
    """Takes the answer that a request is itself at fault: trying again would change nothing."""
    with transaction(intake.engine) as session:
        asked = session.get(OutboxMessage, message.in_reply_to, with_for_update=True)
        if asked is not None and asked.done_at is None and asked.failed_at is None:
            outbox.give_up(asked, message.code, intake.clock())
            note_failure(intake, session, asked)


def note_failure(intake: Intake, session: Session, row: OutboxMessage) -> None:
    """Enters ProcessingFailed in the application's history."""
    if row.application_id is not None:
        repository.record(
            session, row.application_id, "processing_failed", "系统", intake.clock(), message=str(row.id),
            task=row.task, code=row.failure,
        )  # fmt: skip


def failures(intake: Intake) -> Sequence[OutboxMessage]:
    """All messages that were given up, oldest first."""
    with transaction(intake.engine) as session:
        return session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.failed_at.is_not(None))
            .order_by(OutboxMessage.id)
            .limit(500)
        ).all()


def retry(intake: Intake, principal: Principal, message_id: UUID, trace_id: str) -> OutboxMessage:
    """Handles a failed message once more: what it asked for is asked anew, unless it is overtaken."""
    with transaction(intake.engine) as session:
        row = session.get(OutboxMessage, message_id, with_for_update=True)
        if row is None or row.failed_at is None:
            raise Refusal(404, "failure_not_found", "没有这条失败记录，或它已重新处理。")
        _retry(intake, session, principal, row, trace_id)
        return row


def retry_all(intake: Intake, principal: Principal, trace_id: str) -> int:
    """Handles every failed message once more, as after an outage; returns how many."""
    with transaction(intake.engine) as session:
        rows = session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.failed_at.is_not(None))
            .order_by(OutboxMessage.id)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            _retry(intake, session, principal, row, trace_id)
        return len(rows)


def _retry(intake: Intake, session: Session, principal: Principal, row: OutboxMessage, trace_id: str) -> None:
    application = session.get(Application, row.application_id, with_for_update=True)
    if (
        application is None or "sealed" not in row.payload
    ):  # a callback: all that it says stands in the message
        outbox.offer_again(session, row, intake.clock())
    else:
        # With what stands in the register now: what was sealed then may have been swept from the exchange.
        outbox.overtake(row, intake.clock())
        if "documents" in row.payload:
            rebuild_papers(intake, session, application, row, trace_id)
        elif application.pending_check == row.id:  # otherwise withdrawn, or asked again since
            request_check(intake, session, application, row.payload["stage"], trace_id)
    if row.application_id is not None:
        repository.record(
            session, row.application_id, "processing_retried", principal.label, intake.clock(),
            message=str(row.id), task=row.task,
        )  # fmt: skip
