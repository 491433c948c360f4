"""Takes a job in (批量任务): everything is checked first, then all of it is written down, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docgen_service import repository
from docgen_service.content import read_for
from docgen_service.docgen import Docgen
from docgen_service.domain import OPEN_JOBS, JobState
from docgen_service.models import Job
from docgen_service.reach import organ_for, refuse_foreign_code
from docgen_service.rendering.pack import packable
from docgen_service.rendering.shelf import Published
from docgen_service.use_cases.check_entries import EntryCheck, Item, checked_entries, checked_rows
from docgen_service.use_cases.seal_parts import JobOrder, seal_parts
from shared.auth import Principal
from shared.database import transaction
from shared.problems import FieldError, Refusal, field_refusal

COVER = "pack_cover"


def job_from_entries(
    docgen: Docgen, principal: Principal, key: str, order: JobOrder, entries: list[dict[str, Any]]
) -> Job:
    """A job from data given as JSON, each entry a document, new or drafted before."""
    check = _check(docgen, principal, order)
    return _take_in(docgen, principal, key, order, checked_entries(check, entries, order.common))


def job_from_sheet(
    docgen: Docgen, principal: Principal, key: str, order: JobOrder, sheet: BinaryIO
) -> Job:  # fmt: skip
    """A job from an Excel sheet, each row a document."""
    check = _check(docgen, principal, order)
    return _take_in(docgen, principal, key, order, checked_rows(check, sheet, order.common))


def job_of_documents(
    docgen: Docgen, principal: Principal, key: str, order: JobOrder, documents: Sequence[UUID]
) -> Job:
    """A job that only fetches documents again (打包下载): one ZIP of what is there."""
    refuse_foreign_code(docgen.editions.get(order.edition), principal, order.organ_code)
    _refuse_pdf(docgen, order)
    return _take_in(docgen, principal, key, order, _existing(docgen, principal, documents))


def _check(docgen: Docgen, principal: Principal, order: JobOrder) -> EntryCheck:
    published = docgen.shelf.get(order.edition, order.kind)
    organ_for(published.edition, published.definition, principal, order.organ_code)
    if "pack" in order.outputs and not packable(published.template):
        raise field_refusal("outputs", "not_packable", "这种文书带有贯穿全文的编号，不能合订成一个文件。")
    _refuse_pdf(docgen, order)
    return EntryCheck(published, principal, order.action == "issue", order.same_names_differ)


def _refuse_pdf(docgen: Docgen, order: JobOrder) -> None:
    if "pdf" in order.outputs:
        docgen.office.refuse_missing()
        if order.printed.cover is not None:
            read_for(docgen.shelf.get(order.edition, COVER), {**order.printed.cover, "items": []})


def _existing(docgen: Docgen, principal: Principal, documents: Sequence[UUID]) -> Iterator[Item]:
    seen: set[UUID] = set()
    with transaction(docgen.engine) as session:
        for index, document_id in enumerate(documents):
            faults: tuple[FieldError, ...] = ()
            try:
                repository.document(session, principal, document_id)
            except Refusal as refusal:
                faults = (FieldError(f"documents.{index}", refusal.code, refusal.message),)
            if document_id in seen:
                faults = (
                    FieldError(f"documents.{index}", "item_twice", "这份文书列了两次，请删去其中之一。"),
                )
            seen.add(document_id)
            yield Item({}, document_id, faults)


def _take_in(
    docgen: Docgen, principal: Principal, key: str, order: JobOrder, items: Iterable[Item]
) -> Job:  # fmt: skip
    """Once per Idempotency-Key; a second request with it waits for the first."""
    job_id = uuid5(principal.client_id, f"job/{key}")
    with transaction(docgen.engine) as session:
        repository.alone(session, str(job_id))
        known = session.get(Job, job_id)
        if known is not None:
            if known.request_sha256 != order.sha256:
                raise repository.reused_key()
            return known
        _refuse_crowd(docgen, session, principal)
        parts = seal_parts(docgen, session, order, job_id, items)
        job = _job(docgen, principal, key, order, job_id, sum(part.size for part in parts))
        session.add(job)
        session.flush()
        session.add_all(parts)
        return job


def _job(docgen: Docgen, principal: Principal, key: str, order: JobOrder, job_id: UUID, total: int) -> Job:
    now = docgen.clock()
    return Job(
        id=job_id, client_id=principal.client_id, edition=order.edition, kind=order.kind,
        organ_code=order.organ_code, organ=_organ(docgen, principal, order), action=order.action,
        requested_by=principal.label, request_key=key, request_sha256=order.sha256, year=docgen.today().year,
        outputs=list(order.outputs), state=JobState.QUEUED, total=total, done=0, failed=0, faults=[],
        attempts=0, available_at=now, created_at=now, changed_at=now, results=[], callback_attempts=0,
    )  # fmt: skip


def _organ(docgen: Docgen, principal: Principal, order: JobOrder) -> str:
    if order.action == "collect":
        return ""
    published: Published = docgen.shelf.get(order.edition, order.kind)
    return organ_for(published.edition, published.definition, principal, order.organ_code)


def _refuse_crowd(docgen: Docgen, session: Session, principal: Principal) -> None:
    """Who has many jobs open already waits for one of them to end."""
    still_open = select(func.count()).select_from(Job).where(Job.state.in_(OPEN_JOBS))
    mine = session.scalar(still_open.where(Job.client_id == principal.client_id)) or 0
    everybody = session.scalar(still_open) or 0
    if mine >= docgen.limits.waiting_per_client or everybody >= docgen.limits.waiting:
        wait = timedelta(minutes=1)
        raise Refusal(
            429, "too_many_jobs", "未完成的批量任务已经很多，请等其中一个完成后再提交。",
            headers={"Retry-After": str(int(wait.total_seconds()))},
        )  # fmt: skip
