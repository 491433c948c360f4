"""What the rules service works with, handed to its use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from rules_service.compiled import Regulations
from shared.contracts.messages import SealedRef


class Exchange(Protocol):
    """Sealed objects: what may not stand in a message."""

    def seal(self, message_id: UUID, data: dict[str, Any]) -> SealedRef: ...

    def open(self, ref: SealedRef) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Rules:
    """Regulations, the exchange, the queue to intake and the clock; no state of its own."""

    regulations: Regulations
    exchange: Exchange
    send: Callable[[str, dict[str, Any]], None]
    clock: Callable[[], datetime]
