"""Headers and queries: flask-openapi3 asks for their JSON schema at every request, which is made only once."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Parameters(BaseModel):
    """The headers or the query of a request; a tenth of a request's time went into their schema."""

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """The schema; as the library asks for it at every request (without options) it is made once."""
        return super().model_json_schema(*args, **options) if args or options else cls._schema()

    @classmethod
    @cache
    def _schema(cls) -> dict[str, Any]:
        return super().model_json_schema()


def _required(schema: dict[str, Any]) -> None:
    schema["required"] = ["Idempotency-Key"]


class IdempotencyHeader(Parameters):
    """Documents the header; `idempotency_key` reads it, so that its absence has a code of its own."""

    key: str | None = Field(None, alias="Idempotency-Key", description="本次请求的唯一值，重发时保持不变")
    model_config = ConfigDict(extra="ignore", json_schema_extra=_required)
