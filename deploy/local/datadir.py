"""The data directory of one platform: held by a lock while in use, removed at the end when temporary."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "artisan-platform-"
LOCK = "lock"


class DataDirectory:
    """A directory that one platform at a time may use.

    A launcher that was killed could not remove its temporary directory: the next one does.
    """

    def __init__(self, path: Path | None) -> None:
        self.temporary = path is None
        if path is None:
            _sweep()
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        else:
            self.path = path.absolute()
            self.path.mkdir(parents=True, exist_ok=True)
        # Passed through by `nobody`, listed by its owner alone: what is inside has owners of its own.
        self.path.chmod(0o711)
        self._lock: int | None = _hold(self.path)

    def release(self) -> None:
        if self.temporary:
            shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _hold(directory: Path) -> int:
    """Takes the lock; its file appears under its name only when held, so that no sweep can come between."""
    path = directory / LOCK
    if not path.exists():
        descriptor, made = tempfile.mkstemp(dir=directory)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        Path(made).rename(path)
        return descriptor
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise RuntimeError(f"{directory} is in use by another platform: stop it, or name another") from None
    return descriptor


def _sweep() -> None:
    """Removes the temporary directories whose owner is gone."""
    for directory in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not os.access(directory / LOCK, os.W_OK):
            continue  # another user's, or not held yet
        try:
            lock = _hold(directory)
        except (RuntimeError, FileNotFoundError):
            continue  # in use, or removed this moment
        shutil.rmtree(directory, ignore_errors=True)
        os.close(lock)
