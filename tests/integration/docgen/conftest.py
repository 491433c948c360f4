"""Docgen on real servers."""

from collections.abc import Iterator

import pytest

from tests.support.docgen import Desk, open_desk
from tests.support.stack import Stack


@pytest.fixture
def desk(stack: Stack) -> Iterator[Desk]:
    with open_desk(stack) as opened:
        yield opened
