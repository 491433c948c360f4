"""Intake's settings; read by app, cli and bootstrap alone."""

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings


class IntakeSettings(ServiceSettings):
    """What intake needs beyond every service: the keys of the register, and how patient the outbox is."""

    register_keys: SecretStr = Field(
        description="kid:base64 of 32 bytes, comma separated; seals applications"
    )
    lookup_keys: SecretStr = Field(description="as register_keys; hashes ID numbers for look-ups")
    max_upload_bytes: int = Field(300 * 1024 * 1024, description="no upload of any kind may be larger")
    uploads_at_once: int = Field(
        5, description="per process, fewer than its threads; further uploads are asked to wait"
    )
    task_seconds: int = Field(40, description="how long one task of rules or docgen may take")
    max_attempts: int = Field(
        60, description="offers to rules or docgen before the office has to look: an hour"
    )
    callback_attempts: int = Field(
        9, description="offers to a receiver, each wait twice the last: eight hours"
    )
    in_flight: int = Field(40, description="messages of one queue that are under way at once")
