"""The folder of one worker: its profile, and the file that it converts just now; gone when the worker is.

A process that is killed leaves its folder behind, with a document in it. So every folder is locked by its owner, and
what nobody holds any more is removed when the next one is made.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX, _LOCK = "artisan-pdf-", "lock"


class WorkFolder:
    """A folder that only this user can read, locked as long as this process lives and wants it."""

    def __init__(self, temporary: Path) -> None:
        sweep(temporary)
        made = Path(tempfile.mkdtemp(prefix=".artisan-pdf-", dir=temporary))
        self._lock = os.open(made / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        # It gets the name that is swept when it is held already.
        self.path = made.rename(made.with_name(f"{_PREFIX}{made.name.rpartition('-')[2]}"))

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.path).free

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.close(self._lock)


def sweep(temporary: Path) -> None:
    """Removes folders whose owners have ended without doing so."""
    for folder in temporary.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid() and _is_left(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(lock: Path) -> bool:
    try:
        held = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True
