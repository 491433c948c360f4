"""Builds a service's Flask application; `create_app` of each service names the steps that follow."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import request
from flask.json.provider import DefaultJSONProvider
from flask_openapi3 import Info, OpenAPI
from pydantic import BaseModel
from werkzeug.middleware.proxy_fix import ProxyFix

from shared.auth.keys import KeyRing
from shared.settings import ServiceSettings
from shared.web import access, faults, health, metrics, trace
from shared.web.described import Described, Problem

_BEARER: dict[str, Any] = {
    "api_key": {
        "type": "http",
        "scheme": "bearer",
        "description": "由命令 artisan keys create 生成的访问密钥",
    }
}


# A sender that stalls, or whose line has gone, would otherwise keep a thread for good.
STALLED_SECONDS = 30.0


class _Json(DefaultJSONProvider):
    """Chinese stays readable, keys keep their order, pydantic models become their JSON."""

    ensure_ascii = False
    sort_keys = False
    compact = True

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    @staticmethod
    def default(value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value.model_dump(mode="json")
        if isinstance(value, date):  # Flask would write an HTTP date
            return value.isoformat()
        return DefaultJSONProvider.default(value)


def create_api(
    name: str,
    title: str,
    settings: ServiceSettings,
    keys: KeyRing,
    checks: Mapping[str, Callable[[], None]],
    max_json_bytes: int = 2 * 1024 * 1024,
) -> OpenAPI:
    """An OpenAPI 3.1 application with keys, traces, problems, `/health`, `/metrics` and an offline page."""
    app = Described(
        name,
        info=Info(title=title, version="1.0.0"),
        security_schemes=_BEARER,
        validation_error_model=Problem,
        validation_error_callback=faults.validation_failed,
        openapi_extensions={"security": [{"api_key": []}]},
        static_folder=None,
    )
    app.config["MAX_CONTENT_LENGTH"] = max_json_bytes
    app.json = _Json(app)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    app.before_request(_bound_the_wait)
    trace.install(app)
    metrics.install(app)
    faults.install(app)
    access.install(app, keys)
    health.install(app, checks)
    return app


def _bound_the_wait() -> None:
    connection = request.environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(STALLED_SECONDS)
