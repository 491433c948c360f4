"""Reads the document register (文书登记) and its files, within what the principal may see."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from docgen_service import repository
from docgen_service.docgen import Docgen
from docgen_service.models import Document
from docgen_service.reach import level_of
from shared.auth import Principal
from shared.contracts.documents import DOCUMENT_KINDS
from shared.database import transaction


def find_document(docgen: Docgen, principal: Principal, document_id: UUID) -> Document:
    """One document."""
    with transaction(docgen.engine) as session:
        return repository.document(session, principal, document_id)


def list_documents(
    docgen: Docgen, principal: Principal, wanted: dict[str, Any], cursor: str | None, limit: int
) -> tuple[Sequence[Document], str | None]:
    """One page of documents, and the cursor of the next."""
    with transaction(docgen.engine) as session:
        return repository.documents(session, principal, wanted, cursor, limit)


def open_document(
    docgen: Docgen, principal: Principal, document_id: UUID
) -> tuple[Document, str, Iterator[bytes]]:
    """One document, its title in the edition, and its file in chunks."""
    row = find_document(docgen, principal, document_id)
    return row, title_of(docgen, row), docgen.documents.open(row.object_key)


def title_of(docgen: Docgen, row: Document) -> str:
    """A document's title in its edition."""
    return docgen.shelf.get(row.edition, row.kind).definition.title


def kinds(docgen: Docgen, edition: str) -> list[dict[str, Any]]:
    """The documents of an edition with the JSON Schema of their data."""
    found = docgen.editions.get(edition)
    return [
        {
            "kind": item.kind,
            "title": item.title,
            "article": item.basis.article if item.basis else None,
            "series": item.series,
            "level": level_of(found, item),
            "data_schema": DOCUMENT_KINDS[item.kind].model_json_schema(),
        }
        for item in found.documents.documents
    ]
