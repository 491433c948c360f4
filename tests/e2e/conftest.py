"""The sample applications, played once for all tests of the whole flow; `suite` keeps them on one worker."""

from collections.abc import Iterator

import pytest

from tests.support.played import Played, play_samples
from tests.support.running import open_platform, open_suite


@pytest.fixture(scope="session")
def played() -> Iterator[Played]:
    """A suite in which every sample has been handled."""
    with open_platform() as platform, open_suite(platform) as running:
        yield play_samples(running)
