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


def receipt(edition: Edition, asked: dict[str, Any], facts: BaseModel, now: datetime) -> Receipt:
    """For what was asked (as-of date, readings, stage) of these facts; the same question has the same hash."""
    question = asked | {"facts": facts.model_dump(mode="json", exclude_defaults=True)}
    canonical = json.dumps(question, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Receipt(
        edition=edition.id,
        edition_sha256=edition.sha256,
        facts_sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        engine=ENGINE,
        decided_at=now,
    )
