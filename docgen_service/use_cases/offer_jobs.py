"""Offers what is due: jobs that nobody works on, callbacks that were not taken, data that outlived its job."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select

from docgen_service.docgen import Docgen
from docgen_service.domain import OPEN_JOBS
from docgen_service.models import Job, JobPart
from docgen_service.use_cases.end_job import tidy_job
from docgen_service.use_cases.work_on_job import SECONDS, TASK, Send
from shared.database import transaction

CALLBACK = "docgen.callback.v1"
_AT_ONCE = 20


def offer_jobs(docgen: Docgen, send: Send) -> int:
    """Sends every job that is new or has shown no sign of life; workers that have it in hand let it pass."""
    now = docgen.clock()
    with transaction(docgen.engine) as session:
        due = select(Job).where(Job.state.in_(OPEN_JOBS), Job.available_at <= now).order_by(Job.available_at)
        jobs = session.scalars(due.limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
        for job in jobs:
            job.available_at = now + docgen.limits.lease
            send(TASK, {"job_id": str(job.id)}, seconds=SECONDS)
    return len(jobs)


def offer_callbacks(docgen: Docgen, send: Send) -> int:
    """Sends every callback that is due; after each attempt the wait is twice as long, and then it is given up."""
    now = docgen.clock()
    with transaction(docgen.engine) as session:
        due = select(Job).where(Job.callback_at <= now, Job.callback_done_at.is_(None))
        jobs = session.scalars(due.limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
        for job in jobs:
            if job.callback_attempts >= docgen.limits.callback_attempts:
                job.callback_at = None
                continue
            job.callback_attempts += 1
            job.callback_at = now + docgen.limits.lease * 2 ** (job.callback_attempts - 1)
            send(CALLBACK, {"job_id": str(job.id)})
    return len(jobs)


def tidy_ended(docgen: Docgen) -> None:
    """Deletes what a worker that was killed in between has left."""
    left = exists().where(JobPart.job_id == Job.id, JobPart.sealed_key.is_not(None))
    # What is older the store has swept by itself.
    since = docgen.clock() - timedelta(days=docgen.limits.kept_days + 1)
    with transaction(docgen.engine) as session:
        ended: list[UUID] = list(
            session.scalars(select(Job.id).where(Job.ended_at > since, left).limit(_AT_ONCE))
        )
    for job_id in ended:
        tidy_job(docgen, job_id)
