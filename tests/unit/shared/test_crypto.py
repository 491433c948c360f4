"""Sealing: what was sealed for one place opens nowhere else, under any key but its own, or when changed."""

import base64

import pytest
from cryptography.exceptions import InvalidTag

from shared.crypto import Cipher, LookupHash, parse_keys

OLD, NEW = b"o" * 32, b"n" * 32


def test_sealed_and_opened() -> None:
    cipher = Cipher({"new": NEW})
    assert cipher.open(cipher.seal("身份证号".encode(), "a/1"), "a/1").decode() == "身份证号"


def test_equal_content_is_sealed_differently() -> None:
    cipher = Cipher({"new": NEW})
    assert cipher.seal(b"x", "a") != cipher.seal(b"x", "a")


def test_what_is_sealed_cannot_be_moved_or_changed() -> None:
    cipher = Cipher({"new": NEW})
    sealed = cipher.seal(b"x", "application/1")
    with pytest.raises(InvalidTag):
        cipher.open(sealed, "application/2")
    with pytest.raises(InvalidTag):
        cipher.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "application/1")


def test_a_replaced_key_still_opens_and_the_first_seals() -> None:
    sealed = Cipher({"old": OLD}).seal(b"x", "a")
    both = Cipher({"new": NEW, "old": OLD})
    assert both.open(sealed, "a") == b"x"
    assert both.seal(b"x", "a").startswith(b"new.")
    with pytest.raises(KeyError):
        Cipher({"new": NEW}).open(sealed, "a")


def test_lookup_hashes_name_their_key() -> None:
    lookup = LookupHash({"new": NEW, "old": OLD})
    assert lookup.current("x").startswith("new:")
    assert [found.split(":")[0] for found in lookup.all("x")] == ["new", "old"]
    assert lookup.current("x") != lookup.current("y")


@pytest.mark.parametrize("text", ["", "a:" + base64.b64encode(b"short").decode()])
def test_keys_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="keys must be"):
        parse_keys(text)


@pytest.mark.parametrize("names", [("2026.1",), ("",), ("k 1",), ("k1", "k1")])
def test_names_under_which_nothing_could_be_opened_again(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name"):
        parse_keys(",".join(f"{name}:{base64.b64encode(NEW).decode()}" for name in names))
