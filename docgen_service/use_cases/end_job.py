"""Ends a job: its results are put together, its data is deleted, and whoever asked is told."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import or_, select, update

from docgen_service import numbering
from docgen_service.bundle import TooLargeBundle, file_name, zipped
from docgen_service.content import Content, prepare
from docgen_service.docgen import Docgen
from docgen_service.domain import JobState, State
from docgen_service.entering import DOCX, printed_file
from docgen_service.models import CallbackEndpoint, Document, Job, JobPart, Number
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.pack import pack
from docgen_service.use_cases.order_job import ref_of
from shared.contracts.documents.fields import BY_HAND
from shared.database import transaction
from shared.problems import Refusal
from shared.storage import StoredObject

TOO_LARGE = TooLargeBundle
ZIP = "application/zip"
_ENDS = {JobState.CANCELLED: "批量任务已取消，编号未使用", JobState.FAILED: "批量任务未能完成，编号未使用"}


def assemble(docgen: Docgen, job: Job) -> list[dict[str, Any]]:
    """The results that were asked for, each one object of the results' bucket."""
    results = []
    if "zip" in job.outputs:
        chunks = zipped(_files(docgen, job))
        results.append(_result("zip", docgen.results.put_stream(f"{job.id}/documents.zip", chunks, ZIP), ZIP))
    if "pack" in job.outputs and job.done:
        package = iter([_pack(docgen, job)])
        results.append(_result("pack", docgen.results.put_stream(f"{job.id}/pack.docx", package, DOCX), DOCX))
    return results


def end_job(
    docgen: Docgen, job_id: UUID, state: JobState, failure: str | None = None,
    results: Iterable[dict[str, Any]] = (),
) -> None:  # fmt: skip
    """Writes the end down; numbers that wait for documents which are not made after all are voided."""
    now = docgen.clock()
    with transaction(docgen.engine) as session:
        job = session.get(Job, job_id, with_for_update=True)
        if job is None or job.ended_at is not None:
            return
        job.state, job.failure, job.results = state, failure, list(results)
        job.ended_at = job.changed_at = now
        job.results_until = now + timedelta(days=docgen.limits.kept_days) if job.results else None
        if session.get(CallbackEndpoint, job.client_id) is not None:
            job.callback_at = now
        if state in _ENDS:
            waiting = select(Number).where(Number.reserved_for.in_(_unmade(job))).with_for_update()
            for number in session.scalars(waiting):
                numbering.void(number, _ENDS[state], now, job.requested_by)


def _unmade(job: Job) -> list[UUID]:
    """The documents that this job would have made; drafts that were there before keep their numbers."""
    return [uuid5(job.id, f"document/{item}") for item in range(1, job.total + 1)]


def tidy_job(docgen: Docgen, job_id: UUID) -> None:
    """Deletes the data of a job that has ended; done again until it is done."""
    with transaction(docgen.engine) as session:
        job = session.get(Job, job_id)
        if job is None or job.ended_at is None:
            return
        parts = session.scalars(
            select(JobPart).where(JobPart.job_id == job_id, JobPart.sealed_key.is_not(None))
        ).all()
    for part in parts:
        docgen.exchange.delete(ref_of(part))
    with transaction(docgen.engine) as session:
        session.execute(update(JobPart).where(JobPart.job_id == job_id).values(sealed_key=None))


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
    template = docgen.shelf.get(job.edition, job.kind).template
    contents: list[tuple[Content, Document]] = [
        (prepare(docgen, job.edition, job.kind, entry["data"]), row)
        for _, row, entry in _documents(docgen, job)
    ]
    return pack(template, [context_of(one.data, _imprint(row), one.pictures) for one, row in contents])


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
