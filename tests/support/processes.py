"""Looking at processes from outside: what an owner left behind, and whether it is gone."""

import time

import psutil

SECONDS_TO_VANISH = 20.0


def descendants(pid: int) -> list[psutil.Process]:
    """Every process below this one, each known by pid and start time."""
    return psutil.Process(pid).children(recursive=True)


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that are left when all had their time to end; a zombie has ended."""
    deadline = time.monotonic() + SECONDS_TO_VANISH
    left = [process for process in processes if _runs(process)]
    while left and time.monotonic() < deadline:
        _, left = psutil.wait_procs(left, timeout=0.1)
        left = [process for process in left if _runs(process)]
    return left


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
