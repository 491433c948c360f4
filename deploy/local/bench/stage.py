"""What a benchmark runs on: a fresh platform, the suite as it is deployed, and a posting system's key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deploy.local.clients import make_key
from deploy.local.demo.samples import CYCLE
from deploy.local.platform import Platform
from deploy.local.suite import Suite, load_cycle, prepare_database


@dataclass(frozen=True)
class Stage:
    """The platform and the suite, both running; `key` is that of the posting system that measures."""

    platform: Platform
    suite: Suite
    key: str

    @property
    def intake(self) -> str:
        return self.suite.url("intake")


@contextmanager
def stage() -> Iterator[Stage]:
    """Starts everything, as `make up` would, and stops it at the end."""
    with Platform() as platform:
        prepare_database(platform.addresses)
        load_cycle(platform.addresses.service_env("intake"), CYCLE)
        with Suite(platform.addresses.service_env, platform.logs, at_once=True) as suite:
            yield Stage(platform, suite, make_key(platform.addresses, "测速申报系统", "posting_system"))
