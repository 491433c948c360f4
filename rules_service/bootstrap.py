"""Builds what the rules service works with; the only place where settings become objects."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from rules_service.compiled import Regulations
from rules_service.service import Rules
from rules_service.settings import RulesSettings
from rules_service.use_cases.find_editions import every_edition
from shared.auth.keys import KeyRing
from shared.crypto import Cipher, parse_keys
from shared.database import database_is_up, engine
from shared.queue import Sender
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange


def build(settings: RulesSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Rules:
    """Everything but the connections, which are made when they are first needed; every edition is loaded."""
    cipher = Cipher(parse_keys(settings.exchange_keys.get_secret_value()))
    regulations = Regulations(Library(settings.editions_dir), settings.edition)
    regulations.get()
    every_edition(regulations.library)  # A faulty edition is told now, and not by the first request.
    return Rules(
        regulations=regulations,
        exchange=SealedExchange(ObjectStore(settings, "exchange", patience=10), cipher),
        send=Sender(settings.redis_url.get_secret_value()).send,
        clock=clock,
    )


def access(settings: RulesSettings) -> tuple[KeyRing, Mapping[str, Callable[[], None]]]:
    """The keys, which rules may only read, and what `/health` pings."""
    database: Engine = engine(settings.database_url.get_secret_value())
    checks = {
        "database": lambda: database_is_up(database),
        "queue": Sender(settings.redis_url.get_secret_value()).ping,
        "store": ObjectStore(settings, "exchange").ping,
    }
    return KeyRing(database, settings.api_key_pepper.get_secret_value()), checks


@functools.cache
def for_tasks() -> Rules:
    """What the worker's tasks share; built once per process, from the environment."""
    return build(RulesSettings())
