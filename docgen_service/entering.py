"""A printed document on its way into the register (文书登记): what was ordered, its file, its entry."""

import hashlib
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service.content import Content
from docgen_service.docgen import Docgen
from docgen_service.domain import latest
from docgen_service.models import Document
from docgen_service.rendering.context import Imprint, context_of
from shared.contracts.documents.fields import BY_HAND

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNNUMBERED = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
Held = dict[UUID, Document]
_AT_ONCE = 4  # uploads under way for one run of documents


@dataclass(frozen=True)
class Order:
    """Which document, for whom, and on whose word."""

    document_id: UUID
    year: int
    organ_code: str
    organ: str
    requested_by: str
    message_id: UUID | None = None
    application_id: UUID | None = None
    application_version: int | None = None
    client_id: UUID | None = None
    request_key: str | None = None
    request_sha256: str | None = None
    number: str | None = None
    job_id: UUID | None = None
    job_item: int | None = None


@dataclass(frozen=True)
class Wanted:
    """One document to make: the order and what it is to say."""

    order: Order
    content: Content


@dataclass(frozen=True)
class Printed:
    """A file that is ready for the store, and how its document will stand in the register."""

    item: Wanted
    file: bytes
    revision: int
    state: dict[str, Any]

    @property
    def key(self) -> str:
        """Where the file goes: ids only."""
        return f"{self.item.order.document_id}/{self.revision}"


def printed(held: Held, item: Wanted, imprint: Imprint, state: dict[str, Any]) -> Printed:
    """Prints one document."""
    row = held.get(item.order.document_id)
    file = printed_file(item.content, imprint)
    return Printed(item, file, row.revision + 1 if row else 1, state)


def printed_file(content: Content, imprint: Imprint) -> bytes:
    """The Word file of a document; the same bytes whenever it is printed from the same data and imprint."""
    return content.published.template.render(context_of(content.data, imprint, content.pictures))


def enter_all(
    docgen: Docgen, session: Session, held: Held, papers: Sequence[Printed]
) -> list[Document]:  # fmt: skip
    """Stores and enters; a crash before the commit leaves objects that the next attempt replaces."""
    if len(papers) == 1:
        _store(docgen, papers[0])
    elif papers:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(partial(_store, docgen), papers))
    return [_enter(docgen, session, held.get(one.item.order.document_id), one) for one in papers]


def _store(docgen: Docgen, paper: Printed) -> None:
    docgen.documents.put(paper.key, io.BytesIO(paper.file), len(paper.file), DOCX)


def _enter(docgen: Docgen, session: Session, row: Document | None, paper: Printed) -> Document:
    order, content = paper.item.order, paper.item.content
    now = docgen.clock()
    entry: dict[str, Any] = {
        "revision": paper.revision, "object_key": paper.key,
        "sha256": hashlib.sha256(paper.file).hexdigest(), "size": len(paper.file), "content_type": DOCX,
        "template_sha256": content.published.template.sha256, "data_sha256": content.sha256,
        "cleaned": list(content.cleaned), "changed_at": now, **paper.state,
    }  # fmt: skip
    if row is None:
        row = Document(
            id=order.document_id, edition=content.published.edition.id,
            kind=content.published.definition.kind, year=order.year, organ_code=order.organ_code,
            organ=order.organ, application_id=order.application_id,
            application_version=order.application_version, client_id=order.client_id,
            request_key=order.request_key, request_sha256=order.request_sha256,
            requested_by=order.requested_by, message_id=order.message_id, created_at=now,
            job_id=order.job_id, job_item=order.job_item, **entry,
        )  # fmt: skip
        session.add(row)
        return row
    for name, value in entry.items():
        setattr(row, name, value)
    row.message_id = latest(order.message_id, row.message_id)
    if order.job_id:
        row.job_id, row.job_item = order.job_id, order.job_item
    return row
