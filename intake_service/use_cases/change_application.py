"""Changes a draft, or what a correction notice (补正通知书) reopened."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from intake_service import repository
from intake_service.content import Content, differences, merge
from intake_service.domain import State
from intake_service.guards import refuse_closed, refuse_unopened
from intake_service.intake import Intake, as_json
from intake_service.models import Application
from intake_service.use_cases.create_application import person_hash, refuse_faults
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal
from shared.validation import field_errors


def change_application(
    intake: Intake, principal: Principal, application_id: UUID, patch: dict[str, Any]
) -> Application:
    """Applies a JSON Merge Patch to the content; nothing is changed if any part of it is refused."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_closed(row)
        old = as_json(intake.content(row))
        content = _merged(old, patch)
        changed = differences(old, as_json(content))
        refuse_unopened(intake, row, changed)
        refuse_faults(intake, session, row.edition, row.year, content)
        row.content = intake.seal(content, row)
        if row.state == State.DRAFT:  # a correction takes effect when it is submitted
            row.person_hash = person_hash(intake, content)
            row.channel, row.county, row.trade = content.channel, content.county, content.trade
        row.changed_at = intake.clock()
        repository.record(session, row.id, "changed", principal.label, intake.clock(), fields=sorted(changed))
        return row


def _merged(old: dict[str, Any], patch: dict[str, Any]) -> Content:
    try:
        return Content.model_validate(merge(old, patch))
    except ValidationError as error:
        raise Refusal(
            422, "invalid_request", "有内容不符合要求，请按errors逐项修改后重新提交。", field_errors(error)
        ) from None
