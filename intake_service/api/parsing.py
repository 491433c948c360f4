"""What views take from a request beyond its JSON."""

import re
import sys
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import ClientDisconnected

from intake_service.intake import Intake
from intake_service.use_cases.store_content import Upload
from shared.problems import Refusal, field_refusal

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def intake() -> Intake:
    """What the use cases work with, as `create_app` put it there."""
    found: Intake = current_app.extensions["intake"]
    return found


def json_object() -> dict[str, Any]:
    """The body as a JSON object, for a patch whose nulls matter."""
    body = request.get_json(silent=True)
    if body is None and request.get_data(cache=True).strip() != b"null":
        raise Refusal(400, "malformed_json", "请求内容不是有效的JSON，请核对括号、引号和逗号。")
    if not isinstance(body, dict):
        raise field_refusal("(body)", "not_an_object", "请求内容应为JSON对象。")
    return body


def raw_upload() -> Upload:
    """A scan as the request's body; its length must be given."""
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        raise Refusal(411, "length_required", "请在Content-Length中写明文件长度。")
    request.max_content_length = sys.maxsize  # the use case knows the limit of each kind
    return Upload(_Body(), request.content_length or 0, request.mimetype, _digest())


def form_upload(most: int) -> Upload:
    """A small scan as the field `file` of a multipart form."""
    request.max_content_length = most
    file = request.files.get("file")
    if file is None:
        raise field_refusal("file", "missing", "请以multipart/form-data提交，文件字段名为file。")
    length = file.stream.seek(0, 2)
    file.stream.seek(0)
    return Upload(file.stream, length, None, _digest())


class _Body:
    """The request's body; one that ends before its length raises `EOFError`."""

    def read(self, size: int = -1, /) -> bytes:
        try:
            return bytes(request.stream.read(size))
        except (ClientDisconnected, OSError):  # gone, or stalled for longer than a sender may
            raise EOFError from None


def _digest() -> str | None:
    digest = request.headers.get("X-Content-SHA256")
    if digest is not None and not _SHA256.fullmatch(digest):
        raise field_refusal("X-Content-SHA256", "digest_form", "X-Content-SHA256应为64位十六进制的SHA-256。")
    return digest
