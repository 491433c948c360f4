"""All errors as application/problem+json, in Chinese, with stable codes and without what the caller sent."""

import json
from http import HTTPStatus

from flask import Flask, Response, g, request
from pydantic import ValidationError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from werkzeug.exceptions import HTTPException

from shared.database import uuid7
from shared.logging import failure, get_logger
from shared.problems import Refusal
from shared.storage import StoreUnavailable
from shared.validation import field_errors

_log = get_logger("web")

_BY_STATUS = {
    400: ("bad_request", "请求无法读取，请核对后重试。"),
    404: ("not_found", "没有这个地址或记录，请核对。"),
    405: ("method_not_allowed", "该地址不支持这种请求方法，请查阅接口说明。"),
    411: ("length_required", "请在Content-Length中写明内容长度。"),
    413: ("too_large", "请求内容过大，请缩减后重试。"),
    415: ("unsupported_media_type", "请以application/json提交。"),
    429: ("too_many_requests", "请求过于频繁，请稍后重试。"),
}


def install(app: Flask) -> None:
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(HTTPException, _http)
    away = (OperationalError, NoFreeConnection, StoreUnavailable, RedisConnectionError, RedisTimeoutError)
    for error in away:
        app.register_error_handler(error, _unavailable)
    app.register_error_handler(TimeoutError, _stalled)
    app.register_error_handler(Exception, _unexpected)


def validation_failed(error: ValidationError) -> Response:
    """What flask-openapi3 calls when a request does not fit its model."""
    if request.mimetype == "application/json" and not _is_json(request.get_data()):
        return _answer(Refusal(400, "malformed_json", "请求内容不是有效的JSON，请核对括号、引号和逗号。"))
    return _answer(Refusal(422, "invalid_request", "有内容不符合要求，请按errors逐项修改后重新提交。",
                           field_errors(error)))  # fmt: skip


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _refusal(error: Refusal) -> Response:
    return _answer(error)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    code, message = _BY_STATUS.get(status, (HTTPStatus(status).name.lower(), "请求不能处理，请核对后重试。"))
    return _answer(Refusal(status, code, message))


def _unavailable(error: Exception) -> Response:
    _log.error("dependency unavailable", error=failure(error))
    message = "系统的一个部件暂时不可用，您的请求没有生效，请稍后原样重试。"
    return _answer(Refusal(503, "temporarily_unavailable", message, headers={"Retry-After": "10"}))


def _stalled(error: Exception) -> Response:
    return _answer(Refusal(408, "request_stalled", "请求内容迟迟没有传完，已停止接收，请重新发送。"))


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected error", error=failure(error))
    message = "系统内部出错，请稍后重试；仍不行时请把trace_id告知运维人员。"
    return _answer(Refusal(500, "internal_error", message))


def _answer(refusal: Refusal) -> Response:
    trace = g.get("trace_id") or str(uuid7())
    body = json.dumps(refusal.as_problem(trace), ensure_ascii=False)
    return Response(body, refusal.status, refusal.headers, content_type="application/problem+json")
