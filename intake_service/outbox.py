"""The outbox: a message is written with the state, and offered until its answer is recorded.

Offered again are: what was never taken, what a killed worker dropped, what a lost Redis forgot. A message
whose attempts are used up is marked failed and shown to the office. Consumers tolerate repeats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select, text
from sqlalchemy.orm import Session

from intake_service.models import OutboxMessage
from shared.contracts.queues import CALLBACKS, QUEUES, queue_of

CHANNEL = "intake_outbox"
OVERTAKEN = "overtaken"
_OPEN = (OutboxMessage.done_at.is_(None), OutboxMessage.failed_at.is_(None))


@dataclass(frozen=True)
class Patience:
    """How long a message may take, how often it is offered, how many of a queue are under way at once."""

    lease: timedelta
    max_attempts: int
    callback_attempts: int
    in_flight: int

    def attempts(self, queue: str) -> int:
        """How often a message of a queue is offered before it is given up."""
        return self.callback_attempts if queue == CALLBACKS else self.max_attempts


def put(
    session: Session,
    task: str,
    payload: dict[str, Any],
    message_id: UUID,
    application_id: UUID,
    now: datetime,
) -> None:
    """Writes a message; the relay wakes when the transaction commits."""
    session.add(
        OutboxMessage(id=message_id, application_id=application_id, queue=queue_of(task), task=task,
                      payload=payload, created_at=now, attempts=0, available_at=now)
    )  # fmt: skip
    wake(session)


def wake(session: Session) -> None:
    """Tells the relay, at commit, that there is something to look at; once per session is enough."""
    if not session.info.get(CHANNEL):
        session.info[CHANNEL] = True
        session.execute(text(f"notify {CHANNEL}"))


def take_answer(session: Session, message_id: UUID, now: datetime) -> OutboxMessage | None:
    """Marks a message answered and returns it; None if that was done before: the answer is a repeat."""
    row = session.get(OutboxMessage, message_id, with_for_update=True)
    if row is None or row.done_at is not None:
        return None
    row.done_at, row.failed_at, row.failure = now, None, None
    wake(session)
    return row


def give_up(row: OutboxMessage, failure: str, now: datetime) -> None:
    """Marks a message failed: nobody tries again until the office says so."""
    row.failed_at, row.failure = now, failure


def overtake(row: OutboxMessage, now: datetime) -> None:
    """Marks a failed message done without an answer: what it asked for is asked anew, or not wanted any more."""
    row.done_at, row.failed_at, row.failure = now, None, OVERTAKEN


def offer_again(session: Session, row: OutboxMessage, now: datetime) -> None:
    """Gives a failed message a fresh set of attempts."""
    row.failed_at, row.failure, row.attempts, row.available_at = None, None, 0, now
    wake(session)


def lease(session: Session, patience: Patience, now: datetime) -> list[OutboxMessage]:
    """Takes what is due, of each queue up to its cap; other relays skip what this one holds."""
    under_way = session.execute(
        select(OutboxMessage.queue, func.count())
        .where(*_OPEN, OutboxMessage.attempts > 0, _still_taken(patience, now))
        .group_by(OutboxMessage.queue)
    )
    room = dict.fromkeys(QUEUES, patience.in_flight)
    for queue, count in under_way:
        room[queue] = room.get(queue, 0) - count
    return [row for queue in QUEUES if room[queue] > 0 for row in _due(session, queue, room[queue], now)]


def _still_taken(patience: Patience, now: datetime) -> ColumnElement[bool]:
    """Within its lease; what a callback waits beyond that, for a receiver that is away, takes nobody's place."""
    left = func.extract("epoch", OutboxMessage.available_at - now)
    beyond = case((OutboxMessage.queue == CALLBACKS, func.power(2, OutboxMessage.attempts - 1) - 1), else_=0)
    return left > beyond * patience.lease.total_seconds()


def _due(session: Session, queue: str, most: int, now: datetime) -> Sequence[OutboxMessage]:
    return session.scalars(
        select(OutboxMessage)
        .where(*_OPEN, OutboxMessage.queue == queue, OutboxMessage.available_at <= now)
        .order_by(OutboxMessage.available_at, OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def offer(
    rows: list[OutboxMessage], send: Callable[[OutboxMessage], None], patience: Patience, now: datetime
) -> list[OutboxMessage]:
    """Sends what still has attempts left; returns what was given up."""
    given_up = []
    for row in rows:
        if row.attempts >= patience.attempts(row.queue):
            give_up(row, "attempts_used_up", now)
            given_up.append(row)
            continue
        row.attempts += 1
        row.available_at = now + patience.lease * _widening(row)
        send(row)
    return given_up


def _widening(row: OutboxMessage) -> int:
    # A receiving system may be away for hours: a callback waits twice as long after every attempt.
    return 2 ** (row.attempts - 1) if row.queue == CALLBACKS else 1
