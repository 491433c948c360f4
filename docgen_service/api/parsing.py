"""What views take from a request beyond its JSON, and how files go out."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, current_app

from docgen_service.docgen import Docgen
from docgen_service.models import Document
from docgen_service.use_cases.share_link import Shared


def docgen() -> Docgen:
    """What the use cases work with, as `create_app` put it there."""
    found: Docgen = current_app.extensions["docgen"]
    return found


@dataclass(frozen=True)
class File:
    """A file as it goes out: `suffix` without a dot."""

    suffix: str
    content_type: str
    size: int
    sha256: str
    chunks: Iterator[bytes]


def download(row: Document, title: str, file: File) -> Response:
    """The file under a name without personal data: what it is, and its number or the end of its id."""
    return attachment(f"{title}_{row.number or f'拟稿{str(row.id)[-6:]}'}", file)


def attachment(name: str, file: File) -> Response:
    """A file to be saved under a Chinese name; never kept by anybody on the way."""
    name = f"{name}.{file.suffix}"
    return Response(
        file.chunks, 200,
        {
            "Content-Length": str(file.size),
            "Content-Disposition": f"attachment; filename=document.{file.suffix}; filename*=UTF-8''{quote(name)}",
            "ETag": f'"{file.sha256}"',
            "Cache-Control": "no-store",
        },
        content_type=file.content_type,
    )  # fmt: skip


def given(shared: Shared) -> Response:
    """A file under the name that its use case chose."""
    stem, _, suffix = shared.name.rpartition(".")
    return attachment(stem, File(suffix, shared.content_type, shared.size, shared.sha256, shared.chunks))
