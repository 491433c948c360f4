"""One test's own corner of the shared platform: a database, a Redis database, buckets with a prefix."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from minio import Minio
from redis import Redis

from deploy.local.addresses import Addresses
from deploy.local.servers.valkey import DATABASES
from shared.auth.keys import create_key
from shared.database import engine
from shared.settings import ServiceSettings
from tests.support.template import cloned_database

S = TypeVar("S", bound=ServiceSettings)
_FREE_DATABASES = "tests:free-databases"


@dataclass(frozen=True)
class Stack:
    """Real servers with nothing in them yet; what a test writes here no other test sees."""

    addresses: Addresses
    database: str
    redis_db: int
    bucket_prefix: str

    def env(self, service: str) -> dict[str, str]:
        """The environment of one service's processes."""
        return self.addresses.service_env(
            service, database=self.database, redis_db=self.redis_db, bucket_prefix=self.bucket_prefix
        )

    def settings(self, kind: type[S], service: str) -> S:
        """A service's settings, without touching this process's environment."""
        values = {name.removeprefix("ARTISAN_").lower(): value for name, value in self.env(service).items()}
        return kind.model_validate(values)

    def key(
        self, role: str, organs: Iterable[str] = (), client: str | None = None, person: str = "经办人甲"
    ) -> str:
        """A new API key; the same client name belongs to the same client."""
        organs = sorted(organs)
        access = engine(self.addresses.database_url("access", self.database))
        try:
            return create_key(
                access, self.addresses.credentials.api_key_pepper, client or f"{role}{''.join(organs)}",
                role, organs, person,
            )  # fmt: skip
        finally:
            access.dispose()


@contextmanager
def open_stack(addresses: Addresses) -> Iterator[Stack]:
    """A new stack; everything in it is gone afterwards."""
    token = uuid4().hex[:12]
    with cloned_database(addresses, f"test_{token}") as database, _redis_db(addresses) as redis_db:
        stack = Stack(addresses, database, redis_db, f"t{token}")
        try:
            yield stack
        finally:
            _remove_buckets(stack)


@contextmanager
def _redis_db(addresses: Addresses) -> Iterator[int]:
    """Lends one of the server's databases; database 0 keeps the list of the free ones for all workers."""
    with Redis.from_url(addresses.redis_url(0)) as registry:
        if registry.set(f"{_FREE_DATABASES}:filled", 1, nx=True):
            registry.rpush(_FREE_DATABASES, *range(1, DATABASES))
        lent = registry.blpop([_FREE_DATABASES], timeout=60)
        if lent is None:
            raise RuntimeError(
                f"all {DATABASES - 1} Redis databases are lent out: a test does not give its own back"
            )
        number = int(lent[1])
        try:
            yield number
        finally:
            with Redis.from_url(addresses.redis_url(number)) as mine:
                mine.flushdb()
            registry.rpush(_FREE_DATABASES, number)


def _remove_buckets(stack: Stack) -> None:
    keys = stack.addresses.credentials
    client = Minio(
        stack.addresses.s3_endpoint, access_key=keys.s3_access_key, secret_key=keys.s3_secret_key,
        secure=False, region="us-east-1",
    )  # fmt: skip
    for bucket in client.list_buckets():
        if bucket.name.startswith(f"{stack.bucket_prefix}-"):
            for found in client.list_objects(bucket.name, recursive=True):
                client.remove_object(bucket.name, found.object_name)
            client.remove_bucket(bucket.name)
