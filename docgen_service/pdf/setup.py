"""What converting works with: where LibreOffice is, and the bounds that are put on it."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

# Debian and Ubuntu, LibreOffice's own packages, Fedora.
_USUAL = (
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice*/program",
    "/usr/lib64/libreoffice/program",
)
_NEEDED = "libswlo.so"  # Writer


@dataclass(frozen=True)
class OfficeSetup:
    """All of it; times in seconds. `program` is None where LibreOffice is not installed.

    `waiting` conversions may wait for a free worker, each for `wait_seconds`. A worker is replaced after `recycle_after`
    conversions or when it holds more than `memory_mb`; at twice that it is killed in the middle of a conversion.
    """

    program: Path | None
    font_mapping: Path | None = None
    office_fonts: Path | None = None
    workers: int = 1
    waiting: int = 16
    wait_seconds: float = 10
    start_seconds: float = 30
    convert_seconds: float = 30
    recycle_after: int = 200
    memory_mb: int = 600
    file_mb: float = 512
    idle_seconds: float = 60
    pause_seconds: float = 30
    quarantine_seconds: float = 3600
    temporary: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))


def found_program(given: Path | None = None) -> Path | None:
    """LibreOffice's program folder: the one given, else one of the usual ones; None without Writer in it."""
    folders = [given] if given else [path for usual in _USUAL for path in _matching(usual)]
    return next((folder for folder in folders if (folder / _NEEDED).is_file()), None)


def _matching(pattern: str) -> list[Path]:
    return sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
