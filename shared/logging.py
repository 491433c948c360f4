"""Structured logs: one JSON object a line, with trace and application ids and never personal data."""

import logging
import sys
from typing import Any

import structlog

_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.EventRenamer("message"),
]


def configure(level: str, service: str) -> None:
    """Sends structlog and the standard library's loggers to stderr as JSON; called once per process."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*_PROCESSORS, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(service=service)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_PROCESSORS[:-1],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _PROCESSORS[-1],
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def get_logger(name: str) -> Any:
    """A logger whose keyword arguments become fields."""
    return structlog.get_logger(name)


def failure(error: BaseException) -> str:
    """What may be logged of an error: its class and where it arose, never its text."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
    return f"{type(error).__name__} at {where}"
