"""The object store: files by id, and sealed objects for what must not stand in a message."""

from shared.storage.exchange import SealedExchange, SealedObjectMissing
from shared.storage.objects import ObjectMissing, ObjectStore, Readable, StoredObject, StoreUnavailable

__all__ = [
    "ObjectMissing",
    "ObjectStore",
    "Readable",
    "SealedExchange",
    "SealedObjectMissing",
    "StoreUnavailable",
    "StoredObject",
]
