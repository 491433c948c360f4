"""A look-up key that was replaced: one person stays one person, in the register and among the applications."""

import dataclasses

import pytest

from intake_service.use_cases.keep_register import enter_honours
from shared.crypto import LookupHash
from tests.support.intake import Desk, application, id_number

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def replaced(desk: Desk) -> Desk:
    """The desk after its key was replaced; what stands in the register stands there under the old one."""
    _use(desk, {"old": OLD})
    enter_honours(desk.intake, "guilin_artisan_2025", 2024, [id_number()])
    desk.sender.submitted(application())
    _use(desk, {"new": NEW, "old": OLD})
    return desk


def _use(desk: Desk, keys: dict[str, bytes]) -> None:
    desk.intake = dataclasses.replace(desk.intake, lookup=LookupHash(keys))
    desk.client.application.extensions["intake"] = desk.intake


def test_the_same_person_is_found_under_the_old_key(replaced: Desk) -> None:
    id = replaced.caller("posting_system", client="另一系统").submitted(application())
    kinds = [event["kind"] for event in replaced.county.status(id)["history"]]
    assert "same_person_found" in kinds
    assert replaced.question().facts.named_before is True


def test_a_holder_is_not_entered_again_under_the_new_key(replaced: Desk) -> None:
    both = [id_number(), id_number(sequence=3)]
    assert enter_honours(replaced.intake, "guilin_artisan_2025", 2024, both) == 1
    assert enter_honours(replaced.intake, "guilin_artisan_2025", 2024, both) == 0
