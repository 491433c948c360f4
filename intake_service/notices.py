"""Notices (通知书) as the county union handles them: drafted by the suite, changed and issued by a clerk."""

from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from intake_service import papers, repository
from intake_service.models import Application, Decision, Notice
from intake_service.papers import Dossier
from intake_service.requests import Action, Paper, document_id
from shared.problems import Refusal
from shared.validation import field_errors

CORRECTION = "correction_notice"
INELIGIBILITY = "ineligibility_notice"
VOID = "void"


def current_notice(session: Session, row: Application, kind: str) -> Notice | None:
    """The notice of a kind that the present version has, unless it was voided."""
    return next((found for found in _of_version(session, row, kind) if found.state != VOID), None)


def new_notice(
    session: Session, row: Application, kind: str, items: list[Any], opens: dict[str, Any]
) -> Notice:
    """Adds a drafted notice of the present version; its document has the same id."""
    voided = len(_of_version(session, row, kind))
    notice = Notice(
        id=document_id(row, kind, row.version, voided), application_id=row.id, kind=kind,
        version=row.version, state="draft", items=items, opens=opens,
    )  # fmt: skip
    session.add(notice)
    return notice


def _of_version(session: Session, row: Application, kind: str) -> list[Notice]:
    found = repository.notices(session, row.id)
    return [notice for notice in found if (notice.kind, notice.version) == (kind, row.version)]


def paper(dossier: Dossier, notice: Notice, decision: Decision | None, action: Action) -> Paper:
    """The document of a notice as it now stands; a refusal where a clerk wrote what it cannot print."""
    try:
        if notice.kind == CORRECTION:
            correction = papers.correction_notice(dossier, notice)
            return Paper(CORRECTION, action, correction, id=notice.id)
        refusal = papers.ineligibility_notice(dossier, notice, decision)
        return Paper(INELIGIBILITY, action, refusal, id=notice.id)
    except ValidationError as error:
        message = (
            "通知书有误，请按errors修改后重新提交；补正通知书写what、why，不符合条件告知书写fact_found。"
        )
        raise Refusal(422, "invalid_notice", message, field_errors(error)) from None
