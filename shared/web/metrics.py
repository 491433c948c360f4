"""`/metrics` for Prometheus: requests by route and status, and how long they took."""

import time
from os import environ

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from shared.web.access import public

REQUESTS = Counter("artisan_http_requests_total", "Requests", ["method", "route", "status"])
SECONDS = Histogram("artisan_http_request_seconds", "Seconds per request", ["method", "route"])


def install(app: Flask) -> None:
    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(none)"
        REQUESTS.labels(request.method, route, str(response.status_code)).inc()
        SECONDS.labels(request.method, route).observe(
            time.perf_counter() - g.get("began", time.perf_counter())
        )
        return response

    @app.get("/metrics")
    @public
    def metrics() -> Response:
        """What this service counts, over all its processes where PROMETHEUS_MULTIPROC_DIR is set."""
        return Response(_exposition(), content_type=CONTENT_TYPE_LATEST)


def _exposition() -> bytes:
    if "PROMETHEUS_MULTIPROC_DIR" not in environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
