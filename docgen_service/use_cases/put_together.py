"""Puts the results of a job together (成果): a ZIP of single files, one Word file, one PDF."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from docgen_service.bundle import TooLargeBundle, file_name, zipped
from docgen_service.content import prepare
from docgen_service.docgen import Docgen
from docgen_service.domain import State
from docgen_service.entering import DOCX, UNNUMBERED, printed_file
from docgen_service.models import Document, Job, JobPart
from docgen_service.pdf.binding import bound
from docgen_service.pdf.inspection import Pdf
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.pack import pack, packable
from docgen_service.use_cases.open_pdf import PDF, pdf_of
from docgen_service.use_cases.order_job import COVER
from docgen_service.use_cases.read_documents import title_of
from docgen_service.use_cases.seal_parts import Print, print_of, ref_of
from shared.contracts.documents.fields import BY_HAND, NOT_APPLICABLE
from shared.database import transaction
from shared.problems import Refusal
from shared.storage import StoredObject

TOO_LARGE = TooLargeBundle
ZIP = "application/zip"
_PAGES_AT_ONCE = 50  # measured: packs of 30 to 100 documents convert fastest
_PACK_SECONDS = 120.0


@dataclass(frozen=True)
class _Part:
    """A piece of the PDF; its title and number where it is one document."""

    title: str
    number: str | None
    pdf: Pdf


def assemble(docgen: Docgen, job: Job) -> list[dict[str, Any]]:
    """The results that were asked for, each one object of the results' bucket."""
    results = []
    if "zip" in job.outputs:
        chunks = zipped(_files(docgen, job))
        results.append(_result("zip", docgen.results.put_stream(f"{job.id}/documents.zip", chunks, ZIP), ZIP))
    if "pack" in job.outputs and job.done:
        package = iter([_pack(docgen, job)])
        results.append(_result("pack", docgen.results.put_stream(f"{job.id}/pack.docx", package, DOCX), DOCX))
    if "pdf" in job.outputs and job.done:
        book = iter([_pdf(docgen, job).content])
        results.append(_result("pdf", docgen.results.put_stream(f"{job.id}/book.pdf", book, PDF), PDF))
    return results


def _files(docgen: Docgen, job: Job) -> Iterator[tuple[str, bytes]]:
    """Every document of the job that is there, printed again from its data, or else as the store has it."""
    for item, row, entry in _documents(docgen, job):
        title = docgen.shelf.get(row.edition, row.kind).definition.title
        again = _again(docgen, job, row, entry) if job.action != "collect" else None
        file = again if again is not None else docgen.documents.read(row.object_key)
        yield file_name(item, job.total, title, row.number), file


def _again(docgen: Docgen, job: Job, row: Document, entry: Mapping[str, Any]) -> bytes | None:
    """The file printed anew: quicker than fetching it, and its digest says whether it is the same."""
    try:
        content = prepare(docgen, job.edition, job.kind, entry["data"])
    except Refusal:  # a photo that was fetched then is gone now: the printed file has it
        return None
    if (content.sha256, content.published.template.sha256) != (row.data_sha256, row.template_sha256):
        return None
    file = printed_file(content, _imprint(row))
    return file if len(file) == row.size and _digest(file) == row.sha256 else None


def _pack(docgen: Docgen, job: Job) -> bytes:
    """One Word file with all documents one after the other (合订)."""
    return pack(docgen.shelf.get(job.edition, job.kind).template, list(_contexts(docgen, job)))


def _contexts(docgen: Docgen, job: Job) -> Iterator[Mapping[str, Any]]:
    for _, row, entry in _documents(docgen, job):
        content = prepare(docgen, job.edition, job.kind, entry["data"])
        yield context_of(content.data, _imprint(row), content.pictures)


def _pdf(docgen: Docgen, job: Job) -> Pdf:
    """One PDF with all documents, a cover list first if one was asked for, the whole as often as was asked for."""
    wanted = print_of(docgen, job)
    parts = list(_converted(docgen, job))
    if wanted.cover is not None:
        parts.insert(0, _cover(docgen, job, wanted, parts))
    return bound((part.pdf for part in parts), wanted.sets)


def _converted(docgen: Docgen, job: Job) -> Iterator[_Part]:
    """Many documents of one template go through LibreOffice as packs: a pack takes hardly longer than a document."""
    template = None if job.action == "collect" else docgen.shelf.get(job.edition, job.kind).template
    if template is None or not packable(template):
        for _, row, _ in _documents(docgen, job):
            yield _Part(title_of(docgen, row), row.number, pdf_of(docgen, row))
        return
    contexts = _contexts(docgen, job)
    while chunk := list(islice(contexts, _PAGES_AT_ONCE)):
        yield _Part("", None, docgen.office.convert(pack(template, chunk), seconds=_PACK_SECONDS))


def _cover(docgen: Docgen, job: Job, wanted: Print, parts: Sequence[_Part]) -> _Part:
    """成套材料封面清单: what lies in the pack, with the pages that were counted."""
    items = [
        {"title": part.title, "number": part.number or NOT_APPLICABLE.model_dump(), "pages": part.pdf.pages}
        for part in parts
    ]
    data = {**(wanted.cover or {}), "sets": wanted.sets, "items": items}
    file = printed_file(prepare(docgen, job.edition, COVER, data), UNNUMBERED)
    return _Part("", None, docgen.office.convert(file))


def _documents(docgen: Docgen, job: Job) -> Iterator[tuple[int, Document, Mapping[str, Any]]]:
    """Part by part: item, document and data; what was refused or has been voided since is left out."""
    with transaction(docgen.engine) as session:
        parts = session.scalars(select(JobPart).where(JobPart.job_id == job.id).order_by(JobPart.part)).all()
    for part in parts:
        entries = docgen.exchange.open(ref_of(part))["items"]
        rows = _rows(docgen, job, part, entries)
        for item, entry in enumerate(entries, part.first):
            row = rows.get(item)
            if row is not None and row.state != State.VOID:
                yield item, row, entry


def _rows(docgen: Docgen, job: Job, part: JobPart, entries: list[dict[str, Any]]) -> dict[int, Document]:
    named = {
        UUID(entry["document_id"]): item
        for item, entry in enumerate(entries, part.first)
        if entry["document_id"]
    }
    mine = (Document.job_id == job.id) & Document.job_item.between(part.first, part.first + part.size - 1)
    with transaction(docgen.engine) as session:
        found = session.scalars(select(Document).where(or_(mine, Document.id.in_(named)))).all()
    return {named.get(row.id, row.job_item or 0): row for row in found}


def _imprint(row: Document) -> Imprint:
    return Imprint(
        number=row.number or BY_HAND, issued_on=row.issued_on or BY_HAND, draft=row.state == State.DRAFT
    )


def _digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def _result(output: str, stored: StoredObject, content_type: str) -> dict[str, Any]:
    return {
        "output": output, "key": stored.key, "sha256": stored.sha256, "size": stored.size,
        "content_type": content_type,
    }  # fmt: skip
