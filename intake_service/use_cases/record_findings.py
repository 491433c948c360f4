"""认定: the county union records what it has found, on what basis; nothing is ever inferred in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from intake_service import repository
from intake_service.domain import UNDER_REVIEW
from intake_service.dossier import request_check
from intake_service.facts import ATTESTED
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Finding
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.problems import FieldError, Refusal
from shared.regulation.edition import Edition


@dataclass(frozen=True)
class Found:
    """One finding: `subject` is a judgement of conditions.yaml, or a fact that the county union may attest."""

    subject: str
    value: bool
    basis: str
    found_on: date


def record_findings(
    intake: Intake, principal: Principal, application_id: UUID, found: Sequence[Found], trace_id: str
) -> Application:
    """Records findings and asks rules again; a later finding of the same subject goes before an earlier one."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_unless(row, UNDER_REVIEW, "记录认定")
        _refuse(intake, row, found)
        for item in found:
            session.add(_finding(intake, principal, row, item))
        session.flush()
        row.changed_at = intake.clock()
        repository.record(
            session, row.id, "findings_recorded", principal.label, intake.clock(),
            subjects={item.subject: item.value for item in found},
        )  # fmt: skip
        request_check(intake, session, row, "county_review", trace_id)
        return row


def subjects(edition: Edition) -> dict[str, str]:
    """What the county union may find or attest, and its question."""
    judgements = {leaf.id: leaf.ask.question for leaf in edition.conditions.judgements()}
    asks = edition.conditions.asks
    return judgements | {name: asks[name].question for name in ATTESTED if name in asks}


def _refuse(intake: Intake, row: Application, found: Sequence[Found]) -> None:
    known, today = subjects(intake.editions.get(row.edition)), intake.today()
    errors = [
        FieldError(
            f"findings.{index}.subject", "unknown_subject", "没有这个认定事项，请从版本的条件列表中选择。"
        )
        for index, item in enumerate(found)
        if item.subject not in known
    ]
    errors += [
        FieldError(f"findings.{index}.found_on", "future_date", "认定日期晚于今天，请核对。")
        for index, item in enumerate(found)
        if item.found_on > today
    ]
    if errors:
        raise Refusal(422, "invalid_finding", "认定有误，什么也没有记录，请按errors修改后重新提交。", errors)


def _finding(intake: Intake, principal: Principal, row: Application, item: Found) -> Finding:
    return Finding(
        id=uuid7(), application_id=row.id, subject=item.subject, value=item.value, basis=item.basis,
        found_on=item.found_on, organ=row.county, person=principal.person, recorded_at=intake.clock(),
    )  # fmt: skip
