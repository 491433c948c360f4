"""An ID number in a text that a caller chose is found, and random text is not taken for one."""

import random
from uuid import UUID

import pytest

from shared.privacy import holds_id_number

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    "text", [NUMBER, f"2026-{NUMBER}", f"{NUMBER.lower()}-1", f"7{NUMBER}", f"{NUMBER}0"]
)
def test_it_is_found(text: str) -> None:
    assert holds_id_number(text)


@pytest.mark.parametrize("text", ["", "k-1", NUMBER[:-1], "110105194912310021", "11010519491331002X"])
def test_anything_else_is_not(text: str) -> None:
    assert not holds_id_number(text)


def test_random_ids_pass() -> None:
    chance = random.Random(20250429)
    assert not any(holds_id_number(UUID(int=chance.getrandbits(128)).hex) for _ in range(20_000))
