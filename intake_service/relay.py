"""The relay (转发): offers what stands in the outbox, and wakes when something new is written."""

import threading

import psycopg
from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from intake_service import outbox
from intake_service.intake import Intake
from intake_service.models import OutboxMessage
from intake_service.use_cases.handle_failures import note_failure
from shared.database import transaction
from shared.logging import failure, get_logger
from shared.queue import Sender

_log = get_logger("relay")
LOOK_AGAIN_SECONDS = 1.0
PAUSE_SECONDS = 0.03  # what is written meanwhile goes out together; the cap leaves the workers enough to do


def relay_once(intake: Intake, sender: Sender, job_seconds: int) -> int:
    """Offers everything that is due; returns how many messages were sent."""

    def send(row: OutboxMessage) -> None:
        sender.send(row.task, row.payload, job_id=f"{row.id}-{row.attempts}", seconds=job_seconds)

    with transaction(intake.engine) as session:
        rows = outbox.lease(session, intake.patience, intake.clock())
        given_up = outbox.offer(rows, send, intake.patience, intake.clock())
        for row in given_up:
            note_failure(intake, session, row)
    return len(rows) - len(given_up)


def run(intake: Intake, sender: Sender, job_seconds: int, stop: threading.Event) -> None:
    """Relays until told to stop; while Redis or the database is away it waits and tries again."""
    while not stop.is_set():
        try:
            with _listening(intake.engine) as connection:
                while not stop.is_set():
                    relay_once(intake, sender, job_seconds)
                    stop.wait(PAUSE_SECONDS)
                    _wait(connection)
        except (OperationalError, psycopg.OperationalError) as error:
            _log.warning("database away", error=failure(error))
            stop.wait(LOOK_AGAIN_SECONDS)
        except RedisError as error:
            _log.warning("queue away", error=failure(error))
            stop.wait(LOOK_AGAIN_SECONDS)


def _listening(engine: Engine) -> psycopg.Connection:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(url, autocommit=True, connect_timeout=5)
    connection.execute(f"listen {outbox.CHANNEL}")
    return connection


def _wait(connection: psycopg.Connection, seconds: float = LOOK_AGAIN_SECONDS) -> None:
    for _ in connection.notifies(timeout=seconds, stop_after=1):
        pass
