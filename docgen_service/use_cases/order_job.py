"""Takes a job in (批量任务): everything is checked first, then all of it is written down, or nothing."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO, Literal
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docgen_service import repository
from docgen_service.content import read_for
from docgen_service.docgen import Docgen
from docgen_service.domain import OPEN_JOBS, JobState
from docgen_service.models import Document, Job, JobPart
from docgen_service.reach import organ_for, refuse_foreign_code
from docgen_service.rendering.pack import packable
from docgen_service.rendering.shelf import Published
from docgen_service.use_cases.check_entries import EntryCheck, Item, checked_entries, checked_rows
from shared.auth import Principal
from shared.contracts.messages import SealedRef
from shared.database import transaction
from shared.problems import FieldError, Refusal, field_refusal

Action = Literal["draft", "issue", "collect"]
COVER = "pack_cover"
_SHOWN = 500  # faults in one answer; the number of all of them is told


@dataclass(frozen=True)
class Print:
    """How the PDF of a job is printed: 一式几份, and what its cover list (封面清单) says, if it has one."""

    sets: int = 1
    cover: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class JobOrder:
    """What a client wants of many documents at once; `digest` stands for the data that goes with it."""

    edition: str
    kind: str
    organ_code: str
    action: Action
    outputs: tuple[str, ...] = ("zip",)
    common: dict[str, Any] = field(default_factory=dict)
    same_names_differ: bool = False
    printed: "Print" = field(default_factory=lambda: Print())
    digest: str = ""

    @property
    def sha256(self) -> str:
        values = vars(self) | {"printed": vars(self.printed)}
        return hashlib.sha256(json.dumps([*values.values()], sort_keys=True).encode()).hexdigest()


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


def print_of(docgen: Docgen, job: Job) -> Print:
    """How the PDF of a job is to be printed: it lies with the data of the first part."""
    with transaction(docgen.engine) as session:
        part = session.get_one(JobPart, (job.id, 0))
    return Print(**docgen.exchange.open(ref_of(part)).get("print", {}))


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
        parts = _sealed(docgen, session, principal, order, job_id, items)
        job = _job(docgen, principal, key, order, job_id, sum(part.size for part in parts))
        session.add(job)
        session.flush()
        session.add_all(parts)
        return job


def _sealed(
    docgen: Docgen,
    session: Session,
    principal: Principal,
    order: JobOrder,
    job_id: UUID,
    items: Iterable[Item],
) -> list[JobPart]:
    """Seals the data part by part as it is read; if anything is wrong, all of it is deleted again."""
    parts: list[JobPart] = []
    faults: list[FieldError] = []
    count = 0
    try:
        iterator = iter(items)
        while chunk := list(islice(iterator, docgen.limits.part)):
            first, count = count + 1, count + len(chunk)
            faults += [fault for item in chunk for fault in item.faults]
            faults += _foreign_drafts(session, principal, order, chunk, first)
            if count > docgen.limits.items:
                faults.append(
                    FieldError("", "too_many_items", f"一次最多{docgen.limits.items}份，请分几次提交。")
                )
                break
            if not faults:
                parts.append(_part(docgen, job_id, len(parts), first, chunk, order.printed))
        if not count and not faults:
            faults.append(FieldError("", "no_items", "没有一行数据，请填写后重新提交。"))
        if {"pack", "pdf"} & set(order.outputs) and count > docgen.limits.packed:
            message = f"合订本和PDF一次最多{docgen.limits.packed}份，请改要zip，或分几次提交。"
            faults.append(FieldError("outputs", "pack_too_long", message))
        if faults:
            raise _faulty(faults)
    except BaseException:
        for part in parts:
            docgen.exchange.delete(ref_of(part))
        raise
    return parts


def _foreign_drafts(
    session: Session, principal: Principal, order: JobOrder, chunk: Sequence[Item], first: int
) -> list[FieldError]:
    """A draft that is to be issued must be there, be of this kind, and not be an application's."""
    if order.action == "collect":
        return []
    faults = []
    for index, item in enumerate(chunk, first - 1):
        if item.document_id is None:
            continue
        row = session.get(Document, item.document_id)
        fits = row is not None and (row.edition, row.kind, row.organ_code) == (
            order.edition, order.kind, order.organ_code,
        )  # fmt: skip
        if row is None or not fits or row.application_id is not None:
            message = "没有这份拟稿，或它不是这种文书、属于一件申报、属于别的机关；请核对。"
            faults.append(FieldError(f"entries.{index}.document_id", "document_not_usable", message))
    return faults


def _part(
    docgen: Docgen, job_id: UUID, number: int, first: int, chunk: Sequence[Item], printed: Print
) -> JobPart:
    content: dict[str, Any] = {
        "items": [
            {"document_id": str(item.document_id) if item.document_id else None, "data": item.data}
            for item in chunk
        ]
    }
    if number == 0:
        content["print"] = vars(printed)
    sealed = docgen.exchange.seal(uuid5(job_id, f"part/{number}"), content)
    return JobPart(
        job_id=job_id, part=number, first=first, size=len(chunk), sealed_key=sealed.key,
        sealed_sha256=sealed.sha256,
    )  # fmt: skip


def ref_of(part: JobPart) -> SealedRef:
    """Where the data of a part lies."""
    return SealedRef(key=part.sealed_key or "", sha256=part.sealed_sha256 or "")


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


def _faulty(faults: Sequence[FieldError]) -> Refusal:
    shown = f"，以下列出前{_SHOWN}处" if len(faults) > _SHOWN else ""
    message = f"共有{len(faults)}处错误{shown}；请全部改正后重新提交，目前没有制作任何文书。"
    return Refusal(422, "job_data_invalid", message, faults[:_SHOWN])
