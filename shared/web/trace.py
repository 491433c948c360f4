"""The trace id: the caller's `X-Trace-Id` if it is well-formed and no ID number, else a new one."""

import re
import time

import structlog
from flask import Flask, Response, g, request

from shared.database import uuid7
from shared.logging import get_logger
from shared.privacy import holds_id_number

_WELL_FORMED = re.compile(r"[0-9A-Za-z-]{8,64}")
_log = get_logger("web")


def trace_id() -> str:
    """The trace id of this request."""
    return str(g.trace_id)


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Trace-Id", "")
    usable = _WELL_FORMED.fullmatch(given) and not holds_id_number(given)
    g.trace_id = given if usable else str(uuid7())
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(trace_id=g.trace_id)
    application = (request.view_args or {}).get("application_id")
    if application is not None:
        structlog.contextvars.bind_contextvars(application_id=str(application))


def _end(response: Response) -> Response:
    response.headers["X-Trace-Id"] = g.trace_id
    rule = request.url_rule.rule if request.url_rule else "(none)"
    if rule not in {"/health", "/metrics"}:
        took = round((time.perf_counter() - g.began) * 1000, 1)
        _log.info("request", method=request.method, route=rule, status=response.status_code, ms=took)
    structlog.contextvars.unbind_contextvars("trace_id", "application_id")
    return response
