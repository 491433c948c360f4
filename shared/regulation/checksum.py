"""The checksum of an edition's folder: a published edition is locked by it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

FILE = "checksum"
_LEFT_OUT = {"cases", "specimens", "__pycache__"}


def checksum(folder: Path) -> str:
    """SHA-256 over the names and contents of all files but `cases/`, `specimens/` and the checksum itself."""
    total = hashlib.sha256()
    for file in _files(folder):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


def recorded(folder: Path) -> str | None:
    """The checksum that the edition was published with."""
    file = folder / FILE
    return file.read_text("ascii").strip() if file.exists() else None


def _files(folder: Path) -> Iterator[Path]:
    # An editor's lock and swap files (.x.swp, ~$x.docx) are not the edition.
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith((".", "~")) for part in parts)
        if file.is_file() and not hidden and parts[0] not in _LEFT_OUT and parts != (FILE,):
            yield file
