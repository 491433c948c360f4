"""Keeps the register of numbers (编号登记簿): reserve, take over, release."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from docgen_service import numbering, repository
from docgen_service.docgen import Docgen
from docgen_service.domain import NumberState
from docgen_service.models import Number
from docgen_service.numbering import Scope
from docgen_service.reach import refuse_foreign_code
from docgen_service.use_cases.read_numbers import find_number
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal, field_refusal
from shared.regulation.documents import Series

# A slip of the finger would carry the series far away for good: beyond this the gap must be meant.
_UNASKED_GAP = 200


@dataclass(frozen=True)
class Reservation:
    """A number wanted before its paper is written."""

    edition: str
    series: str
    organ_code: str
    purpose: str


@dataclass(frozen=True)
class TakenOver:
    """A number that another system gave; `used_elsewhere` if its paper is not made here."""

    edition: str
    series: str
    number: str
    source: str
    purpose: str
    used_elsewhere: bool
    gap_confirmed: bool


def reserve_number(docgen: Docgen, principal: Principal, key: str, wanted: Reservation) -> Number:
    """Reserves the next number (预留编号) of this year for a purpose; once per Idempotency-Key."""
    series = _series(docgen, wanted.edition, wanted.series)
    refuse_foreign_code(docgen.editions.get(wanted.edition), principal, wanted.organ_code)
    _refuse_citywide(series, principal)
    scope = Scope(wanted.edition, series, docgen.today().year, wanted.organ_code)
    with transaction(docgen.engine) as session:
        known = _requested(session, principal, key, _digest(wanted))
        if known is not None:
            return known
        return numbering.next_number(
            session, scope, docgen.clock(), principal.label, purpose=wanted.purpose,
            client_id=principal.client_id, request_key=key, request_sha256=_digest(wanted),
        )  # fmt: skip


def take_over_number(docgen: Docgen, principal: Principal, key: str, wanted: TakenOver) -> Number:
    """Enters a number of the office's own system (自有系统编号); the series never gives it again."""
    series = _series(docgen, wanted.edition, wanted.series)
    read = series.read(wanted.number)
    if read is None:
        raise field_refusal("number", "number_malformed", f"编号与格式不符，应写作：{_shape(series)}。")
    n, year, organ = read
    if organ:
        refuse_foreign_code(docgen.editions.get(wanted.edition), principal, organ)
    _refuse_citywide(series, principal)
    scope, now = Scope(wanted.edition, series, year, organ), docgen.clock()
    state = NumberState.USED if wanted.used_elsewhere else NumberState.RESERVED
    with transaction(docgen.engine) as session:
        known = _requested(session, principal, key, _digest(wanted))
        if known is not None:
            return known
        _refuse_leap(session, scope, n, wanted.gap_confirmed)
        return numbering.take_over(
            session, scope, n, wanted.number, now, principal.label, state=state,
            used_at=now if wanted.used_elsewhere else None, source=wanted.source, purpose=wanted.purpose,
            client_id=principal.client_id, request_key=key, request_sha256=_digest(wanted),
        )  # fmt: skip


def release_number(docgen: Docgen, principal: Principal, number_id: UUID, reason: str) -> Number:
    """Voids (作废) a number that no document here carries; it stays in the register and is never given again."""
    with transaction(docgen.engine) as session:
        row = find_number(session, principal, number_id, hold=True)
        if row.document_id is not None and row.state != NumberState.VOIDED:
            raise Refusal(409, "number_on_document", "这个编号已用于一份文书；请作废那份文书，编号随之作废。")
        if row.state != NumberState.VOIDED:
            numbering.void(row, reason, docgen.clock(), principal.label)
        return row


def _series(docgen: Docgen, edition: str, series_id: str) -> Series:
    known = docgen.editions.get(edition).documents.series
    found = next((item for item in known if item.id == series_id), None)
    if found is None:
        raise field_refusal("series", "unknown_series", "该版本没有这个编号序列，请从文书种类列表中选择。")
    return found


def _refuse_citywide(series: Series, principal: Principal) -> None:
    if "organ" not in series.per and principal.role != "office":
        raise Refusal(403, "series_not_allowed", "这个编号序列全市统一编号，只能由领导小组办公室办理。")


def _refuse_leap(session: Session, scope: Scope, n: int, confirmed: bool) -> None:
    last = numbering.last_of(session, scope)
    if n > last + _UNASKED_GAP and not confirmed:
        message = (
            f"这个编号比登记簿中最后一号（{last}）大出许多，登记后其间各号本系统不再编出；"
            "确实如此的，请把 gap_confirmed 设为 true 再提交。"
        )
        raise Refusal(409, "number_far_ahead", message)


def _requested(session: Session, principal: Principal, key: str, digest: str) -> Number | None:
    """What this Idempotency-Key reserved before; a second request waits for the first."""
    repository.alone(session, f"number/{principal.client_id}/{key}")
    known = session.scalar(
        select(Number).where(Number.client_id == principal.client_id, Number.request_key == key)
    )
    if known is not None and known.request_sha256 != digest:
        raise repository.reused_key()
    return known


def _digest(wanted: Reservation | TakenOver) -> str:
    text = json.dumps([type(wanted).__name__, *vars(wanted).values()])
    return hashlib.sha256(text.encode()).hexdigest()


def _shape(series: Series) -> str:
    year, organ = 2026, "450302"
    return f"{series.number(1, year, organ)}（数字除外照写）"
