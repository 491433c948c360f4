"""Issues a document (签发) that was asked for over HTTP: a named role takes its number."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service import repository
from docgen_service.content import prepare
from docgen_service.docgen import Docgen
from docgen_service.entering import Order
from docgen_service.models import Document
from docgen_service.printing import issue
from docgen_service.use_cases.create_document import refuse_foreign_photo
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal


def issue_document(
    docgen: Docgen, principal: Principal, document_id: UUID, data: Any, number: str | None = None
) -> Document:
    """Issues with the data given again: docgen keeps no data, only files.

    The number is the next of its series, of the year of issue, or one reserved or taken over before.
    """
    with transaction(docgen.engine) as session:
        row = own_document(session, principal, document_id)
    refuse_foreign_photo(principal, data)
    content = prepare(docgen, row.edition, row.kind, data)
    order = replace(order_of(row, principal), year=docgen.today().year, number=number)
    return issue(docgen, order, content)


def own_document(session: Session, principal: Principal, document_id: UUID) -> Document:
    """A document that the principal may issue or void here; those of an application are intake's."""
    row = repository.document(session, principal, document_id)
    if row.application_id is not None:
        raise Refusal(
            409, "document_belongs_to_application",
            "这份文书属于一件申报，请在申报服务中签发或作废，以便同时记入申报的办理过程。",
        )  # fmt: skip
    return row


def order_of(row: Document, principal: Principal) -> Order:
    """The order that a document goes back to, on this principal's word."""
    return Order(
        document_id=row.id, year=row.year, organ_code=row.organ_code, organ=row.organ,
        requested_by=principal.label,
    )  # fmt: skip
