"""Where a running platform is reached, with which keys: plain data, to be told to other processes."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from deploy.local.credentials import Credentials

DATABASE = "artisan"
ADMIN = "artisan_admin"


@dataclass(frozen=True)
class Addresses:
    """Ports and credentials of one platform, all on the loopback address."""

    postgres_port: int
    valkey_port: int
    s3_port: int
    credentials: Credentials

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "credentials": Credentials(**data["credentials"])})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def s3_endpoint(self) -> str:
        return f"127.0.0.1:{self.s3_port}"

    def admin_database_url(self, database: str = DATABASE) -> str:
        return self._database_url(ADMIN, self.credentials.postgres, database)

    def database_url(self, role: str, database: str = DATABASE) -> str:
        """The address under which one owner's role (intake, rules, docgen, access) reaches a database."""
        return self._database_url(role, self.credentials.roles[role], database)

    def redis_url(self, database: int = 0) -> str:
        return f"redis://:{self.credentials.valkey}@127.0.0.1:{self.valkey_port}/{database}"

    def service_env(
        self, service: str, *, database: str = DATABASE, redis_db: int = 0, bucket_prefix: str = "artisan"
    ) -> dict[str, str]:
        """The environment of one service's processes."""
        common = {
            "ARTISAN_DATABASE_URL": self.database_url(service, database),
            "ARTISAN_REDIS_URL": self.redis_url(redis_db),
            "ARTISAN_S3_ENDPOINT": self.s3_endpoint,
            "ARTISAN_S3_ACCESS_KEY": self.credentials.s3_access_key,
            "ARTISAN_S3_SECRET_KEY": self.credentials.s3_secret_key,
            "ARTISAN_BUCKET_PREFIX": bucket_prefix,
            "ARTISAN_EXCHANGE_KEYS": self.credentials.exchange_keys,
            "ARTISAN_API_KEY_PEPPER": self.credentials.api_key_pepper,
        }
        own = {
            "intake": self._register_env(),
            "docgen": {"ARTISAN_LINK_KEYS": self.credentials.link_keys},
        }
        return common | own.get(service, {})

    def _register_env(self) -> dict[str, str]:
        """What intake alone is told: the keys of its register."""
        return {
            "ARTISAN_REGISTER_KEYS": self.credentials.register_keys,
            "ARTISAN_LOOKUP_KEYS": self.credentials.lookup_keys,
        }

    def _database_url(self, role: str, password: str, database: str) -> str:
        return f"postgresql+psycopg://{role}:{password}@127.0.0.1:{self.postgres_port}/{database}"
