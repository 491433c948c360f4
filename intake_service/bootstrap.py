"""Builds what intake works with; the only place where settings become objects."""

import functools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import httpx

from intake_service.intake import Intake
from intake_service.outbox import Patience
from intake_service.settings import IntakeSettings
from shared.auth.keys import KeyRing
from shared.crypto import Cipher, LookupHash, parse_keys
from shared.database import database_is_up, engine
from shared.queue import Sender
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange


def build(settings: IntakeSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Intake:
    """Everything but the connections themselves, which are made when they are first needed."""
    exchange = ObjectStore(settings, "exchange", patience=10)
    return Intake(
        engine=engine(settings.database_url.get_secret_value()),
        materials=ObjectStore(settings, "materials"),
        documents=ObjectStore(settings, "documents"),
        exchange=SealedExchange(exchange, Cipher(parse_keys(settings.exchange_keys.get_secret_value()))),
        cipher=Cipher(parse_keys(settings.register_keys.get_secret_value())),
        lookup=LookupHash(parse_keys(settings.lookup_keys.get_secret_value())),
        editions=Library(settings.editions_dir),
        patience=patience(settings),
        clock=clock,
        max_upload_bytes=settings.max_upload_bytes,
    )


def patience(settings: IntakeSettings) -> Patience:
    """The lease outlives the job's time-out, so that a job that still runs is never offered again."""
    return Patience(
        lease=timedelta(seconds=settings.task_seconds * 1.5),
        max_attempts=settings.max_attempts,
        callback_attempts=settings.callback_attempts,
        in_flight=settings.in_flight,
    )


def ensure_buckets(settings: IntakeSettings) -> None:
    """The buckets that intake writes; what is left in the exchange is swept after a week."""
    ObjectStore(settings, "materials").ensure()
    ObjectStore(settings, "exchange").ensure(expire_days=7)
    ObjectStore(settings, "documents").ensure()


def keys(settings: IntakeSettings, intake: Intake) -> KeyRing:
    return KeyRing(intake.engine, settings.api_key_pepper.get_secret_value())


def checks(settings: IntakeSettings, intake: Intake) -> Mapping[str, Callable[[], None]]:
    """What `/health` pings."""
    return {
        "database": lambda: database_is_up(intake.engine),
        "queue": Sender(settings.redis_url.get_secret_value()).ping,
        "store": intake.materials.ping,
    }


@functools.cache
def for_tasks() -> tuple[Intake, httpx.Client]:
    """What the worker's tasks share; built once per process, from the environment."""
    return build(IntakeSettings()), httpx.Client(trust_env=False)
