"""判断凭据: the edition, the facts and the engine behind an answer, as hashes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from rules_service.engine import ENGINE
from shared.contracts.common import Receipt
from shared.regulation.edition import Edition

ARITHMETIC, PLAIN = "exact-fractions", "plain-logic"
"""What answers where the rule engine has nothing to compare."""


def receipt(
    edition: Edition,
    asked: dict[str, Any],
    facts: BaseModel,
    now: datetime,
    *,
    engine: str = ENGINE,
    overlay: Any = None,
    overlay_sha256: str | None = None,
) -> Receipt:
    """For what was asked (as-of date, readings, stage) of these facts; the same question has the same hash.

    `overlay` is what an office sets for the year and sends along; it has a hash of its own,
    which may have been worked out before.
    """
    question = asked | {"facts": facts.model_dump(mode="json", exclude_defaults=True)}
    return Receipt(
        edition=edition.id,
        edition_sha256=edition.sha256,
        overlay_sha256=digest(overlay) if overlay else overlay_sha256,
        facts_sha256=digest(question),
        engine=engine,
        decided_at=now,
    )


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
