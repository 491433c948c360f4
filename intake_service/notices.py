"""Notices (通知书) as the county union handles them: drafted by the suite, changed and issued by a clerk."""

from typing import Any

from pydantic import ValidationError

from intake_service import papers
from intake_service.models import Application, Decision, Notice
from intake_service.papers import Dossier
from intake_service.requests import Action, Paper, document_id
from shared.problems import Refusal
from shared.validation import field_errors

CORRECTION = "correction_notice"
INELIGIBILITY = "ineligibility_notice"


def new_notice(row: Application, kind: str, items: list[Any], opens: dict[str, Any]) -> Notice:
    """A drafted notice of the present version; its document has the same id."""
    return Notice(
        id=document_id(row, kind, row.version), application_id=row.id, kind=kind, version=row.version,
        state="draft", items=items, opens=opens,
    )  # fmt: skip


def paper(dossier: Dossier, notice: Notice, decision: Decision | None, action: Action) -> Paper:
    """The document of a notice as it now stands; a refusal where a clerk wrote what it cannot print."""
    try:
        if notice.kind == CORRECTION:
            return Paper(CORRECTION, action, papers.correction_notice(dossier, notice))
        return Paper(INELIGIBILITY, action, papers.ineligibility_notice(dossier, notice, decision))
    except ValidationError as error:
        message = (
            "通知书有误，请按errors修改后重新提交；补正通知书写what、why，不符合条件告知书写fact_found。"
        )
        raise Refusal(422, "invalid_notice", message, field_errors(error)) from None
