"""Fixtures of all tests: one embedded platform per run, one stack per test."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

from deploy.local.addresses import Addresses
from deploy.local.platform import Platform
from tests.support.stack import Stack, open_stack

# Times differ between machines; in CI the same examples are tried every time.
hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")

_running = pytest.StashKey[Platform]()


def _platform_of(config: pytest.Config) -> Platform:
    if _running not in config.stash:
        config.stash[_running] = Platform(fsync=False).start()
    return config.stash[_running]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """With xdist, the controller owns the platform and tells every worker where it is."""
    node.workerinput["addresses"] = _platform_of(node.config).addresses.as_dict()  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if _running in config.stash:
        config.stash[_running].stop()


@pytest.fixture(scope="session")
def addresses(pytestconfig: pytest.Config) -> Addresses:
    """Where the run's own platform is."""
    told = getattr(pytestconfig, "workerinput", None)
    return Addresses.from_dict(told["addresses"]) if told else _platform_of(pytestconfig).addresses


@pytest.fixture
def stack(addresses: Addresses) -> Iterator[Stack]:
    """A fresh database, Redis database and bucket prefix on the real servers."""
    with open_stack(addresses) as opened:
        yield opened
