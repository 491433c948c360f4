"""Ends a job: its results are written down, its data is deleted, and whoever asked is told."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select, update

from docgen_service import numbering
from docgen_service.docgen import Docgen
from docgen_service.domain import JobState
from docgen_service.models import CallbackEndpoint, Job, JobPart, Number
from docgen_service.use_cases.seal_parts import ref_of
from shared.database import transaction

_ENDS = {JobState.CANCELLED: "批量任务已取消，编号未使用", JobState.FAILED: "批量任务未能完成，编号未使用"}


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
