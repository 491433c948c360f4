"""`artisan local up`: prints where everything is and a key for each role, runs until it is interrupted."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from shared.auth.principal import ROLES
from tests.support.processes import descendants, still_running

pytestmark = pytest.mark.xdist_group("demo")
ARTISAN = Path(sys.executable).with_name("artisan")
SECONDS_TO_START = 120


def test_it_prints_addresses_and_keys_that_work_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as output:
        process = subprocess.Popen([str(ARTISAN), "local", "up"], stdout=output, stderr=output)
    try:
        _wait_for("Ctrl-C", printed, process)
        text = printed.read_text("utf-8")
        printed_lines = re.findall(r"^export ([A-Z]+)=(\S+)", text, re.MULTILINE)
        variables = dict(printed_lines)
        assert len(printed_lines) == len(variables) == 3 + len(ROLES)
        assert _allowed(variables["INTAKE"], variables["OFFICE"])
        assert not _allowed(variables["INTAKE"], "gk_000000000000_nobody")
        below = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert still_running(below) == []
    finally:
        process.kill()
        process.wait()


def _wait_for(words: str, file: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while words not in file.read_text("utf-8"):
        assert process.poll() is None, file.read_text("utf-8")
        assert time.monotonic() < deadline, file.read_text("utf-8")
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


def _allowed(address: str, key: str) -> bool:
    answer = httpx.get(
        f"{address}/v1/applications", headers={"Authorization": f"Bearer {key}"}, timeout=30, trust_env=False
    )
    return answer.status_code == 200
