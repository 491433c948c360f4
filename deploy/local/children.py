"""Processes that never outlive the one that started them, whichever way it ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec only plain calls are safe.
_libc = ctypes.CDLL(None, use_errno=True)


class ChildDied(RuntimeError):
    """A process ended before it was ready; the message carries the end of its log."""


class NotReady(RuntimeError):
    """A process did not answer within its time; the message carries the end of its log."""


@dataclass
class Child:
    """One process in its own process group, its output in a file.

    Start it from a thread that outlives it: the kernel sends `death_signal` when that thread ends.
    """

    name: str
    argv: list[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    user: int | None = None
    group: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        parent = os.getpid()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**inherited_environment(), **self.env},
                start_new_session=True,
                user=self.user,
                group=self.group,
                extra_groups=None if self.user is None else [],
                preexec_fn=lambda: _die_with(parent, self.death_signal),
            )

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self.process.pid

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_until(self, answers: Callable[[], bool], seconds: float) -> None:
        """Asks again and again until it answers; a child that ends meanwhile is noticed at once."""
        deadline = time.monotonic() + seconds
        while True:
            if self._ended_within(0.05):
                raise ChildDied(f"{self.name} ended while starting:\n{self.tail()}")
            if answers():
                return
            if time.monotonic() > deadline:
                raise NotReady(f"{self.name} did not answer within {seconds:.0f} s:\n{self.tail()}")

    def wait(self) -> int:
        """Waits for the process to end by itself; returns its exit code."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self.process.wait()

    def ask_to_stop(self, at_once: bool = False) -> None:
        if self.alive():
            os.kill(self.pid, self.death_signal if at_once else self.stop_signal)

    def stop(self, grace: float = 15.0) -> None:
        """Asks the process to end, and ends what is left of its group after the grace."""
        self.ask_to_stop()
        if self.process is not None:
            self._ended_within(grace)
        self.kill()

    def kill(self) -> None:
        """Kills the process and its whole group with signal 9."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def tail(self, lines: int = 15) -> str:
        text = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _ended_within(self, seconds: float) -> bool:
        assert self.process is not None
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def inherited_environment() -> dict[str, str]:
    """This process's environment, less the settings of another installation that this shell may hold."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ARTISAN_")}


def _die_with(parent: int, death_signal: signal.Signals) -> None:
    """Runs between fork and exec, after the change of user, which would clear the setting."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:  # the parent ended before the setting was made
        os._exit(1)
