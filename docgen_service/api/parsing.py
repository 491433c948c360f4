"""What views take from a request beyond its JSON, and how files go out."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, current_app, request

from docgen_service.docgen import Docgen
from docgen_service.models import Document
from shared.problems import Refusal

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def docgen() -> Docgen:
    """What the use cases work with, as `create_app` put it there."""
    found: Docgen = current_app.extensions["docgen"]
    return found


def idempotency_key() -> str:
    """The Idempotency-Key; a refusal without one."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        message = (
            "请在请求头Idempotency-Key中给出本次文书的唯一值（可见ASCII字符，最多200个），重发时保持不变。"
        )
        raise Refusal(400, "idempotency_key_required", message)
    return key


def download(row: Document, title: str, chunks: Iterator[bytes]) -> Response:
    """The file under a name without personal data: what it is, and its number or the end of its id."""
    name = f"{title}_{row.number or f'拟稿{str(row.id)[-6:]}'}.docx"
    return Response(
        chunks, 200,
        {
            "Content-Length": str(row.size),
            "Content-Disposition": f"attachment; filename=document.docx; filename*=UTF-8''{quote(name)}",
            "ETag": f'"{row.sha256}"',
            "Cache-Control": "no-store",
        },
        content_type=row.content_type,
    )  # fmt: skip
