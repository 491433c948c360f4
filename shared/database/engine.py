"""Engines, transactions and time-ordered ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import uuid_utils
from sqlalchemy import DateTime, Engine, create_engine, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session

# A server that vanished without a word is noticed in seconds, not after the quarter of an hour that TCP allows.
_NOTICES_A_LOST_LINE = {
    "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000,
}  # fmt: skip


class Base(DeclarativeBase):
    """Instants are `timestamptz`, JSON is `jsonb`."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


def uuid7() -> UUID:
    """A new time-ordered id (UUIDv7)."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def engine(url: str) -> Engine:
    """A pool that notices a restarted server, keeps UTC, and lets no lock, statement or idle transaction last forever."""
    options = "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=90s"
    return create_engine(
        url, pool_pre_ping=True, pool_size=8, max_overflow=8, pool_timeout=10,
        connect_args={"options": options, "connect_timeout": 5, **_NOTICES_A_LOST_LINE},
    )  # fmt: skip


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One unit of work: commits at its end, rolls back on any error."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def database_is_up(engine: Engine) -> None:
    """Raises unless the database answers."""
    with engine.connect() as connection:
        connection.execute(text("select 1"))
