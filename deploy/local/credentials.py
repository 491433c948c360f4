"""Passwords and keys of one embedded platform: made at random, kept in its data directory."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROLES = ("intake", "rules", "docgen", "access")


def _word() -> str:
    return secrets.token_hex(16)


def _sealing_key() -> str:
    return "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()


@dataclass(frozen=True)
class Credentials:
    """Everything secret of one platform; a data directory used again keeps its own."""

    postgres: str = field(default_factory=_word, repr=False)
    valkey: str = field(default_factory=_word, repr=False)
    s3_access_key: str = field(default_factory=lambda: secrets.token_hex(10), repr=False)
    s3_secret_key: str = field(default_factory=_word, repr=False)
    exchange_keys: str = field(default_factory=_sealing_key, repr=False)
    register_keys: str = field(default_factory=_sealing_key, repr=False)
    lookup_keys: str = field(default_factory=_sealing_key, repr=False)
    link_keys: str = field(default_factory=_sealing_key, repr=False)
    api_key_pepper: str = field(default_factory=_word, repr=False)
    roles: dict[str, str] = field(default_factory=lambda: {role: _word() for role in ROLES}, repr=False)

    @classmethod
    def of(cls, directory: Path) -> "Credentials":
        """Reads the directory's credentials, or makes them, readable by their owner alone."""
        path = directory / "credentials.json"
        if path.exists():
            return cls(**json.loads(path.read_text()))
        made = cls()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(made), file)
        return made
