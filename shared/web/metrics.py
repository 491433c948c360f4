"""`/metrics` for Prometheus: requests by route and status, and how long they took."""

import time
from os import environ

from flask import Response, g, request
from flask_openapi3 import OpenAPI
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from shared.web.access import public

REQUESTS = Counter("artisan_http_requests_total", "Requests", ["method", "route", "status"])
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
SECONDS = Histogram("artisan_http_request_seconds", "Seconds per request", ["method", "route"])


def install(app: OpenAPI) -> None:
    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(none)"
        # A label of the caller's own choice would add a series to every process with each request.
        method = request.method if request.method in _METHODS else "(other)"
        REQUESTS.labels(method, route, str(response.status_code)).inc()
        SECONDS.labels(method, route).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response

    @app.get("/metrics", summary="运行指标")
    @public
    def metrics() -> Response:
        """Prometheus格式；设有PROMETHEUS_MULTIPROC_DIR时为全部进程之和。"""
        return Response(_exposition(), content_type=CONTENT_TYPE_LATEST)


def _exposition() -> bytes:
    if "PROMETHEUS_MULTIPROC_DIR" not in environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
