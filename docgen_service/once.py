"""Work in hand: who asks for what is just being made waits for it instead of making it a second time."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class _Work(Generic[T]):
    made: "Future[T]" = field(default_factory=Future)
    others: int = 0


class Once(Generic[T]):
    """Joins callers of one process that ask for the same; keeps nothing when it is done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Hashable, _Work[T]] = {}

    def run(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns or raises, for all who ask meanwhile."""
        with self._lock:
            known = self._running.get(key)
            if known:
                known.others += 1
            work = self._running.setdefault(key, _Work())
        if known is None:
            self._make(key, make, work.made)
        return work.made.result()

    def waiting(self, key: Hashable) -> int:
        """How many wait for what another one is making."""
        with self._lock:
            return self._running[key].others if key in self._running else 0

    def _make(self, key: Hashable, make: Callable[[], T], made: "Future[T]") -> None:
        try:
            made.set_result(make())
        except BaseException as error:
            made.set_exception(error)
        finally:
            with self._lock:
                del self._running[key]
