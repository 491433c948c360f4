"""Settings that every service reads from its environment; read by app, cli and bootstrap alone."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """One process's settings, from variables that begin with `ARTISAN_`; secrets never print themselves."""

    model_config = SettingsConfigDict(env_prefix="ARTISAN_", extra="ignore", frozen=True)

    database_url: SecretStr = Field(description="postgresql+psycopg://role:password@host:port/database")
    redis_url: SecretStr = Field(description="redis://:password@host:port/db")
    s3_endpoint: str = Field(description="host:port of the object store")
    s3_access_key: SecretStr
    s3_secret_key: SecretStr
    s3_secure: bool = False
    s3_region: str = "us-east-1"
    bucket_prefix: str = Field(
        "artisan", description="buckets are <prefix>-materials, -documents, -exchange, -results"
    )
    exchange_keys: SecretStr = Field(description="kid:base64 of 32 bytes, comma separated; the first seals")
    api_key_pepper: SecretStr = Field(description="keys the HMAC under which API keys are stored")
    log_level: str = "INFO"
    edition: str = "guilin_artisan_2025"
    editions_dir: Path | None = Field(None, description="a folder of editions beside the built-in ones")
