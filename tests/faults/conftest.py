"""A suite whose processes and servers a test may stop; the group `suite` keeps these tests on one worker."""

from collections.abc import Iterator

import pytest

from deploy.local.platform import Platform
from tests.support.running import Running, open_platform, open_suite
from tests.support.senders import Sender

# An offer is repeated after six seconds: long enough for a job, short enough for a test.
SETTINGS = {"task_seconds": 4, "max_attempts": 60, "job_lease_seconds": 2}


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    """Not the one of the other tests."""
    with open_platform() as opened:
        yield opened


@pytest.fixture(scope="session")
def running(platform: Platform) -> Iterator[Running]:
    """One suite for all: what a test leaves in disorder the next one finds."""
    with open_suite(platform, **SETTINGS) as opened:
        yield opened


@pytest.fixture(scope="session")
def sender(running: Running) -> Sender:
    return Sender(running.suite.url("intake"), running.stack.key("posting_system"))
