"""Which documents state something of the edition, and how it is settled."""

from collections.abc import Callable
from typing import Any

from docgen_service.by_edition.grounds import settle_ground
from docgen_service.by_edition.papers import (
    settle_circular,
    settle_minutes,
    settle_revocation,
    settle_verification,
)
from docgen_service.by_edition.settling import Faults
from docgen_service.by_edition.shortlists import settle_shortlist
from shared.contracts.documents.fields import DocumentModel
from shared.contracts.documents.joint import RevocationCircularData
from shared.contracts.documents.lists import Shortlist
from shared.contracts.documents.meetings import MeetingMinutesData
from shared.contracts.documents.reports import RevocationReportData, VerificationReportData
from shared.contracts.documents.treatment import Grounded
from shared.problems import Refusal
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition

Settle = Callable[[Edition, DocumentDefinition, Any, Faults], DocumentModel]
_SETTLED: tuple[tuple[type[DocumentModel], Settle], ...] = (
    (Shortlist, settle_shortlist),
    (Grounded, settle_ground),
    (MeetingMinutesData, settle_minutes),
    (VerificationReportData, settle_verification),
    (RevocationReportData, settle_revocation),
    (RevocationCircularData, settle_circular),
)


def by_edition(edition: Edition, definition: DocumentDefinition, data: DocumentModel) -> DocumentModel:
    """The data with what the edition says; a Refusal (422) naming the fields that say otherwise."""
    faults: Faults = []
    for model, settle in _SETTLED:
        if isinstance(data, model):
            data = settle(edition, definition, data, faults)
    if faults:
        message = "文书所写与本版本的规定不符，请按errors逐项修改。"
        raise Refusal(422, "differs_from_edition", message, faults, _ground(definition))
    return data


def _ground(definition: DocumentDefinition) -> str | None:
    return definition.basis.article if definition.basis else None
