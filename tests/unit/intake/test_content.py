"""Merging, comparing, and what a correction notice opens."""

from datetime import date

import pytest

from intake_service.content import differences, merge
from intake_service.domain import Opened, State, state_after_check


def test_a_merge_patch_merges_objects_and_replaces_the_rest() -> None:
    old = {"a": 1, "form": {"x": 1, "y": 2}, "list": [1, 2]}
    assert merge(old, {"form": {"y": None, "z": 3}, "list": [9]}) == {
        "a": 1,
        "form": {"x": 1, "z": 3},
        "list": [9],
    }
    assert old["form"] == {"x": 1, "y": 2}


def test_differences_go_down_to_fields_and_take_lists_whole() -> None:
    old = {"form": {"x": 1, "y": 2}, "items": [1], "same": 0}
    new = {"form": {"x": 1, "z": 3}, "items": [2], "same": 0}
    assert differences(old, new) == {"form.y": (2, None), "form.z": (None, 3), "items": ([1], [2])}


@pytest.mark.parametrize(
    ("opened", "changed", "closed"),
    [
        (("form.employer",), ["form.employer"], []),
        (("form",), ["form.employer"], []),
        (("form.employer",), ["form.employer_name"], ["form.employer_name"]),
        (("spells",), ["spells.items"], []),
        ((), ["trade"], ["trade"]),
    ],
)
def test_an_opened_field_opens_itself_and_what_is_inside(
    opened: tuple[str, ...], changed: list[str], closed: list[str]
) -> None:
    assert Opened(opened, (), date(2026, 6, 1), "n").closed_paths(changed) == closed


@pytest.mark.parametrize(
    ("state", "wanting", "after"),
    [
        (State.SUBMITTED, False, State.ACCEPTED),
        (State.SUBMITTED, True, State.INCOMPLETE),
        (State.INCOMPLETE, True, State.INCOMPLETE),
        (State.INCOMPLETE, False, State.ACCEPTED),
        (State.CORRECTION, False, State.CORRECTION),
        (State.ACCEPTED, True, State.ACCEPTED),
        (State.WITHDRAWN, False, State.WITHDRAWN),
    ],
)
def test_a_check_moves_what_was_just_submitted_or_wanted_something(
    state: State, wanting: bool, after: State
) -> None:
    assert state_after_check(state, wanting) is after
