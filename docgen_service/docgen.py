"""What the use cases of docgen work with; built by bootstrap, passed to each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from docgen_service.rendering.shelf import Shelf
from docgen_service.rendering.wording import LEGAL_ZONE
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange


@dataclass(frozen=True)
class Docgen:
    """The document register and its surroundings; `clock` gives an aware instant."""

    engine: Engine
    documents: ObjectStore
    materials: ObjectStore
    exchange: SealedExchange
    editions: Library
    shelf: Shelf
    clock: Callable[[], datetime]

    def today(self) -> date:
        """The legal day (成文日期), in Beijing time."""
        return self.clock().astimezone(LEGAL_ZONE).date()
