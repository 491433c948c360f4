"""Files that cost two workers their lives: refused by their digest, so that they cannot do it again and again."""

import threading
import time

_MOST = 1000


class Quarantine:
    """Remembers digests for a while; what was the machine's fault is tried again afterwards."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, digest: str) -> None:
        with self._lock:
            while len(self._until) >= _MOST:
                del self._until[next(iter(self._until))]
            self._until[digest] = time.monotonic() + self._seconds

    def holds(self, digest: str) -> bool:
        with self._lock:
            if self._until.get(digest, 0) > time.monotonic():
                return True
            self._until.pop(digest, None)
            return False
