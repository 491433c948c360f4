"""Sealed objects: what a task needs of personal data, encrypted, beside a message that has none."""

import hashlib
import io
import json
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from shared.contracts.messages import SealedRef
from shared.crypto import Cipher
from shared.storage.objects import ObjectMissing, ObjectStore


class SealedObjectMissing(Exception):
    """The sealed object is gone (the request was answered already) or is not what the message names."""


class SealedExchange:
    """Writes `exchange/<message id>`; whoever asked deletes it when it has been answered."""

    def __init__(self, store: ObjectStore, cipher: Cipher) -> None:
        self._store = store
        self._cipher = cipher

    def seal(self, message_id: UUID, data: dict[str, Any]) -> SealedRef:
        key = f"exchange/{message_id}"
        plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = self._cipher.seal(plain, context=key)
        stored = self._store.put(key, io.BytesIO(sealed), len(sealed), "application/octet-stream")
        return SealedRef(key=key, sha256=stored.sha256)

    def open(self, ref: SealedRef) -> dict[str, Any]:
        try:
            sealed = self._store.read(ref.key)
            if hashlib.sha256(sealed).hexdigest() != ref.sha256:
                raise SealedObjectMissing
            data: dict[str, Any] = json.loads(self._cipher.open(sealed, context=ref.key))
        except (ObjectMissing, InvalidTag, KeyError, ValueError):
            raise SealedObjectMissing from None
        return data

    def delete(self, ref: SealedRef) -> None:
        self._store.delete(ref.key)
