"""撤回: the sender takes the application back; what was handed in stays on record."""

from uuid import UUID

from intake_service import repository
from intake_service.domain import WITHDRAWABLE, State
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application
from intake_service.requests import tell_sender
from shared.auth import Principal
from shared.database import transaction


def withdraw(
    intake: Intake, principal: Principal, application_id: UUID, reason: str, trace_id: str
) -> Application:
    """Withdraws, unless it was decided already; an answer still under way no longer counts."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_unless(row, WITHDRAWABLE, "撤回")
        row.state, row.pending_check, row.opened = State.WITHDRAWN, None, None
        row.changed_at = intake.clock()
        repository.record(session, row.id, "withdrawn", principal.label, intake.clock(), reason=reason)
        tell_sender(intake, session, row, "application.withdrawn", trace_id)
        return row
