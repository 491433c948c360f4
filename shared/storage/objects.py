"""One bucket of the S3 store; keys are ids, digests are worked out on the way."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

import urllib3
from minio import Minio
from minio.commonconfig import Filter
from minio.error import MinioException, S3Error
from minio.lifecycleconfig import Expiration, LifecycleConfig, Rule

from shared.settings import ServiceSettings

_PART = 5 * 1024 * 1024
_CHUNK = 256 * 1024
_MISSING = {"NoSuchKey", "NoSuchBucket", "NoSuchObject"}


class ObjectMissing(Exception):
    """No object stands under this key."""


class StoreUnavailable(Exception):
    """The store does not answer, or answers with a fault of its own."""


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class StoredObject:
    """What was stored: size in bytes and the SHA-256 of the content."""

    key: str
    size: int
    sha256: str


class ObjectStore:
    """A bucket; streams in both directions, in constant memory.

    `patience`: seconds that the store may be silent; short where a transaction waits for it.
    """

    def __init__(self, settings: ServiceSettings, bucket: str, patience: float = 60) -> None:
        self._bucket = f"{settings.bucket_prefix}-{bucket}"
        self._client = _client(settings, urllib3.Timeout(connect=3, read=patience), attempts=3)
        # Whoever asks for a store's health asks often: a store that hangs may not hang the one who asks.
        self._probe = _client(settings, urllib3.Timeout(connect=2, read=3), attempts=1)

    def ensure(self, expire_days: int | None = None) -> None:
        """Creates the bucket if it is not there yet; two processes may try at once.

        `expire_days`: objects older than this are swept by the store itself.
        """
        with _translated():
            if not self._client.bucket_exists(bucket_name=self._bucket):
                try:
                    self._client.make_bucket(bucket_name=self._bucket)
                except S3Error as error:
                    if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                        raise
            if expire_days is not None:
                self._client.set_bucket_lifecycle(bucket_name=self._bucket, config=_expiry(expire_days))

    def ping(self) -> None:
        """Raises unless the store answers for this bucket."""
        with _translated():
            if not self._probe.bucket_exists(bucket_name=self._bucket):
                raise StoreUnavailable("bucket is missing")

    def put(self, key: str, content: BinaryIO | Readable, length: int, content_type: str) -> StoredObject:
        """Streams `length` bytes; a body cut short leaves nothing and raises `EOFError`."""
        reader = _Digesting(content)
        with _translated():
            self._client.put_object(
                bucket_name=self._bucket, object_name=key, data=reader,  # type: ignore[arg-type]
                length=length,
                content_type=content_type, part_size=_PART, num_parallel_uploads=2,
            )  # fmt: skip
        return StoredObject(key, reader.size, reader.digest.hexdigest())

    def put_stream(self, key: str, chunks: Iterator[bytes], content_type: str) -> StoredObject:
        """Stores what is made on the way, its length unknown, in parts of 5 MB; a failure leaves nothing."""
        reader = _Digesting(_Chunked(chunks))
        with _translated():
            self._client.put_object(
                bucket_name=self._bucket, object_name=key, data=reader,  # type: ignore[arg-type]
                length=-1, content_type=content_type, part_size=_PART, num_parallel_uploads=1,
            )  # fmt: skip
        return StoredObject(key, reader.size, reader.digest.hexdigest())

    def open(self, key: str) -> Iterator[bytes]:
        """The content in chunks; the first one is fetched at once, so a missing object raises here."""
        with _translated():
            response = self._client.get_object(bucket_name=self._bucket, object_name=key)
        return _chunks(response)

    def read(self, key: str) -> bytes:
        """The whole content; for objects known to be small."""
        return b"".join(self.open(key))

    def delete(self, key: str) -> None:
        """Deletes; what is gone already is no error."""
        with _translated():
            self._client.remove_object(bucket_name=self._bucket, object_name=key)

    def keys_before(self, instant: datetime) -> Iterator[str]:
        """The keys of all objects that were stored before an instant."""
        with _translated():
            for item in self._client.list_objects(bucket_name=self._bucket, recursive=True):
                if item.object_name and item.last_modified and item.last_modified < instant:
                    yield item.object_name

    def exists(self, key: str) -> bool:
        try:
            with _translated():
                self._client.stat_object(bucket_name=self._bucket, object_name=key)
        except ObjectMissing:
            return False
        return True


def _client(settings: ServiceSettings, timeout: urllib3.Timeout, attempts: int) -> Minio:
    return Minio(
        settings.s3_endpoint,
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
        secure=settings.s3_secure,
        region=settings.s3_region,
        http_client=urllib3.PoolManager(
            maxsize=32, retries=urllib3.Retry(total=attempts - 1, backoff_factor=0.2), timeout=timeout
        ),
    )


def _expiry(days: int) -> LifecycleConfig:
    rule = Rule(
        status="Enabled", rule_filter=Filter(prefix=""), rule_id="sweep", expiration=Expiration(days=days)
    )
    return LifecycleConfig([rule])


class _Digesting:
    """Reads through, counts and hashes."""

    def __init__(self, content: BinaryIO | Readable) -> None:
        self._content = content
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._content.read(size)
        self.digest.update(chunk)
        self.size += len(chunk)
        return chunk


class _Chunked:
    """Chunks as a file that is read piece by piece; as many bytes as asked for, fewer only at the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = bytearray()

    def read(self, size: int = -1, /) -> bytes:
        while size < 0 or len(self._left) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._left += chunk
        piece = bytes(self._left if size < 0 else self._left[:size])
        del self._left[: len(piece)]
        return piece


def _chunks(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    try:
        yield from response.stream(_CHUNK)
    finally:
        response.close()
        response.release_conn()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise ObjectMissing from None
        raise StoreUnavailable(error.code) from None
    except MinioException as error:
        # An answer that is not S3's: of a proxy before the store, or of a store that is just starting.
        raise StoreUnavailable(type(error).__name__) from None
    except urllib3.exceptions.HTTPError as error:
        raise StoreUnavailable(type(error).__name__) from None
    except OSError as error:
        # The SDK's word for a body that ended before its length.
        raise EOFError("body cut short") from error
