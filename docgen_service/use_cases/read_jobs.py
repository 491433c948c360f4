"""Reads jobs (批量任务) and their results, and cancels them, within what the principal may see."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from docgen_service.docgen import Docgen
from docgen_service.domain import JobState
from docgen_service.models import Job
from docgen_service.sheets.blank import blank_sheet
from docgen_service.sheets.columns import value_at
from docgen_service.use_cases.check_entries import example_of, sheet_columns
from docgen_service.use_cases.end_job import end_job, tidy_job
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal
from shared.storage import ObjectMissing


def find_job(docgen: Docgen, principal: Principal, job_id: UUID) -> Job:
    """One job."""
    with transaction(docgen.engine) as session:
        return _job(session, principal, job_id)


def list_jobs(
    docgen: Docgen, principal: Principal, state: str | None, before: UUID | None, limit: int
) -> Sequence[Job]:
    """The newest jobs."""
    statement = select(Job).where(_visible(principal)).order_by(Job.created_at.desc(), Job.id.desc())
    if state is not None:
        statement = statement.where(Job.state == state)
    with transaction(docgen.engine) as session:
        if before is not None:
            statement = statement.where(Job.created_at < _job(session, principal, before).created_at)
        return session.scalars(statement.limit(limit)).all()


def cancel_job(docgen: Docgen, principal: Principal, job_id: UUID) -> Job:
    """Cancels (取消) between two documents; what has been made stays in the register."""
    with transaction(docgen.engine) as session:
        job = _job(session, principal, job_id, hold=True)
        if job.ended_at is not None:
            if job.state == JobState.CANCELLED:
                return job
            raise Refusal(409, "job_ended", "批量任务已经结束，不能取消。")
        if job.cancel_asked_at is None:
            job.cancel_asked_at, job.cancel_asked_by = docgen.clock(), principal.label
        # Due at once: a worker that has it in hand sees the wish before its next part.
        job.available_at = docgen.clock()
        waiting = job.state == JobState.QUEUED
    if waiting:
        end_job(docgen, job_id, JobState.CANCELLED)
        tidy_job(docgen, job_id)
    return find_job(docgen, principal, job_id)


def open_result(
    docgen: Docgen, principal: Principal, job_id: UUID, output: str
) -> tuple[dict[str, Any], Iterator[bytes]]:
    """One result: what it is, and its content in chunks."""
    return open_result_of(docgen, find_job(docgen, principal, job_id), output)


def open_result_of(docgen: Docgen, job: Job, output: str) -> tuple[dict[str, Any], Iterator[bytes]]:
    """The same for a job that the caller may read."""
    result = result_of(docgen, job, output)
    try:
        return result, docgen.results.open(result["key"])
    except ObjectMissing:
        raise _expired() from None


def result_of(docgen: Docgen, job: Job, output: str) -> dict[str, Any]:
    """What stands written of a result; refused before the job has ended and when its time is over."""
    found: dict[str, Any] | None = next((item for item in job.results if item["output"] == output), None)
    if job.ended_at is None:
        raise Refusal(409, "job_not_ended", "批量任务还没有完成，请稍后再取。", headers={"Retry-After": "5"})
    if found is None:
        raise Refusal(404, "no_such_result", "这个批量任务没有这种结果。")
    if job.results_until is None or job.results_until <= docgen.clock():
        raise _expired()
    return found


def empty_sheet(docgen: Docgen, edition: str, kind: str) -> tuple[str, bytes]:
    """The empty Excel sheet of a kind (空表) with one filled example row, and its title."""
    published = docgen.shelf.get(edition, kind)
    title, example = published.definition.title, example_of(published)
    # What may be left out and is left out in the example would only be one more column to fill in.
    columns = [
        column
        for column in sheet_columns(published)
        if not column.optional or value_at(example, column.path) is not None
    ]
    return title, blank_sheet(title, columns, example)


def _job(session: Session, principal: Principal, job_id: UUID, hold: bool = False) -> Job:
    statement = select(Job).where(Job.id == job_id, _visible(principal))
    found = session.scalar(statement.with_for_update() if hold else statement)
    if found is None:
        raise Refusal(404, "job_not_found", "没有这个批量任务，或您无权查看；请核对。")
    return found


def _visible(principal: Principal) -> ColumnElement[bool]:
    match principal.role:
        case "office":
            return true()
        case "county_union":
            return Job.organ_code.in_(principal.organs)
        case _:
            return false()


def _expired() -> Refusal:
    return Refusal(410, "result_expired", "结果已过保存期，文书仍在登记簿中；请按文书的id重新打包下载。")
