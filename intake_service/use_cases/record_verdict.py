"""Takes rules' answer: the state moves, the papers are asked for. A verdict refuses nobody."""

from sqlalchemy.orm import Session

from intake_service import outbox, papers, repository
from intake_service.domain import State, state_after_check
from intake_service.dossier import open_dossier
from intake_service.form_check import ANNEX
from intake_service.intake import Intake
from intake_service.models import Application, Notice
from intake_service.notices import CORRECTION, INELIGIBILITY, current_notice, new_notice, paper
from intake_service.papers import Dossier
from intake_service.requests import Paper, ask_docgen, tell_sender
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
    before = State(row.state)
    row.state = state_after_check(before, bool(papers.wanting(result)))
    row.verdict, row.complete = result.verdict.verdict, result.materials.complete
    row.checked_stage = result.materials.stage
    row.pending_check, row.changed_at = None, intake.clock()
    repository.record(
        session, row.id, "checked", ACTOR, intake.clock(), version=row.version, state=row.state,
        stage=result.materials.stage, verdict=row.verdict, complete=row.complete,
    )  # fmt: skip
    dossier = open_dossier(intake, session, row, result)
    if row.state == State.ACCEPTED != before:  # once in a version: nothing leads back from here
        # Messages of their own: whatever is wrong with the form's photo, the receipt goes out.
        for one in _of_acceptance(dossier):
            ask_docgen(intake, session, row, dossier.organ, [one], trace_id)
    ask_docgen(intake, session, row, dossier.organ, _correction(session, dossier, before, earlier), trace_id)
    ask_docgen(intake, session, row, dossier.organ, _ineligibility(session, dossier, earlier), trace_id)
    tell_sender(intake, session, row, "application.checked", trace_id)


def _of_acceptance(dossier: Dossier) -> list[Paper]:
    """受理回执, which goes out by itself, and the form (附件1) for its sender to sign."""
    return [
        Paper(papers.RECEIPT_SLIP, "issue", papers.receipt_slip(dossier)),
        Paper(ANNEX, "draft", papers.annex_1(dossier)),
    ]


def _correction(
    session: Session, dossier: Dossier, before: State, earlier: CheckResult | None
) -> list[Paper]:
    """补正通知书 as a draft: it says and opens what rules find wanting; once nothing is, it is obsolete.

    What the county union has changed in a draft stays, whatever rules find meanwhile.
    """
    row, result = dossier.application, dossier.result
    notice = current_notice(session, row, CORRECTION)
    if row.state != State.INCOMPLETE:
        if notice is not None and notice.state == "draft" and before is State.INCOMPLETE:
            notice.state = "obsolete"
        return []
    items, opens = papers.correction_items(result), papers.correction_opens(result)
    if notice is None:
        notice = new_notice(session, row, CORRECTION, items, opens)
    elif notice.items == items or not _as_drafted(notice, earlier):
        return []
    notice.items, notice.opens = items, opens
    return [paper(dossier, notice, None, "draft")]


def _as_drafted(notice: Notice, earlier: CheckResult | None) -> bool:
    """Whether a correction notice still says and opens what rules found wanting before, and no more."""
    return earlier is not None and (notice.items, notice.opens) == (
        papers.correction_items(earlier), papers.correction_opens(earlier),
    )  # fmt: skip


def _ineligibility(session: Session, dossier: Dossier, earlier: CheckResult | None) -> list[Paper]:
    """不符合条件告知书: drafted while the verdict says so; a draft that it no longer supports is obsolete.

    While rules find what they found before, the draft stays as the county union has changed it.
    """
    row = dossier.application
    notice = current_notice(session, row, INELIGIBILITY)
    if row.verdict != "not_eligible":
        if notice is not None:
            notice.state = "obsolete"
        return []
    if notice is None:
        notice = new_notice(session, row, INELIGIBILITY, [], {})
    failed = papers.failed_conditions(dossier.result)
    if notice.state == "draft" and earlier and papers.failed_conditions(earlier) == failed:
        return []
    notice.state, notice.items = "draft", failed
    return [paper(dossier, notice, None, "draft")]
