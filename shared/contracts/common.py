"""What every answer of a service has in common."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """What a service sends: frozen; a reader ignores what it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Receipt(Answer):
    """判断凭据: what was asked of which edition, so that it can be answered again the same way."""

    edition: str
    edition_sha256: str
    overlay_sha256: str | None = None
    facts_sha256: str
    engine: str
    decided_at: datetime
