"""Refusals: what is wrong, why, and what to do; one shape for all three services (RFC 9457)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """One fault of one field: `field` is its dotted path, `code` is stable, `message` is Chinese."""

    field: str
    code: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return {"field": self.field, "code": self.code, "message": self.message}


class Refusal(Exception):
    """A request that cannot be granted; raised anywhere, answered as problem+json by `shared.web`.

    `message` says in Chinese what to do and never repeats what the caller sent: it may be personal data.
    `basis` (依据) names the article, or says that the regulation is silent and which reading was chosen.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        errors: Iterable[FieldError] = (),
        basis: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.errors = tuple(errors)
        self.basis = basis
        self.headers = headers or {}

    def as_problem(self, trace_id: str) -> dict[str, Any]:
        problem: dict[str, Any] = {
            "type": f"urn:artisan:problem:{self.code}",
            "title": self.message,
            "status": self.status,
            "code": self.code,
            "errors": [error.as_dict() for error in self.errors],
            "trace_id": trace_id,
        }
        return problem | ({"basis": self.basis} if self.basis else {})


def field_refusal(field: str, code: str, message: str, basis: str | None = None) -> Refusal:
    """A 422 that concerns one field."""
    return Refusal(422, code, message, [FieldError(field, code, message)], basis)
