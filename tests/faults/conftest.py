"""A platform whose servers a test may stop; the group `suite` keeps these tests on one worker."""

from collections.abc import Iterator

import pytest

from deploy.local.platform import Platform
from tests.support.running import open_platform


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    """Not the one of the other tests."""
    with open_platform() as opened:
        yield opened
