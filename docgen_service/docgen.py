"""What the use cases of docgen work with; built by bootstrap, passed to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from docgen_service.links import Links
from docgen_service.models import PdfFile
from docgen_service.once import Once
from docgen_service.pdf.office import Office
from docgen_service.rendering.shelf import Shelf
from docgen_service.rendering.wording import LEGAL_ZONE
from shared.crypto import Cipher
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange


@dataclass(frozen=True)
class JobLimits:
    """How jobs (批量任务) share the service with everybody else."""

    items: int = 10_000
    part: int = 50  # documents that are made in one go: between two of these a job may be cancelled
    parts_per_task: int = 20  # then whoever else waits in the queue has his turn
    packed: int = 300  # documents of one print pack
    waiting_per_client: int = 5
    waiting: int = 50
    lease: timedelta = timedelta(seconds=30)  # without a sign of life for so long, a job is offered again
    attempts: int = 60
    callback_attempts: int = 9
    kept_days: int = 7  # how long the results can be fetched


@dataclass(frozen=True)
class Docgen:
    """The document register and its surroundings; `clock` gives an aware instant."""

    engine: Engine
    documents: ObjectStore
    materials: ObjectStore
    exchange: SealedExchange
    editions: Library
    shelf: Shelf
    office: Office
    clock: Callable[[], datetime]
    results: ObjectStore
    cipher: Cipher
    links: Links
    limits: JobLimits = field(default_factory=JobLimits)
    in_hand: Once[PdfFile] = field(default_factory=Once)

    def today(self) -> date:
        """The legal day (成文日期), in Beijing time."""
        return self.clock().astimezone(LEGAL_ZONE).date()
