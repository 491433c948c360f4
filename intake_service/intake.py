"""What the use cases of intake work with; built by bootstrap, passed to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from intake_service.content import Content
from intake_service.cycle import Cycles
from intake_service.models import Application, Version
from intake_service.outbox import Patience
from shared.crypto import Cipher, LookupHash
from shared.regulation.library import Library
from shared.storage import ObjectStore, SealedExchange

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Intake:
    """The register and its surroundings; `clock` gives an aware instant."""

    engine: Engine
    materials: ObjectStore
    documents: ObjectStore
    exchange: SealedExchange
    cipher: Cipher
    lookup: LookupHash
    editions: Library
    patience: Patience
    clock: Callable[[], datetime]
    max_upload_bytes: int
    cycles: Cycles = field(default_factory=Cycles)

    def today(self) -> date:
        """The legal day in Guilin."""
        return self.clock().astimezone(ZONE).date()

    def content(self, row: Application | Version) -> Content:
        """Opens the sealed content of an application or of one of its versions."""
        return Content.model_validate_json(self.cipher.open(row.content, _context(row)))

    def seal(self, content: Content, row: Application | Version) -> bytes:
        """Seals a content for the row it belongs to."""
        return self.cipher.seal(content.model_dump_json(by_alias=True).encode(), _context(row))


def as_json(content: Content) -> dict[str, object]:
    """The content as the API shows it."""
    return content.model_dump(mode="json", by_alias=True)


def _context(row: Application | Version) -> str:
    return f"application/{row.id if isinstance(row, Application) else row.application_id}"
