"""States of a document, and messages that come late."""

from uuid import UUID

import pytest

from docgen_service.domain import State, is_overtaken, latest, refusal_of, stays_as_it_is
from shared.database import uuid7

DRAFT, ISSUED, VOID = State


@pytest.mark.parametrize(
    ("state", "wanted", "code"),
    [
        (DRAFT, DRAFT, None), (DRAFT, ISSUED, None), (DRAFT, VOID, None), (ISSUED, VOID, None),
        (ISSUED, DRAFT, "document_issued"), (ISSUED, ISSUED, "document_issued"),
        (VOID, DRAFT, "document_void"), (VOID, ISSUED, "document_void"),
    ],
)  # fmt: skip
def test_what_may_follow_a_state(state: State, wanted: State, code: str | None) -> None:
    assert refusal_of(state, wanted) == code


def test_the_same_again_is_there_already_and_other_content_is_not() -> None:
    assert stays_as_it_is(DRAFT, DRAFT, same_content=True)
    assert stays_as_it_is(ISSUED, ISSUED, same_content=True)
    assert not stays_as_it_is(DRAFT, DRAFT, same_content=False)
    assert not stays_as_it_is(DRAFT, ISSUED, same_content=True)
    assert stays_as_it_is(VOID, VOID, same_content=False)


def test_a_message_is_overtaken_by_itself_and_by_later_ones() -> None:
    first, second = uuid7(), uuid7()
    assert not is_overtaken(first, None, DRAFT, DRAFT)
    assert is_overtaken(first, first, DRAFT, DRAFT)
    assert is_overtaken(first, second, DRAFT, DRAFT)
    assert not is_overtaken(second, first, DRAFT, DRAFT)
    assert is_overtaken(first, second, VOID, ISSUED)


def test_an_order_that_brings_the_document_further_is_never_late() -> None:
    first, second = uuid7(), uuid7()
    assert not is_overtaken(first, second, DRAFT, ISSUED)
    assert not is_overtaken(first, second, ISSUED, VOID)
    assert latest(first, second) == latest(second, first) == second
    assert latest(None, first) == first and latest(None, None) is None


def test_message_ids_are_in_order() -> None:
    ids: list[UUID] = [uuid7() for _ in range(1000)]
    assert ids == sorted(ids)
