"""The tasks of the queue `docgen`."""

from typing import Any
from uuid import UUID

from docgen_service.bootstrap import for_tasks
from docgen_service.use_cases import offer_jobs as offering
from docgen_service.use_cases.answer_request import answer_request
from docgen_service.use_cases.tell_end import tell_end
from docgen_service.use_cases.work_on_job import work_on_job
from shared.contracts.messages import DocumentsRequested


def render(message: dict[str, Any]) -> None:
    """DocumentsRequested of intake."""
    desk = for_tasks()
    answer_request(desk.docgen, desk.send, DocumentsRequested.model_validate(message))


def work(message: dict[str, Any]) -> None:
    """The next turn of a job (批量任务)."""
    desk = for_tasks()
    work_on_job(desk.docgen, desk.send, UUID(message["job_id"]))


def callback(message: dict[str, Any]) -> None:
    """A callback (回调) at the end of a job."""
    desk = for_tasks()
    tell_end(desk.docgen, UUID(message["job_id"]), desk.client)


def offer_jobs() -> None:
    """The chore of every worker: what is due is offered, what has ended is tidied up."""
    desk = for_tasks()
    offering.offer_jobs(desk.docgen, desk.send)
    offering.offer_callbacks(desk.docgen, desk.send)
    offering.tidy_ended(desk.docgen)
