"""The memory of a service's processes: each page counted once, also where it is shared."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

EVERY = 0.05
MIB = 1024 * 1024


class Peak:
    """The largest sum seen, in bytes."""

    bytes = 0


def held_by(pid: int) -> int:
    """The proportional set size of a process and all below it, in bytes."""
    parent = psutil.Process(pid)
    return sum(process.memory_full_info().pss for process in [parent, *parent.children(recursive=True)])


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Looks again and again while the block runs."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        while not ended.is_set():
            peak.bytes = max(peak.bytes, held_by(pid))
            ended.wait(EVERY)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()
