"""`artisan local demo` as a newcomer runs it: every application ends as its sample says, nothing stays behind."""

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from deploy.local.demo.samples import samples
from docgen_service.pdf.setup import found_program
from shared.regulation.library import Library
from tests.support.processes import descendants, still_running

pytestmark = pytest.mark.xdist_group("demo")
FORMS = [".docx", ".pdf"] if found_program() else [".docx"]
ARTISAN = Path(sys.executable).with_name("artisan")


@contextmanager
def _demo(directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running demo; what it prints goes into a file beside its output."""
    with (directory / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(
            [str(ARTISAN), "local", "demo", "--output", str(directory / "out")],
            stdout=printed,
            stderr=printed,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_every_application_ends_as_its_sample_says(tmp_path: Path) -> None:
    with _demo(tmp_path) as process:
        process.wait()
    printed = (tmp_path / "printed.txt").read_text("utf-8")
    assert process.returncode == 0, printed
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert [entry["sample"] for entry in summary["applications"]] == [sample.name for sample in samples()]
    for entry in summary["applications"]:
        _check_entry(tmp_path / "out", entry)
        assert entry["number"] in printed
    assert len({entry["number"] for entry in summary["applications"]}) == len(samples())
    _check_papers(tmp_path / "out", summary["papers"])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_demo_that_is_cut_short_leaves_no_process(tmp_path: Path, ending: signal.Signals) -> None:
    with _demo(tmp_path) as process:
        below = _when_busy(process)
        process.send_signal(ending)
        process.wait()
        assert still_running(below) == []
    assert process.returncode == (-ending if ending is signal.SIGKILL else 130)


def _check_papers(directory: Path, papers: list[dict[str, Any]]) -> None:
    documents = Library().get("guilin_artisan_2025").documents
    assert [paper["kind"] for paper in papers] == [item.kind for item in documents.documents]
    for paper in papers:
        definition = documents.get(paper["kind"])
        assert definition is not None
        assert [Path(file["path"]).suffix for file in paper["files"]] == FORMS
        assert (paper["number"] is not None) == (definition.series is not None and paper["state"] == "issued")
        for file in paper["files"]:
            content = (directory / file["path"]).read_bytes()
            assert content.startswith({".docx": b"PK", ".pdf": b"%PDF"}[Path(file["path"]).suffix])
            assert hashlib.sha256(content).hexdigest() == file["sha256"]


def _check_entry(directory: Path, entry: dict[str, Any]) -> None:
    assert set(entry) == {"number", "sample", "channel", "expected", "actual", "verdict", "asks", "documents"}
    assert entry["actual"] == entry["expected"]
    verdict = (directory / "documents" / entry["number"] / "verdict.txt").read_text("utf-8")
    assert "第六条　从事本项（专业）工作满 10 年" in verdict and "仅供参考，不是审核结论" in verdict
    for document in entry["documents"]:
        assert set(document) == {"kind", "path", "sha256", "state"}
        content = (directory / document["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == document["sha256"]


def _when_busy(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Everything below the demo, once its services have been started."""
    while process.poll() is None:
        below = descendants(process.pid)
        if sum("gunicorn" in _line(found) for found in below) >= 3:
            return below
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise AssertionError("the demo ended by itself")


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
