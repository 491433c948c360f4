"""The suite on one machine: healthy when it says so, every process comes back, nothing stays."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from deploy.local.suite import SERVICES, Suite
from tests.support.processes import descendants, still_running
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("demo")
PROCESSES = {*(f"{kind}-{service}" for kind in ("web", "worker") for service in SERVICES), "relay"}


def test_every_service_is_healthy_documented_and_counted(stack: Stack, tmp_path: Path) -> None:
    with Suite(stack.env, tmp_path) as suite:
        for service in SERVICES:
            health = json.loads(_get(f"{suite.url(service)}/health"))
            assert health["status"] == "up"
            assert set(health["checks"].values()) == {"up"}
            assert json.loads(_get(f"{suite.url(service)}/openapi/openapi.json"))["openapi"].startswith("3.1")
            assert b"artisan_http_requests_total" in _get(f"{suite.url(service)}/metrics")


def test_every_killed_process_comes_back_and_stopping_leaves_none(stack: Stack, tmp_path: Path) -> None:
    with Suite(stack.env, tmp_path) as suite:
        addresses = {service: suite.url(service) for service in SERVICES}
        for name in PROCESSES:
            process = suite.process(name)
            process.wait_started_after(process.kill())
        suite.wait_healthy()
        assert {service: suite.url(service) for service in SERVICES} == addresses
        started = descendants(os.getpid())
        mine = [found for found in started if _is_of(found, tmp_path)]
        assert len(mine) >= len(PROCESSES)
    assert still_running(mine) == []


def test_a_killed_owner_leaves_no_service_behind(stack: Stack, tmp_path: Path) -> None:
    environment = {service: stack.env(service) for service in SERVICES}
    code = (
        "import json, pathlib, sys; from deploy.local.suite import Suite;"
        "env = json.loads(sys.argv[1]);"
        "suite = Suite(lambda service: env[service], pathlib.Path(sys.argv[2])).start();"
        "print('up', flush=True); suite.watch()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(environment), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout
    assert owner.stdout.readline() == "up\n"
    below = descendants(owner.pid)
    assert len(below) >= len(PROCESSES)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert still_running(below) == []


def test_a_service_that_cannot_start_says_why(stack: Stack, tmp_path: Path) -> None:
    broken = Suite(stack.env, tmp_path, extra={"ARTISAN_EXCHANGE_KEYS": "not-a-key"})
    for name in PROCESSES:
        broken.process(name).failures = 9  # one more and it is given up
    with pytest.raises(RuntimeError, match="ended 10 times in a row"):
        broken.start()


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def _is_of(process: psutil.Process, logs: Path) -> bool:
    """Whether a process writes its log into this directory."""
    try:
        return Path(f"/proc/{process.pid}/fd/1").readlink().is_relative_to(logs)
    except OSError:
        return False
