"""通知书: the county union changes a draft, or drafts a correction notice of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.content import Content
from intake_service.domain import UNDER_REVIEW, State
from intake_service.dossier import open_dossier
from intake_service.form_check import ANNEX
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Decision, Notice
from intake_service.notices import CORRECTION, INELIGIBILITY, current_notice, new_notice, paper
from intake_service.requests import ask_docgen
from shared.auth import Principal
from shared.database import transaction
from shared.problems import FieldError, Refusal, field_refusal
from shared.regulation.edition import Edition

MOST_DAYS = 90
_CORRECTABLE = frozenset({State.ACCEPTED, State.INCOMPLETE})
_OPEN_TO = {CORRECTION: _CORRECTABLE, INELIGIBILITY: UNDER_REVIEW | {State.NOT_RECOMMENDED}}


@dataclass(frozen=True)
class Draft:
    """What a notice says: its items, and, for a correction, what it reopens and until when."""

    items: Sequence[dict[str, Any]]
    fields: Sequence[str]
    materials: Sequence[str]
    deadline: date | None


def draft_correction(
    intake: Intake, principal: Principal, application_id: UUID, draft: Draft, trace_id: str
) -> Notice:
    """Drafts a correction notice (补正通知书) for what a clerk found wanting."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_unless(row, _CORRECTABLE, "拟补正通知")
        notice = current_notice(session, row, CORRECTION)
        if notice is None:
            notice = new_notice(session, row, CORRECTION, [], {})
        elif notice.state != "obsolete":
            raise Refusal(409, "notice_exists", "本次提交已有补正通知书，请修改原有的草稿。")
        notice.state = "draft"
        _change(intake, session, principal, row, notice, draft, trace_id)
        return notice


def change_notice(
    intake: Intake, principal: Principal, application_id: UUID, notice_id: UUID, draft: Draft, trace_id: str
) -> Notice:
    """Changes a draft; an issued notice stays as it is."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        notice = find_draft(session, row, notice_id, "修改通知书")
        _change(intake, session, principal, row, notice, draft, trace_id)
        return notice


def find_draft(session: Session, row: Application, notice_id: UUID, step: str) -> Notice:
    """A notice of this application that has not been issued and still may be; refused otherwise."""
    notice = session.get(Notice, notice_id, with_for_update=True)
    if notice is None or notice.application_id != row.id:
        raise Refusal(404, "notice_not_found", "该申报没有这份通知书，请核对编号。")
    if notice.state != "draft" or notice.version != row.version:
        raise Refusal(409, "notice_not_draft", "这份通知书已经发出或已不适用，不能修改或再次发出。")
    refuse_unless(row, _OPEN_TO[notice.kind], step)
    return notice


def _change(
    intake: Intake, session: Session, principal: Principal, row: Application, notice: Notice, draft: Draft,
    trace_id: str,
) -> None:  # fmt: skip
    if notice.kind == CORRECTION:
        _refuse_opens(intake, row, draft)
        notice.opens = {"fields": list(draft.fields), "materials": list(draft.materials)}
        notice.deadline = draft.deadline
    elif draft.fields or draft.materials or draft.deadline:
        raise field_refusal(
            "fields", "nothing_to_open", "不符合条件告知书不开放修改，请去掉fields、materials和deadline。"
        )
    notice.items = list(draft.items)
    dossier = open_dossier(intake, session, row)
    decision = session.get(Decision, row.id)
    ask_docgen(intake, session, row, dossier.organ, [paper(dossier, notice, decision, "draft")], trace_id)
    repository.record(
        session,
        row.id,
        "notice_changed",
        principal.label,
        intake.clock(),
        notice=str(notice.id),
        kind=notice.kind,
    )


def _refuse_opens(intake: Intake, row: Application, draft: Draft) -> None:
    edition = intake.editions.get(row.edition)
    errors = [
        FieldError(f"fields.{index}", "unknown_field", "申报内容没有这一项，请核对名称。")
        for index, path in enumerate(draft.fields)
        if not _is_field(edition, path)
    ]
    errors += [
        FieldError(f"materials.{index}", "unknown_material", "该渠道没有这种由申报方提供的材料，请核对。")
        for index, kind in enumerate(draft.materials)
        if kind not in _materials(edition, row.channel)
    ]
    if draft.deadline is not None and draft.deadline < intake.today():
        errors.append(FieldError("deadline", "deadline_past", "补正期限不能早于今天。"))
    if draft.deadline is not None and draft.deadline > intake.today() + timedelta(days=MOST_DAYS):
        # Until it has passed nothing can be decided, and an issued notice cannot be changed.
        errors.append(FieldError("deadline", "deadline_far", f"补正期限最长{MOST_DAYS}日，请核对年份。"))
    if not draft.fields and not draft.materials:
        errors.append(
            FieldError("fields", "nothing_opened", "请写明开放修改的栏目或材料，否则申报方无从补正。")
        )
    if errors:
        raise Refusal(422, "invalid_notice", "通知书有误，请按errors修改后重新提交。", errors)


def _is_field(edition: Edition, path: str) -> bool:
    head, _, rest = path.partition(".")
    if head == "form" and rest:
        return edition.forms.get(ANNEX).field(rest) is not None
    return head in Content.model_fields and not rest


def _materials(edition: Edition, channel: str) -> set[str]:
    found = edition.channels.get(channel)
    return {item.material for item in found.requirements if item.by != "county"} if found else set()
