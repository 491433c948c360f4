"""What the use cases of docgen work with; built by bootstrap, passed to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine

from docgen_service.models import PdfFile
from docgen_service.once import Once
from docgen_service.pdf.office import Office
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
    office: Office
    clock: Callable[[], datetime]
    in_hand: Once[PdfFile] = field(default_factory=Once)

    def today(self) -> date:
        """The legal day (成文日期), in Beijing time."""
        return self.clock().astimezone(LEGAL_ZONE).date()
