"""Keeps processes running: one that ends is started again, later and later while it keeps failing."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from deploy.local.children import Child, ChildDied, NotReady

LOOK_EVERY = 0.05
LONGEST_PAUSE = 5.0
LIVED_WELL = 10.0  # a process that ran this long can live: from then on it is never given up
GIVE_UP_AFTER = 10


@dataclass
class Supervised:
    """One process by name, whichever child runs it now."""

    name: str
    make: Callable[[], Child]
    child: Child | None = None
    latest: Child | None = None
    starts: int = 0
    failures: int = 0
    proven: bool = False
    proven_after: float = LIVED_WELL
    started_at: float = 0.0
    due_at: float = 0.0
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def given_up(self) -> bool:
        return not self.proven and self.failures >= GIVE_UP_AFTER

    def kill(self) -> int:
        """Kills it and its workers with signal 9; returns how often it had been started."""
        with self.changed:
            if self.child is None:
                raise RuntimeError(f"{self.name} is not running")
            self.failures = 0  # killed from outside: no fault of its own
            self.child.kill()
            return self.starts

    def wait_started_after(self, starts: int, seconds: float = 30.0) -> None:
        """Waits until the supervisor has started it once more than `starts` times."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.starts > starts, seconds):
                raise NotReady(f"{self.name} was not started again within {seconds:.0f} s")

    def tail(self) -> str:
        return self.latest.tail() if self.latest else "(never started)"

    def keep_up(self) -> None:
        """Starts it if it is not running and its pause is over."""
        with self.changed:
            if self.given_up or (self.child and self.child.alive()):
                return
            if self.child:
                self._bury(self.child)
            if time.monotonic() >= self.due_at:
                self._start()

    def _bury(self, child: Child) -> None:
        child.kill()  # what is left of its group
        self.child = None
        now = time.monotonic()
        lived_well = now - self.started_at > self.proven_after
        self.proven = self.proven or lived_well
        self.failures = 1 if lived_well else self.failures + 1
        self.due_at = now + min(LONGEST_PAUSE, 0.1 * 2 ** min(self.failures - 1, 10))

    def _start(self) -> None:
        child = self.make()
        child.start()
        self.child = self.latest = child
        self.starts += 1
        self.started_at = time.monotonic()
        self.changed.notify_all()


class Supervisor:
    """A thread that starts all processes and looks after them; they end when it ends.

    `at_once`: in the end they are not asked to finish what they are doing.
    """

    def __init__(self, processes: Iterable[Supervised], at_once: bool = False) -> None:
        self.processes = {process.name: process for process in processes}
        self._at_once = at_once
        self._stopping = threading.Event()
        self._fault: BaseException | None = None
        # The processes are started here and not by the caller: the kernel ends them with the thread that did.
        self._thread = threading.Thread(target=self._look_after, name="supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def check(self) -> None:
        """Raises if a process was given up, or the supervisor itself failed."""
        if self._fault:
            raise RuntimeError("the supervisor failed") from self._fault
        for process in self.processes.values():
            if process.given_up:
                raise ChildDied(f"{process.name} ended {process.failures} times in a row:\n{process.tail()}")

    def wait_until(self, answers: Callable[[], bool], seconds: float) -> None:
        """Asks again and again until it answers; a process that keeps dying is noticed meanwhile."""
        deadline = time.monotonic() + seconds
        while not answers():
            self.check()
            if time.monotonic() > deadline:
                tails = "\n".join(f"[{p.name}]\n{p.tail()}" for p in self.processes.values())
                raise NotReady(f"no answer within {seconds:.0f} s; the logs end with:\n{tails}")
            self._stopping.wait(LOOK_EVERY)

    def watch(self) -> NoReturn:
        """Waits until a process has to be given up; a signal may interrupt it."""
        while True:
            self.check()
            self._stopping.wait(1.0)

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _look_after(self) -> None:
        try:
            while not self._stopping.wait(LOOK_EVERY):
                for process in self.processes.values():
                    process.keep_up()
        except BaseException as error:
            self._fault = error
        finally:
            self._end_all()

    def _end_all(self) -> None:
        children = [process.child for process in self.processes.values() if process.child]
        for child in children:
            child.ask_to_stop(self._at_once)
        for child in children:
            child.stop()
