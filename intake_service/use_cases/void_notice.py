"""作废通知书: the county union takes back what it has issued; the same words are drafted anew, for it to change."""

from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import State
from intake_service.dossier import open_dossier, request_check
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Decision, Notice
from intake_service.notices import CORRECTION, INELIGIBILITY, VOID, new_notice, paper
from intake_service.requests import Paper, ask_docgen, tell_sender
from intake_service.use_cases.erase_files import erase, forget_unnamed
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal

_IN_FORCE = {CORRECTION: {State.CORRECTION}, INELIGIBILITY: {State.NOT_RECOMMENDED}}


def void_notice(
    intake: Intake, principal: Principal, application_id: UUID, notice_id: UUID, reason: str, trace_id: str
) -> Notice:
    """Voids an issued notice and returns the new draft; its number stays in docgen's register, with the reason.

    A correction ends with its notice; a decision (第八条（二）) stays.
    """
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        notice = _issued(session, row, notice_id)
        notice.state, row.changed_at = VOID, intake.clock()
        stale = _close(intake, session, row, trace_id) if notice.kind == CORRECTION else []
        anew = new_notice(session, row, notice.kind, notice.items, notice.opens)
        dossier, decision = open_dossier(intake, session, row), session.get(Decision, row.id)
        voided = Paper(notice.kind, "void", None, reason, notice.id)
        for wanted in (voided, paper(dossier, anew, decision, "draft")):
            ask_docgen(intake, session, row, dossier.organ, [wanted], trace_id)
        repository.record(
            session, row.id, "notice_voided", principal.label, intake.clock(), notice=str(notice.id),
            kind=notice.kind, reason=reason, state=row.state,
        )  # fmt: skip
        tell_sender(intake, session, row, "notice.voided", trace_id, kind=notice.kind)
    erase(intake, stale)
    return anew


def _issued(session: Session, row: Application, notice_id: UUID) -> Notice:
    notice = session.get(Notice, notice_id, with_for_update=True)
    if notice is None or notice.application_id != row.id:
        raise Refusal(404, "notice_not_found", "该申报没有这份通知书，请核对编号。")
    if notice.state != "issued":
        raise Refusal(409, "notice_not_issued", "这份通知书没有发出或已经作废；草稿请直接修改。")
    if notice.version != row.version:
        raise Refusal(409, "notice_answered", "申报方已按这份通知书提交补正，不能再作废。")
    refuse_unless(row, _IN_FORCE[notice.kind], "作废通知书")
    return notice


def _close(intake: Intake, session: Session, row: Application, trace_id: str) -> list[str]:
    """Ends a correction: what was changed and added on its strength would come in by the next one otherwise."""
    row.content, row.opened = repository.version(session, row.id, row.version).content, None
    for material in repository.materials(session, row.id):
        if material.first_version is None:
            material.retired_at = intake.clock()
    stale = forget_unnamed(session, row)
    row.state = State.ACCEPTED if _was_accepted(session, row) else State.INCOMPLETE
    if row.state == State.INCOMPLETE and row.checked_stage:
        # The county union may have counted meanwhile what was wanting: rules say whether anything still is.
        request_check(intake, session, row, row.checked_stage, trace_id)  # type: ignore[arg-type]
    return stale


def _was_accepted(session: Session, row: Application) -> bool:
    checks = [event.details for event in repository.events(session, row.id) if event.kind == "checked"]
    return any((step["version"], step["state"]) == (row.version, State.ACCEPTED) for step in checks)
