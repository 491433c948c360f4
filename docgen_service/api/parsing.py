"""What views take from a request beyond its JSON, and how files go out."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, current_app

from docgen_service.docgen import Docgen
from docgen_service.models import Document


def docgen() -> Docgen:
    """What the use cases work with, as `create_app` put it there."""
    found: Docgen = current_app.extensions["docgen"]
    return found


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
