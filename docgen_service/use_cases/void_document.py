"""Voids a document (作废) that was asked for over HTTP, with its reason."""

from uuid import UUID

from docgen_service.docgen import Docgen
from docgen_service.models import Document
from docgen_service.printing import void
from docgen_service.use_cases.issue_document import order_of, own_document
from shared.auth import Principal
from shared.database import transaction


def void_document(docgen: Docgen, principal: Principal, document_id: UUID, reason: str) -> Document:
    """The number stays in the register as voided; it is never given again."""
    with transaction(docgen.engine) as session:
        row = own_document(session, principal, document_id)
        return void(docgen, session, order_of(row, principal), reason)
