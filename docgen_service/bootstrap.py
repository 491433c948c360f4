"""Builds what docgen works with; the only place where settings become objects."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from docgen_service.docgen import Docgen, JobLimits
from docgen_service.links import Links
from docgen_service.pdf.office import Office
from docgen_service.pdf.setup import OfficeSetup, found_program
from docgen_service.rendering.shelf import Shelf
from docgen_service.settings import DocgenSettings, OfficeSettings
from shared.auth.keys import KeyRing
from shared.crypto import Cipher, parse_keys
from shared.database import database_is_up, engine
from shared.queue import Sender
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange


@dataclass(frozen=True)
class Desk:
    """What a task needs: docgen, and the way to answer."""

    docgen: Docgen
    send: Callable[..., None]
    client: httpx.Client


def build(settings: DocgenSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Docgen:
    """Everything but the connections, which are made when first needed; the edition in use is compiled."""
    cipher = Cipher(parse_keys(settings.exchange_keys.get_secret_value()))
    editions = Library(settings.editions_dir)
    shelf = Shelf(editions)
    for definition in editions.get(settings.edition).documents.documents:
        shelf.get(settings.edition, definition.kind)
    return Docgen(
        engine=engine(settings.database_url.get_secret_value()),
        documents=ObjectStore(settings, "documents"),
        materials=ObjectStore(settings, "materials"),
        exchange=SealedExchange(ObjectStore(settings, "exchange", patience=10), cipher),
        editions=editions,
        shelf=shelf,
        office=office(settings),
        clock=clock,
        results=ObjectStore(settings, "results"),
        cipher=cipher,
        links=Links(parse_keys(settings.link_keys.get_secret_value())),
        limits=limits(settings),
    )


def limits(settings: DocgenSettings) -> JobLimits:
    """How jobs share the service."""
    return JobLimits(
        waiting=settings.jobs_waiting,
        waiting_per_client=settings.jobs_per_client,
        lease=timedelta(seconds=settings.job_lease_seconds),
        attempts=settings.job_attempts,
        callback_attempts=settings.callback_attempts,
    )


def office(settings: OfficeSettings) -> Office:
    """What turns Word files into PDF; it starts nothing before it is needed."""
    return Office(
        OfficeSetup(
            program=found_program(settings.office_program),
            font_mapping=settings.office_font_mapping,
            office_fonts=settings.office_fonts,
            workers=settings.office_workers,
            waiting=settings.office_waiting,
            wait_seconds=settings.office_wait_seconds,
            start_seconds=settings.office_start_seconds,
            convert_seconds=settings.office_convert_seconds,
            recycle_after=settings.office_recycle_after,
            memory_mb=settings.office_memory_mb,
        )
    )


def ensure_buckets(settings: DocgenSettings) -> None:
    """The buckets that docgen writes; jobs' data and results are swept after a week."""
    ObjectStore(settings, "documents").ensure()
    ObjectStore(settings, "exchange").ensure(expire_days=7)
    ObjectStore(settings, "results").ensure(expire_days=JobLimits().kept_days)


def keys(settings: DocgenSettings, docgen: Docgen) -> KeyRing:
    return KeyRing(docgen.engine, settings.api_key_pepper.get_secret_value())


def checks(settings: DocgenSettings, docgen: Docgen) -> Mapping[str, Callable[[], None]]:
    """What `/health` pings."""
    found = {
        "database": lambda: database_is_up(docgen.engine),
        "queue": Sender(settings.redis_url.get_secret_value()).ping,
        "store": docgen.documents.ping,
    }
    return found | ({"pdf": docgen.office.check} if docgen.office.installed else {})


def desk(settings: DocgenSettings) -> Desk:
    """Docgen as a worker uses it."""
    ensure_buckets(settings)
    sender = Sender(settings.redis_url.get_secret_value())
    return Desk(build(settings), sender.send, httpx.Client(trust_env=False))


@functools.cache
def for_tasks() -> Desk:
    """What the worker's tasks share; built once per process, from the environment."""
    return desk(DocgenSettings())
