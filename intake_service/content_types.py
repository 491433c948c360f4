"""What a file is, by its content and never by its name: PDF, JPEG or PNG."""

_SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
HEAD_BYTES = 16


def sniff(head: bytes) -> str | None:
    """The media type that the first bytes show, or None if it is none of ours."""
    return next((kind for kind, mark in _SIGNATURES.items() if head.startswith(mark)), None)
