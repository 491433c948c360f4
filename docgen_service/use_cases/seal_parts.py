"""The data of a job on its way to the worker (密封件): checked and sealed part by part, or deleted again as a whole."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from docgen_service.docgen import Docgen
from docgen_service.models import Document, Job, JobPart
from docgen_service.use_cases.check_entries import Item
from shared.contracts.messages import SealedRef
from shared.database import transaction
from shared.problems import FieldError, Refusal

Action = Literal["draft", "issue", "collect"]
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
    printed: Print = field(default_factory=Print)
    digest: str = ""

    @property
    def sha256(self) -> str:
        values = vars(self) | {"printed": vars(self.printed)}
        return hashlib.sha256(json.dumps([*values.values()], sort_keys=True).encode()).hexdigest()


def seal_parts(
    docgen: Docgen,
    session: Session,
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
            faults += _foreign_drafts(session, order, chunk, first)
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


def _foreign_drafts(session: Session, order: JobOrder, chunk: Sequence[Item], first: int) -> list[FieldError]:
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


def print_of(docgen: Docgen, job: Job) -> Print:
    """How the PDF of a job is to be printed: it lies with the data of the first part."""
    with transaction(docgen.engine) as session:
        part = session.get_one(JobPart, (job.id, 0))
    return Print(**docgen.exchange.open(ref_of(part)).get("print", {}))


def _faulty(faults: Sequence[FieldError]) -> Refusal:
    shown = f"，以下列出前{_SHOWN}处" if len(faults) > _SHOWN else ""
    message = f"共有{len(faults)}处错误{shown}；请全部改正后重新提交，目前没有制作任何文书。"
    return Refusal(422, "job_data_invalid", message, faults[:_SHOWN])
