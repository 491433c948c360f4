"""What every answer of a service has in common."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__


@cache
def _fields_of(kind: type[BaseModel]) -> set[str]:
    return set(kind.model_fields)


class Answer(BaseModel):
    """What a service sends: frozen; a reader ignores what it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """Made of what is known to fit: a value for every field, which is not checked again.

        As pydantic's `model_construct`, for where thousands are made a second; the dict becomes the answer's own.
        """
        made = cls.__new__(cls)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", _fields_of(cls))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


class Receipt(Answer):
    """判断凭据: what was asked of which edition, so that it can be answered again the same way."""

    edition: str
    edition_sha256: str
    overlay_sha256: str | None = None
    facts_sha256: str
    engine: str
    decided_at: datetime
