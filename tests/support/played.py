"""The sample applications, played to their end on a suite of their own."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from deploy.local.demo.client import Client
from deploy.local.demo.ending import Ending, ending_of
from deploy.local.demo.play import Play, Stage
from deploy.local.demo.samples import Sample, samples
from tests.support.running import Running
from tests.support.senders import Sender


@dataclass(frozen=True)
class Played:
    """All samples at their end, each with its application as its county union sees it."""

    running: Running
    applications: list[tuple[Sample, dict[str, Any]]]
    office: Sender

    def differences(self) -> list[str]:
        """What did not end as its sample says."""
        ended = [
            (sample, Ending.expected(sample.expected), ending_of(found))
            for sample, found in self.applications
        ]
        return [f"{sample.name}: {found} instead of {said}" for sample, said, found in ended if found != said]

    def service(self, name: str, role: str) -> Sender:
        return Sender(self.running.suite.url(name), self.running.stack.key(role))


def play_samples(running: Running, chosen: Sequence[Sample] = ()) -> Played:
    """Plays all of them or those chosen, four at once, and waits until nothing is under way any more."""
    played = list(chosen or samples())
    found = _play(running, played)
    running.wait_answered()
    office = Sender(running.suite.url("intake"), running.stack.key("office"))
    return Played(running, list(zip(played, found, strict=True)), office)


def _play(running: Running, played: list[Sample]) -> list[dict[str, Any]]:
    url, cancelled = running.suite.url("intake"), threading.Event()
    with ExitStack() as opened:
        sender = opened.enter_context(Client(url, running.stack.key("posting_system")))
        counties = {
            county: opened.enter_context(Client(url, running.stack.key("county_union", [county])))
            for county in {sample.county for sample in played}
        }
        pool = opened.enter_context(ThreadPoolExecutor(4))
        stages = [Stage(sender, counties[sample.county], cancelled, 90.0, lambda: None) for sample in played]
        return list(pool.map(lambda sample, stage: Play(sample, stage).run(), played, stages))
