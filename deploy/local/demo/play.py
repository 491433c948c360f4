"""Plays one sample: posts it as its sender would, handles it as the county union would, waits for its end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deploy.local.demo.client import Client
from deploy.local.demo.ending import Ending, ending_of
from deploy.local.demo.samples import Paper, Sample, Step
from deploy.local.scans.papers import MEDIA_TYPES

REVIEWED_ON = "2026-07-20"
BASIS = "集体研究 2026-07-20（样例）"
DEPARTMENTS = ["工业和信息化局", "科学技术局", "人力资源和社会保障局"]
ASK_AGAIN_SECONDS = 0.1


class Cancelled(Exception):
    """The demo is being stopped."""


@dataclass
class Stage:
    """What a sample is played on: its sender, its county, and how long an answer may take."""

    sender: Client
    county: Client
    cancelled: threading.Event
    seconds: float
    step_done: Callable[[], None]


class Play:
    """One sample on its way through the suite."""

    def __init__(self, sample: Sample, stage: Stage) -> None:
        self._sample = sample
        self._stage = stage
        self._id = ""

    def run(self) -> dict[str, Any]:
        """Returns the application as the county union sees it at the end."""
        self._create()
        self._stage.step_done()
        for step in self._sample.steps:
            getattr(self, f"_{step.name}")(step)
            self._stage.step_done()
        return self._wait(self._has_ended, quietly=True)

    def _create(self) -> None:
        self._id = self._stage.sender.create(self._sample.body(), self._key)["id"]
        for paper in self._sample.materials:
            self._post(paper)

    @property
    def _key(self) -> str:
        return f"demo-{self._sample.name}"

    def _post(self, paper: Paper) -> None:
        scan = self._sample.scan_of(paper)
        self._stage.sender.add_material(self._id, paper.header, scan, MEDIA_TYPES[paper.scan])

    def _post_again(self, step: Step) -> None:
        again = self._stage.sender.create(self._sample.body(), self._key)
        if again["id"] != self._id:
            raise RuntimeError(f"{self._sample.name}: the same Idempotency-Key made a second application")

    def _add_materials(self, step: Step) -> None:
        for given in step.arguments:
            self._post(Paper.model_validate(given))

    def _submit(self, step: Step) -> None:
        version = self._stage.sender.submit(self._id)["version"]
        self._wait(lambda found: _checked(found) and _has_papers(found, version))

    def _withdraw(self, step: Step) -> None:
        self._stage.sender.withdraw(self._id, step.arguments["reason"])

    def _review(self, step: Step) -> None:
        for material in self._wait(_checked)["materials"]:
            if material["in_force"] and material["copies"] is not None:
                self._stage.county.review(self._id, material["id"], step.arguments)
        self._wait(_checked)

    def _opinions(self, step: Step) -> None:
        for kind, opinion in step.arguments.items():
            given = {"kind": kind, "opinion": opinion, "issued_on": REVIEWED_ON, "copies": 3}
            self._stage.county.opinion(self._id, given)
        self._wait(_checked)

    def _findings(self, step: Step) -> None:
        found = [
            {"subject": subject, "basis": BASIS, "found_on": REVIEWED_ON}
            | ({"answer": found} if isinstance(found, str) else {"value": found})
            for subject, found in step.arguments.items()
        ]
        self._stage.county.findings(self._id, found)
        self._wait(_checked)

    def _decide(self, step: Step) -> None:
        decision = {
            "recommended": step.arguments["outcome"] == "recommended",
            "reviewed_on": REVIEWED_ON, "participants": DEPARTMENTS, "basis": BASIS,
        }  # fmt: skip
        self._stage.county.decide(self._id, decision)

    def _issue_notice(self, step: Step) -> None:
        kind = step.arguments["kind"]
        drafts = [n for n in self._wait(_checked)["notices"] if (n["kind"], n["state"]) == (kind, "draft")]
        if len(drafts) != 1:
            raise RuntimeError(f"{self._sample.name}: {len(drafts)} drafts of {kind} instead of one")
        self._stage.county.issue_notice(self._id, drafts[0]["id"])

    def _has_ended(self, found: dict[str, Any]) -> bool:
        return _checked(found) and ending_of(found) == Ending.expected(self._sample.expected)

    def _wait(self, settled: Callable[[dict[str, Any]], bool], quietly: bool = False) -> dict[str, Any]:
        """Asks for the status until it has settled; at the deadline `quietly` returns it as it is."""
        deadline = time.monotonic() + self._stage.seconds
        while True:
            found = self._stage.county.application(self._id)
            if settled(found) or (quietly and time.monotonic() > deadline):
                return found
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self._sample.name}: no answer within {self._stage.seconds:.0f} s")
            if self._stage.cancelled.wait(ASK_AGAIN_SECONDS):
                raise Cancelled


def _checked(found: dict[str, Any]) -> bool:
    return not found["check_pending"] and found["state"] != "submitted"


def _has_papers(found: dict[str, Any], version: int) -> bool:
    return any(document["version"] == version for document in found["documents"])
