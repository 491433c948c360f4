"""The object store: files by id, and sealed objects for what must not stand in a message."""

from shared.storage.exchange import SealedExchange, SealedObjectMissing
from shared.storage.objects import ObjectMissing, ObjectStore, StoredObject, StoreUnavailable

__all__ = [
    "ObjectMissing",
    "ObjectStore",
    "SealedExchange",
    "SealedObjectMissing",
    "StoreUnavailable",
    "StoredObject",
]
