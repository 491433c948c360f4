"""Intake's desk on the real servers."""

from collections.abc import Iterator

import pytest

from tests.support.intake import Desk, open_desk
from tests.support.stack import Stack


@pytest.fixture
def desk(stack: Stack) -> Iterator[Desk]:
    """Intake with a clock of its own; rules and docgen are answered by the test."""
    with open_desk(stack) as opened:
        yield opened
