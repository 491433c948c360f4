"""县级审核决定 (第八条（二）): the county union decides after collective review; the verdict only advised it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import UNDER_REVIEW, Opened, State
from intake_service.dossier import open_dossier
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Decision
from intake_service.notices import INELIGIBILITY, current_notice, new_notice, paper
from intake_service.requests import ask_docgen, tell_sender
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal, field_refusal


@dataclass(frozen=True)
class Decided:
    """The outcome of the collective review; `grounds` where it goes beyond what rules found."""

    recommended: bool
    reviewed_on: date
    participants: Sequence[str]
    basis: str
    grounds: Sequence[dict[str, Any]]


def decide(
    intake: Intake, principal: Principal, application_id: UUID, decided: Decided, trace_id: str
) -> Application:
    """Records the decision; where it is a refusal, the notice is drafted anew with date and participants."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_unless(row, UNDER_REVIEW, "作出审核决定")
        _refuse(intake, row, decided)
        decision = _decision(intake, principal, row, decided)
        session.add(decision)
        row.state = State.RECOMMENDED if decided.recommended else State.NOT_RECOMMENDED
        row.opened, row.changed_at = None, intake.clock()
        if not decided.recommended:
            _draft_notice(intake, session, row, decision, decided, trace_id)
        repository.record(
            session, row.id, "decided", principal.label, intake.clock(), outcome=decision.outcome,
            reviewed_on=decided.reviewed_on.isoformat(), against_advice=decision.against_advice,
        )  # fmt: skip
        tell_sender(intake, session, row, "application.decided", trace_id)
        return row


def _refuse(intake: Intake, row: Application, decided: Decided) -> None:
    if row.pending_check is not None:
        raise Refusal(409, "check_pending", "规则审核尚未完成，请稍候查询状态后再作决定。")
    if row.state == State.CORRECTION and row.opened:
        deadline = Opened.from_json(row.opened).deadline
        if intake.today() <= deadline:
            raise Refusal(
                409, "correction_running", f"补正期限（{deadline}）未到，请待补正或期满后再作决定。",
                basis=intake.editions.get(row.edition).head.silent_basis,
            )  # fmt: skip
    if decided.reviewed_on > intake.today():
        raise field_refusal("reviewed_on", "future_date", "集体研究的日期晚于今天，请核对。")


def _decision(intake: Intake, principal: Principal, row: Application, decided: Decided) -> Decision:
    advice = {"eligible": True, "not_eligible": False}.get(row.verdict or "")
    return Decision(
        application_id=row.id, outcome="recommended" if decided.recommended else "not_recommended",
        reviewed_on=decided.reviewed_on, participants=list(decided.participants), basis=decided.basis,
        against_advice=advice is not None and advice != decided.recommended, organ=row.county,
        person=principal.person, decided_at=intake.clock(),
    )  # fmt: skip


def _draft_notice(
    intake: Intake, session: Session, row: Application, decision: Decision, decided: Decided, trace_id: str
) -> None:
    dossier = open_dossier(intake, session, row)
    notice = current_notice(session, row, INELIGIBILITY) or new_notice(session, row, INELIGIBILITY, [], {})
    obsolete, notice.state = notice.state == "obsolete", "draft"
    notice.items = list(decided.grounds) or ([] if obsolete else notice.items)
    if not notice.items:
        raise field_refusal(
            "grounds",
            "grounds_required",
            "审核结论没有指出不符合的条件，请写明不予推荐所依据的条款和事实。",
            dossier.channel_article,
        )
    ask_docgen(intake, session, row, dossier.organ, [paper(dossier, notice, decision, "draft")], trace_id)
