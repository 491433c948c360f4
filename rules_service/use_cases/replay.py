"""Answers a question again (复核凭据): the same answer, or what has changed since its receipt was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import Field

from rules_service.service import Rules
from shared.contracts.common import Answer, Receipt


class Difference(Answer):
    """不同之处: where, what it was, and what it is now."""

    field: str
    given: Any = None
    found: Any = None


class Replayed(Answer):
    """复核结果；same为真时，这张凭据上的问题现在得到的是同一答复"""

    same: bool
    receipt: tuple[Difference, ...] = Field(description="凭据上不同之处")
    answer: tuple[Difference, ...] = Field((), description="与所附答复不同之处；未附答复的为空")
    found: dict[str, Any] = Field(description="现在的答复")


_MEANING = ("edition", "edition_sha256", "overlay_sha256", "facts_sha256", "engine")
_MOST = 100


def replay(
    rules: Rules, given: Receipt, answer: dict[str, Any] | None, ask: Callable[[Rules], Answer]
) -> Replayed:
    """Asks again as of the moment of the receipt; `ask` is the question, and `answer` what was answered then."""
    at = _instant(given.decided_at)
    found = ask(replace(rules, clock=lambda: at)).model_dump(mode="json")
    before = given.model_dump(mode="json")
    receipt = tuple(
        Difference(field=f"receipt.{name}", given=before[name], found=found["receipt"][name])
        for name in _MEANING
        if before[name] != found["receipt"][name]
    )
    changed = () if answer is None else tuple(_differences("", answer, found))[:_MOST]
    return Replayed(same=not receipt and not changed, receipt=receipt, answer=changed, found=found)


def _instant(given: datetime) -> datetime:
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _differences(path: str, given: Any, found: Any) -> Iterator[Difference]:
    """Every leaf that differs, by its path."""
    if isinstance(given, dict) and isinstance(found, dict):
        for name in dict.fromkeys((*given, *found)):
            yield from _differences(f"{path}.{name}" if path else name, given.get(name), found.get(name))
    elif isinstance(given, list) and isinstance(found, list) and len(given) == len(found):
        for index, (before, after) in enumerate(zip(given, found, strict=True)):
            yield from _differences(f"{path}.{index}", before, after)
    elif given != found:
        yield Difference(field=path, given=given, found=found)
