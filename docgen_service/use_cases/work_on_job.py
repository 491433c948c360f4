"""Works on a job (批量任务), part after part: what a killed worker left is taken up again, and made once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine, select, text

from docgen_service.content import prepare
from docgen_service.docgen import Docgen
from docgen_service.domain import JobState, State
from docgen_service.entering import Order, Wanted
from docgen_service.models import Document, Job, JobPart
from docgen_service.printing import draft_all, issue_all
from docgen_service.use_cases.end_job import end_job, tidy_job
from docgen_service.use_cases.put_together import TOO_LARGE, assemble
from docgen_service.use_cases.seal_parts import ref_of
from shared.database import transaction
from shared.problems import Refusal
from shared.storage import SealedObjectMissing

_FAULTS_KEPT = 1000
_PASSING = frozenset({429, 503})
Send = Callable[..., None]
TASK, SECONDS = "docgen.job.v1", 600


def work_on_job(docgen: Docgen, send: Send, job_id: UUID) -> None:
    """Makes some parts and asks for its next turn; a job that another worker has in hand is left to it."""
    with _alone(docgen.engine, job_id) as mine:
        if not mine:
            return
        more = True
        for _ in range(docgen.limits.parts_per_task):
            more = more and _step(docgen, job_id)
    if more:
        send(TASK, {"job_id": str(job_id)}, seconds=SECONDS)
    else:
        tidy_job(docgen, job_id)


def _step(docgen: Docgen, job_id: UUID) -> bool:
    """One part, or the end; whether there is more to do."""
    job, part = _next(docgen, job_id)
    if job is None:
        return False
    try:
        if part is None:
            _finish(docgen, job)
            return False
        _make(docgen, job, part)
    except SealedObjectMissing:
        end_job(docgen, job_id, JobState.FAILED, failure="data_gone")
        return False
    except TOO_LARGE:
        end_job(docgen, job_id, JobState.FAILED, failure="result_too_large")
        return False
    return True


def _finish(docgen: Docgen, job: Job) -> None:
    """What cannot be converted now is tried again when the job's lease ends; what never can be fails the job."""
    try:
        results = assemble(docgen, job)
    except Refusal as refusal:
        if refusal.status in _PASSING:
            raise
        end_job(docgen, job.id, JobState.FAILED, failure=refusal.code)
        return
    end_job(docgen, job.id, JobState.DONE, results=results)


def _next(docgen: Docgen, job_id: UUID) -> tuple[Job | None, JobPart | None]:
    """The job with its next part; ends it if it was cancelled or does not get on. A row is a sign of life."""
    now = docgen.clock()
    with transaction(docgen.engine) as session:
        job = session.get(Job, job_id, with_for_update=True)
        if job is None or job.ended_at is not None:
            return None, None
        job.state, job.started_at = JobState.RUNNING, job.started_at or now
        job.attempts += 1
        job.available_at = now + docgen.limits.lease
        cancelled, given_up = job.cancel_asked_at is not None, job.attempts > docgen.limits.attempts
        part = session.scalar(
            select(JobPart)
            .where(JobPart.job_id == job_id, JobPart.done_at.is_(None))
            .order_by(JobPart.part)
            .limit(1)
        )
    if cancelled:
        end_job(docgen, job_id, JobState.CANCELLED)
        return None, None
    if given_up:
        end_job(docgen, job_id, JobState.FAILED, failure="attempts_used_up")
        return None, None
    return job, part


def _make(docgen: Docgen, job: Job, part: JobPart) -> None:
    """Makes the documents of a part that are not there yet, and counts."""
    done, faults = part.size, list[dict[str, Any]]()
    if job.action != "collect":
        made = _made(docgen, job, part)
        wanted, faults = _wanted(docgen, job, part, made)
        refused = _bring_about(docgen, job, wanted)
        faults += refused
        done = len(made) + len(wanted) - len(refused)
    with transaction(docgen.engine) as session:
        row = session.get(Job, job.id, with_for_update=True)
        mine = session.get(JobPart, (job.id, part.part))
        if row is None or mine is None or mine.done_at is not None:
            return
        mine.done_at = row.changed_at = docgen.clock()
        row.done, row.failed, row.attempts = row.done + done, row.failed + len(faults), 0
        row.faults = [*row.faults, *faults][:_FAULTS_KEPT]


def _made(docgen: Docgen, job: Job, part: JobPart) -> set[int]:
    """The items of a part that were made before a worker was killed."""
    wanted = State.ISSUED if job.action == "issue" else State.DRAFT
    with transaction(docgen.engine) as session:
        found = session.scalars(
            select(Document.job_item).where(
                Document.job_id == job.id, Document.state == wanted,
                Document.job_item.between(part.first, part.first + part.size - 1),
            )
        )  # fmt: skip
        return {item for item in found if item is not None}


def _wanted(
    docgen: Docgen, job: Job, part: JobPart, made: set[int]
) -> tuple[list[Wanted], list[dict[str, Any]]]:
    wanted, faults = [], []
    year = docgen.today().year if job.action == "issue" else job.year
    for item, entry in enumerate(docgen.exchange.open(ref_of(part))["items"], part.first):
        if item in made:
            continue
        try:
            content = prepare(docgen, job.edition, job.kind, entry["data"])
        except Refusal as refusal:
            faults.append(_fault(item, refusal))
            continue
        order = Order(
            document_id=document_id_of(job.id, item, entry["document_id"]), year=year,
            organ_code=job.organ_code, organ=job.organ, requested_by=job.requested_by,
            job_id=job.id, job_item=item,
        )  # fmt: skip
        wanted.append(Wanted(order, content))
    return wanted, faults


def document_id_of(job_id: UUID, item: int, given: str | None) -> UUID:
    """The document of an item: the draft that was named, or one that is the same at every attempt."""
    return UUID(given) if given else uuid5(job_id, f"document/{item}")


def _bring_about(docgen: Docgen, job: Job, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """All in one go; if one is refused, one by one, so that the others are made."""
    step = issue_all if job.action == "issue" else draft_all
    if not wanted:
        return []
    try:
        step(docgen, wanted)
    except Refusal:
        return [fault for one in wanted for fault in _alone_refused(docgen, job, one)]
    return []


def _alone_refused(docgen: Docgen, job: Job, one: Wanted) -> list[dict[str, Any]]:
    try:
        (issue_all if job.action == "issue" else draft_all)(docgen, [one])
    except Refusal as refusal:
        return [_fault(one.order.job_item or 0, refusal)]
    return []


def _fault(item: int, refusal: Refusal) -> dict[str, Any]:
    return {"item": item, "code": refusal.code, "message": refusal.message}


@contextmanager
def _alone(engine: Engine, job_id: UUID) -> Iterator[bool]:
    """Whether this worker alone has the job: a lock that ends with the connection, even by kill -9."""
    key = {"key": f"job/{job_id}"}
    with engine.connect() as connection:
        statement = "select pg_try_advisory_lock(hashtextextended(:key, 0))"
        mine = bool(connection.scalar(text(statement), key))
        connection.commit()
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("select pg_advisory_unlock(hashtextextended(:key, 0))"), key)
                connection.commit()
