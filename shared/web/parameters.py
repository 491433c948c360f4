"""Headers and queries: flask-openapi3 asks for their JSON schema at every request, which is made only once."""

from functools import cache
from typing import Any

from pydantic import BaseModel


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
