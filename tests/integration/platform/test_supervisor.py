"""Processes that die are started again; one that cannot live is given up loudly; all end with their owner."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from deploy.local.children import Child, ChildDied
from deploy.local.supervisor import Supervised, Supervisor
from tests.support.processes import descendants, still_running

STAYS = "import signal; signal.pause()"
FAILS = "raise SystemExit('no such table')"
WITH_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STAYS!r}])"


def _supervised(name: str, code: str, logs: Path) -> Supervised:
    return Supervised(name, lambda: Child(name, [sys.executable, "-c", code], logs / f"{name}.log"))


@contextmanager
def _running(*processes: Supervised) -> Iterator[Supervisor]:
    supervisor = Supervisor(processes)
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


def test_a_killed_process_is_started_again_however_often(tmp_path: Path) -> None:
    process = _supervised("worker", STAYS, tmp_path)
    with _running(process):
        process.wait_started_after(0)
        for _ in range(12):
            assert process.child
            before = process.child.pid
            process.wait_started_after(process.kill())
            assert process.child.pid != before
        assert not process.given_up


def test_a_process_that_cannot_live_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    process = _supervised("worker", FAILS, tmp_path)
    process.failures = 8  # two more and it is given up
    with _running(process) as supervisor, pytest.raises(ChildDied, match="no such table"):
        supervisor.wait_until(lambda: False, seconds=60)


def test_stopping_ends_a_process_and_what_it_started(tmp_path: Path) -> None:
    process = _supervised("web", WITH_CHILD, tmp_path)
    with _running(process) as supervisor:
        supervisor.wait_until(lambda: len(_below(process)) == 2, seconds=30)
        below = _below(process)
    assert still_running(below) == []


def test_the_processes_of_a_killed_owner_end(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from deploy.local.children import Child;"
        "from deploy.local.supervisor import Supervised, Supervisor;"
        "make = lambda: Child('p', [sys.executable, '-c', 'import signal; signal.pause()'],"
        f" pathlib.Path({str(tmp_path)!r}) / 'p.log');"
        "p = Supervised('p', make); s = Supervisor([p]); s.start(); p.wait_started_after(0);"
        "print('up', flush=True); s._thread.join()"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert owner.stdout and owner.stdout.readline() == "up\n"
    below = descendants(owner.pid)
    assert below
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert still_running(below) == []


def _below(process: Supervised) -> list[psutil.Process]:
    if process.child is None:
        return []
    mother = psutil.Process(process.child.pid)
    return [mother, *mother.children(recursive=True)]
