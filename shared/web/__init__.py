"""Flask as all three services use it: one error shape, keys and roles, health, metrics, OpenAPI."""

from shared.web.access import principal, public, requires
from shared.web.app import create_api
from shared.web.described import FILE
from shared.web.idempotency import idempotency_key, optional_idempotency_key
from shared.web.parameters import IdempotencyHeader
from shared.web.trace import trace_id

__all__ = [
    "FILE",
    "IdempotencyHeader",
    "create_api",
    "idempotency_key",
    "optional_idempotency_key",
    "principal",
    "public",
    "requires",
    "trace_id",
]
