"""The store and the exchange on the real S3 server."""

import io
import socket
import time
from uuid import uuid4

import pytest

from shared.crypto import Cipher
from shared.settings import ServiceSettings
from shared.storage import ObjectMissing, ObjectStore, SealedExchange, SealedObjectMissing, StoreUnavailable
from tests.support.stack import Stack


@pytest.fixture
def store(stack: Stack) -> ObjectStore:
    store = ObjectStore(stack.settings(ServiceSettings, "intake"), "exchange")
    store.ensure(expire_days=7)
    store.ensure(expire_days=7)
    return store


def test_put_read_delete(store: ObjectStore) -> None:
    stored = store.put("a/1", io.BytesIO(b"abc"), 3, "text/plain")
    assert (stored.size, store.read("a/1"), store.exists("a/1")) == (3, b"abc", True)
    store.delete("a/1")
    store.delete("a/1")
    assert not store.exists("a/1")
    with pytest.raises(ObjectMissing):
        store.open("a/1")


def test_a_body_cut_short_leaves_nothing(store: ObjectStore) -> None:
    with pytest.raises(EOFError):
        store.put("a/1", io.BytesIO(b"x" * 6_000_000), 12_000_000, "text/plain")
    assert not store.exists("a/1")


def test_a_store_that_is_away_is_said_to_be(stack: Stack) -> None:
    settings = stack.settings(ServiceSettings, "intake").model_copy(update={"s3_endpoint": "127.0.0.1:1"})
    with pytest.raises(StoreUnavailable):
        ObjectStore(settings, "exchange").ping()


def test_a_store_that_hangs_does_not_hang_who_asks_for_its_health(stack: Stack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection and never answers
        endpoint = f"127.0.0.1:{silent.getsockname()[1]}"
        settings = stack.settings(ServiceSettings, "intake").model_copy(update={"s3_endpoint": endpoint})
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            ObjectStore(settings, "exchange").ping()
        assert time.monotonic() - began < 30


def test_the_exchange_gives_back_what_it_sealed_and_no_more(store: ObjectStore) -> None:
    exchange = SealedExchange(store, Cipher({"k": b"k" * 32}))
    ref = exchange.seal(uuid4(), {"name": "赵喆堃"})
    assert "赵喆堃".encode() not in store.read(ref.key)
    assert exchange.open(ref) == {"name": "赵喆堃"}
    with pytest.raises(SealedObjectMissing):
        exchange.open(ref.model_copy(update={"sha256": "0" * 64}))
    exchange.delete(ref)
    with pytest.raises(SealedObjectMissing):
        exchange.open(ref)
