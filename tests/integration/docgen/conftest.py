"""Docgen on real servers."""

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from docgen_service.app import create_app
from tests.support.docgen import COUNTY, OTHER_COUNTY, Call, Desk, open_desk
from tests.support.stack import Stack


@pytest.fixture
def desk(stack: Stack) -> Iterator[Desk]:
    with open_desk(stack) as opened:
        yield opened


@pytest.fixture
def call(desk: Desk, stack: Stack) -> Call:
    """Calls the application under a role's key."""
    app = create_app(desk.settings, desk.docgen)
    keys = {
        "office": stack.key("office"),
        "county": stack.key("county_union", [COUNTY]),
        "other": stack.key("county_union", [OTHER_COUNTY]),
        "poster": stack.key("posting_system"),
    }

    def _call(method: str, path: str, who: str = "county", **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {keys[who]}"} | options.pop("headers", {})
        # A client of its own each time: several threads may call at once.
        return app.test_client().open(path, method=method, headers=headers, **options)

    return _call
