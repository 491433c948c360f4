"""`/health` pings every dependency and says which one does not answer."""

from collections.abc import Callable, Mapping

from flask import Response, jsonify
from flask_openapi3 import OpenAPI

from shared.logging import failure, get_logger
from shared.web.access import public

_log = get_logger("health")


def install(app: OpenAPI, checks: Mapping[str, Callable[[], None]]) -> None:
    @app.get("/health", summary="健康状况")
    @public
    def health() -> tuple[Response, int]:
        """所依赖的部件全部正常时为200，否则为503，并写明哪一个不正常。"""
        results = {name: _answers(name, check) for name, check in checks.items()}
        healthy = all(results.values())
        states = {name: "up" if up else "down" for name, up in results.items()}
        return jsonify(status="up" if healthy else "down", checks=states), 200 if healthy else 503


def _answers(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception as error:
        _log.warning("dependency down", dependency=name, error=failure(error))
        return False
    return True
