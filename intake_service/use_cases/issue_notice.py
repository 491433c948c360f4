"""发出通知书: a clerk of the county union issues what the suite has drafted."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import Opened, State
from intake_service.dossier import cycle_of, open_dossier
from intake_service.intake import Intake
from intake_service.models import Application, Decision, Notice
from intake_service.notices import CORRECTION, paper
from intake_service.papers import Dossier
from intake_service.requests import ask_docgen, tell_sender
from intake_service.use_cases.change_notice import find_draft
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal, field_refusal


def issue_notice(
    intake: Intake, principal: Principal, application_id: UUID, notice_id: UUID, trace_id: str
) -> Notice:
    """Issues a notice; a correction reopens just what it names, a refusal only follows the decision."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        notice = find_draft(session, row, notice_id, "发出通知书")
        dossier = open_dossier(intake, session, row)
        if notice.kind == CORRECTION:
            _open_correction(intake, session, row, notice)
        else:
            _refuse_undecided(session, row, dossier)
        notice.state, notice.issued_by, notice.issued_at = "issued", principal.label, intake.clock()
        row.changed_at = intake.clock()
        decision = session.get(Decision, row.id)
        ask_docgen(intake, session, row, dossier.organ, [paper(dossier, notice, decision, "issue")], trace_id)
        repository.record(
            session, row.id, "notice_issued", principal.label, intake.clock(), notice=str(notice.id),
            kind=notice.kind, deadline=notice.deadline.isoformat() if notice.deadline else None,
        )  # fmt: skip
        tell_sender(intake, session, row, "notice.issued", trace_id, kind=notice.kind)
        return notice


def _open_correction(intake: Intake, session: Session, row: Application, notice: Notice) -> None:
    if notice.deadline is None:
        notice.deadline = intake.today() + timedelta(days=cycle_of(session, row).correction_days)
    if notice.deadline < intake.today():
        raise field_refusal("deadline", "deadline_past", "草稿所写的补正期限已过，请先修改草稿的期限再发出。")
    opened = Opened(
        tuple(notice.opens["fields"]), tuple(notice.opens["materials"]), notice.deadline, str(notice.id)
    )
    row.state, row.opened = State.CORRECTION, opened.as_json()


def _refuse_undecided(session: Session, row: Application, dossier: Dossier) -> None:
    decision = session.get(Decision, row.id)
    if decision is None or decision.outcome != "not_recommended":
        raise Refusal(
            409,
            "not_decided",
            "须经集体研究审核并作出不予推荐的决定后，才能发出不符合条件告知书。",
            basis=dossier.channel_article,
        )
