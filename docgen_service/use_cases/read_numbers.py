"""Reads the register of numbers (编号登记簿): a list with filters, and one series from its first number to its last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from docgen_service import numbering
from docgen_service.docgen import Docgen
from docgen_service.models import Document, Number
from docgen_service.numbering import Scope
from docgen_service.reach import refuse_foreign_code
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal, field_refusal

LONGEST = 20_000


@dataclass(frozen=True)
class Gap:
    """Numbers that are not in the register, and why (空号): they lie below one that was taken over."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Register:
    """编号登记簿 of one series, one year, one organ; `documents` are those that carry a number."""

    title: str
    note: str
    scope: Scope
    numbers: Sequence[Number]
    documents: dict[UUID, Document]
    gaps: Sequence[Gap]


def visible_numbers(principal: Principal) -> ColumnElement[bool]:
    """The office sees every number, a county union those of its own series."""
    match principal.role:
        case "office":
            return true()
        case "county_union":
            return Number.organ.in_(principal.organs)
        case _:
            return false()


def find_number(session: Session, principal: Principal, number_id: UUID, hold: bool = False) -> Number:
    """One entry of the register; a 404 both if there is none and if it is another county's."""
    statement = select(Number).where(Number.id == number_id, visible_numbers(principal))
    found = session.scalar(statement.with_for_update() if hold else statement)
    if found is None:
        raise Refusal(404, "number_not_found", "登记簿中没有这个编号，或您无权查看；请核对。")
    return found


def list_numbers(
    docgen: Docgen, principal: Principal, wanted: dict[str, Any], before: UUID | None, limit: int
) -> tuple[Sequence[Number], UUID | None]:
    """One page, newest first (ids are in order of time), and the id with which the next begins."""
    statement = (
        select(Number)
        .where(visible_numbers(principal), true() if before is None else Number.id < before)
        .where(*(getattr(Number, name) == value for name, value in wanted.items() if value is not None))
        .order_by(Number.id.desc())
        .limit(limit + 1)
    )
    with transaction(docgen.engine) as session:
        rows = session.scalars(statement).all()
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def read_register(
    docgen: Docgen, principal: Principal, edition: str, series_id: str, year: int, organ_code: str
) -> Register:
    """A whole series in the order of its numbers, with every gap explained."""
    head = docgen.editions.get(edition)
    series = next((item for item in head.documents.series if item.id == series_id), None)
    if series is None:
        raise field_refusal("series", "unknown_series", "该版本没有这个编号序列，请从文书种类列表中选择。")
    refuse_foreign_code(head, principal, organ_code)
    scope = Scope(edition, series, year, organ_code)
    statement = select(Number).filter_by(**scope.columns).where(visible_numbers(principal))
    with transaction(docgen.engine) as session:
        rows = session.scalars(statement.order_by(Number.n).limit(LONGEST)).all()
        carried = [row.document_id for row in rows if row.document_id]
        documents = session.scalars(select(Document).where(Document.id.in_(carried))).all()
        last = numbering.last_of(session, scope)
    gaps = list(_gaps(rows, last)) if len(rows) < LONGEST else []
    return Register(series.title, series.note, scope, rows, {row.id: row for row in documents}, gaps)


def _gaps(rows: Sequence[Number], last: int) -> Iterator[Gap]:
    """The series itself leaves none: what is missing lies below a number that was taken over."""
    expected = 1
    for row in rows:
        if row.n > expected:
            yield Gap(expected, row.n - 1, f"由{row.source or '自有系统'}编号，未登入本登记簿")
        expected = row.n + 1
    if last >= expected:  # would be a fault of ours, and is shown as one
        yield Gap(expected, last, "原因不明，请报告运维人员")
