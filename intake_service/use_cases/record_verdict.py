"""Takes rules' answer: the state moves, the papers are asked for. A verdict refuses nobody."""

from sqlalchemy.orm import Session

from intake_service import outbox, papers, repository
from intake_service.domain import State, state_after_check
from intake_service.dossier import open_dossier
from intake_service.intake import Intake
from intake_service.models import Application, Notice
from intake_service.notices import CORRECTION, INELIGIBILITY, new_notice
from intake_service.papers import Dossier
from intake_service.requests import Paper, ask_docgen, document_id, tell_sender
from shared.contracts.messages import ApplicationChecked, SealedRef
from shared.contracts.verdict import CheckResult
from shared.database import transaction

ACTOR = "规则服务"


def record_verdict(intake: Intake, message: ApplicationChecked) -> None:
    """Records the answer once; a repeat, or the answer to an outdated question, changes nothing."""
    with transaction(intake.engine) as session:
        asked = outbox.take_answer(session, message.in_reply_to, intake.clock())
        if asked is not None:
            result = CheckResult.model_validate(intake.exchange.open(message.sealed))
            row = session.get(Application, message.application_id, with_for_update=True)
            if row is not None and row.pending_check == message.in_reply_to:
                _apply(intake, session, row, result, message.trace_id)
    if asked is not None:
        intake.exchange.delete(SealedRef.model_validate(asked.payload["sealed"]))
    intake.exchange.delete(message.sealed)


def _apply(intake: Intake, session: Session, row: Application, result: CheckResult, trace_id: str) -> None:
    version = repository.version(session, row.id, row.version)
    earlier = CheckResult.model_validate(version.result) if version.result else None
    version.result, version.checked_at = result.model_dump(mode="json"), intake.clock()
    first = row.state == State.SUBMITTED
    row.state = state_after_check(State(row.state), result.materials.complete)
    row.verdict, row.complete = result.verdict.verdict, result.materials.complete
    row.checked_stage = result.materials.stage
    row.pending_check, row.changed_at = None, intake.clock()
    repository.record(
        session, row.id, "checked", ACTOR, intake.clock(), version=row.version, state=row.state,
        stage=result.materials.stage, verdict=row.verdict, complete=row.complete,
    )  # fmt: skip
    dossier = open_dossier(intake, session, row, result)
    if first:
        ask_docgen(intake, session, row, dossier.organ, [_first_paper(session, dossier)], trace_id)
    if first and row.state == State.ACCEPTED:
        # A message of its own: whatever is wrong with the form's photo, the receipt goes out.
        form = Paper("annex_1", "draft", papers.annex_1(dossier))
        ask_docgen(intake, session, row, dossier.organ, [form], trace_id)
    ask_docgen(intake, session, row, dossier.organ, _ineligibility(session, dossier, earlier), trace_id)
    tell_sender(intake, session, row, "application.checked", trace_id)


def _first_paper(session: Session, dossier: Dossier) -> Paper:
    if dossier.application.state == State.INCOMPLETE:
        notice = _correction(dossier)
        session.add(notice)
        return Paper(CORRECTION, "draft", papers.correction_notice(dossier, notice))
    assert dossier.application.submitted_at
    return Paper("receipt_slip", "issue", papers.receipt_slip(dossier, dossier.application.submitted_at))


def _correction(dossier: Dossier) -> Notice:
    """补正通知书 as a draft: it opens what rules found wanting; the county union may change it."""
    row, result = dossier.application, dossier.result
    asks = [ask for ask in result.materials.asks_applicant if ask.blocking]
    fields = {"consent": "consent", "recommenders": "experts"}
    opens = {
        "fields": [fields[ask.kind] for ask in asks if ask.kind in fields],
        "materials": [ask.kind for ask in asks if ask.kind not in fields],
    }
    return new_notice(row, CORRECTION, papers.correction_items(asks, result), opens)


def _ineligibility(session: Session, dossier: Dossier, earlier: CheckResult | None) -> list[Paper]:
    """不符合条件告知书: drafted while the verdict says so; a draft that it no longer supports is obsolete.

    While rules find what they found before, the draft stays as the county union has changed it.
    """
    row = dossier.application
    notice = session.get(Notice, document_id(row, INELIGIBILITY, row.version))
    if row.verdict != "not_eligible":
        if notice is not None:
            notice.state = "obsolete"
        return []
    if notice is None:
        notice = new_notice(row, INELIGIBILITY, [], {})
        session.add(notice)
    failed = papers.failed_conditions(dossier.result)
    if notice.state == "draft" and earlier and papers.failed_conditions(earlier) == failed:
        return []
    notice.state, notice.items = "draft", failed
    return [Paper(INELIGIBILITY, "draft", papers.ineligibility_notice(dossier, notice, None))]
