"""The register of numbers (编号登记簿): unique, and without gaps that nobody can explain.

A number is reserved in a short transaction, the paper is printed and stored, and only then is the number used:
nobody who takes the next one waits for an upload. A crash in between leaves a reservation that the retry finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from docgen_service.domain import NumberOrigin, NumberState
from docgen_service.models import Counter, Number
from shared.database import uuid7
from shared.problems import Refusal
from shared.regulation.documents import Series

_BOUND_TO_ANOTHER = "改用其他编号签发，此编号不再使用"


@dataclass(frozen=True)
class Scope:
    """Within what a series counts: a year, an organ, both or neither."""

    edition: str
    series: Series
    year: int
    organ: str

    @property
    def columns(self) -> dict[str, Any]:
        """As the register keeps it: 0 and "" for what the series does not count by."""
        per = self.series.per
        return {
            "series": self.series.id,
            "year": self.year if "year" in per else 0,
            "organ": self.organ if "organ" in per else "",
        }


def next_number(session: Session, scope: Scope, now: datetime, by: str, **entry: Any) -> Number:
    """Reserves the next number of a series; waits for whoever is taking one just now."""
    n = session.scalars(_count(scope, 1, Counter.last + 1)).one()
    text = scope.series.number(n, scope.year, scope.organ)
    return _entered(session, scope, n, text, now, by, origin=NumberOrigin.SERIES, **entry)


def next_numbers(
    session: Session, scope: Scope, documents: list[UUID], now: datetime, by: str
) -> list[Number]:
    """Reserves a run of numbers, one for each document, in one step."""
    last = session.scalars(_count(scope, len(documents), Counter.last + len(documents))).one()
    first = last - len(documents) + 1
    return [
        _entered(
            session, scope, n, scope.series.number(n, scope.year, scope.organ), now, by,
            origin=NumberOrigin.SERIES, reserved_for=document,
        )
        for n, document in enumerate(documents, first)
    ]  # fmt: skip


def take_over(
    session: Session, scope: Scope, n: int, text: str, now: datetime, by: str, **entry: Any
) -> Number:
    """Enters a number given by the office's own system; the series goes on after it, whatever it is."""
    session.scalars(_count(scope, n, func.greatest(Counter.last, n))).one()
    if session.scalar(select(Number.id).where(Number.number == text)) is not None:
        raise Refusal(409, "number_taken", "这个编号已在登记簿中，不能再次登记；请核对编号。")
    return _entered(session, scope, n, text, now, by, origin=NumberOrigin.OFFICE_SYSTEM, **entry)


def last_of(session: Session, scope: Scope) -> int:
    """The highest number of a series so far; 0 before the first."""
    return session.scalar(select(Counter.last).filter_by(**scope.columns)) or 0


def reserved_for(session: Session, document_id: UUID) -> Number | None:
    """The number that waits for a document."""
    return session.scalar(select(Number).where(Number.reserved_for == document_id).with_for_update())


def reserved_for_all(session: Session, document_ids: Sequence[UUID]) -> dict[UUID, Number]:
    """The numbers that wait for several documents, by document."""
    statement = (
        select(Number).where(Number.reserved_for.in_(document_ids)).order_by(Number.id).with_for_update()
    )
    return {row.reserved_for: row for row in session.scalars(statement) if row.reserved_for}


def bind(session: Session, scope: Scope, text: str, document_id: UUID, now: datetime, by: str) -> Number:
    """Binds a number that was reserved or taken over before to the document that is to carry it."""
    chosen = session.scalar(select(Number).where(Number.number == text).with_for_update())
    if chosen is None or any(getattr(chosen, name) != value for name, value in scope.columns.items()):
        message = "登记簿的这一编号序列中没有这个编号；请先预留，或先登记由自有系统编出的编号。"
        raise Refusal(422, "number_not_of_series", message)
    if chosen.state != NumberState.RESERVED or chosen.reserved_for not in {None, document_id}:
        raise Refusal(409, "number_not_free", "这个编号已使用、已作废或已为别的文书预留，请另选一个。")
    before = reserved_for(session, document_id)
    if before is not None and before.id != chosen.id:
        _unbind(before, now, by)
        session.flush()
    chosen.reserved_for = document_id
    return chosen


def use(number: Number, document_id: UUID, now: datetime) -> None:
    """Marks a reserved number as printed on its document, which has been entered."""
    number.state, number.document_id, number.reserved_for = NumberState.USED, document_id, None
    number.used_at = now


def void_of_document(session: Session, document_id: UUID, reason: str, now: datetime, by: str) -> None:
    """Voids what a document carries or waits for; it is never given again."""
    session.execute(
        update(Number)
        .where(or_(Number.document_id == document_id, Number.reserved_for == document_id))
        .values(state=NumberState.VOIDED, reserved_for=None, reason=reason, voided_at=now, voided_by=by)
    )


def void(number: Number, reason: str, now: datetime, by: str) -> None:
    """Voids one number: it stays in the register, with the reason."""
    number.state, number.reserved_for = NumberState.VOIDED, None
    number.reason, number.voided_at, number.voided_by = reason, now, by


def _unbind(number: Number, now: datetime, by: str) -> None:
    """Gives a number back to its purpose; one that had none but this document is voided."""
    if number.purpose:
        number.reserved_for = None
    else:
        void(number, _BOUND_TO_ANOTHER, now, by)


def _count(scope: Scope, first: int, after: Any) -> Any:
    """Moves the counter, whose row stays locked until the transaction ends."""
    return (
        insert(Counter)
        .values(**scope.columns, last=first)
        .on_conflict_do_update(index_elements=["series", "year", "organ"], set_={"last": after})
        .returning(Counter.last)
    )


def _entered(
    session: Session, scope: Scope, n: int, text: str, now: datetime, by: str, **entry: Any
) -> Number:  # fmt: skip
    row = Number(
        id=uuid7(), edition=scope.edition, **scope.columns, n=n, number=text, taken_at=now, taken_by=by,
        **{"state": NumberState.RESERVED} | entry,
    )  # fmt: skip
    session.add(row)
    return row
