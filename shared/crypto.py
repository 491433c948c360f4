"""Encryption at rest (AES-256-GCM) and keyed hashes, each under keys that have names and can be replaced."""

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_KID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def parse_keys(text: str) -> dict[str, bytes]:
    """Keys of the form `kid:base64,kid2:base64`, in order; the first is the current one."""
    pairs = [item.strip().partition(":") for item in text.split(",") if item.strip()]
    keys = {kid: base64.b64decode(value, validate=True) for kid, _, value in pairs}
    if not keys or any(len(key) != 32 for key in keys.values()):
        raise ValueError("keys must be one or more kid:base64, of 32 bytes each")
    # A dot ends the key's id in a ciphertext, and of two keys of one name one would be lost: nothing could be opened.
    if len(keys) < len(pairs) or not all(_KID.fullmatch(kid) for kid in keys):
        raise ValueError("a key's name is of letters, digits, - and _, and each is given once")
    return keys


@dataclass(frozen=True)
class Cipher:
    """Seals with the current key and opens with any known one; the ciphertext begins with the key's id."""

    keys: dict[str, bytes]

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypts; `context` (what this belongs to) must be given again to open, so nothing can be moved."""
        kid, key = next(iter(self.keys.items()))
        nonce = os.urandom(_NONCE_BYTES)
        head = kid.encode() + b"."
        return head + nonce + AESGCM(key).encrypt(nonce, plain, head + context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypts; raises `KeyError` for an unknown key id, `InvalidTag` for anything changed."""
        kid, rest = sealed.split(b".", 1)
        nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        return AESGCM(self.keys[kid.decode()]).decrypt(nonce, body, kid + b"." + context.encode())


@dataclass(frozen=True)
class LookupHash:
    """Keyed hash for look-ups of an ID number; versioned, so that its key can be replaced."""

    keys: dict[str, bytes]

    def current(self, value: str) -> str:
        return self.all(value)[0]

    def all(self, value: str) -> list[str]:
        """The hash under every known key, the current one first."""
        return [
            f"{kid}:{hmac.new(key, value.encode(), hashlib.sha256).hexdigest()}"
            for kid, key in self.keys.items()
        ]
