"""The embedded platform: PostgreSQL, Valkey and an S3 server on this machine, without docker or root."""

from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.local.addresses import DATABASE, Addresses
from deploy.local.credentials import Credentials
from deploy.local.datadir import DataDirectory
from deploy.local.servers.base import Server
from deploy.local.servers.postgres import Postgres
from deploy.local.servers.seaweed import Seaweed
from deploy.local.servers.valkey import Valkey


class Platform:
    """The three servers on free ports of the loopback address.

    `data` keeps everything for the next start; without it, a temporary directory is removed at the end.
    """

    def __init__(self, data: Path | None = None, *, fsync: bool = True) -> None:
        self._directory = DataDirectory(data)
        self.data = self._directory.path
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self.credentials = Credentials.of(self.data)
        self.postgres = Postgres(self.data / "postgres", self.logs, self.credentials.postgres, fsync)
        self.valkey = Valkey(self.data / "valkey", self.logs, self.credentials.valkey)
        self.seaweed = Seaweed(
            self.data / "seaweed", self.logs, self.credentials.s3_access_key, self.credentials.s3_secret_key
        )
        self.servers: tuple[Server, ...] = (self.seaweed, self.valkey, self.postgres)

    @property
    def temporary(self) -> bool:
        return self._directory.temporary

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def addresses(self) -> Addresses:
        """Where the servers are; known once they have been started."""
        return Addresses(self.postgres.port, self.valkey.port, self.seaweed.port, self.credentials)

    def start(self) -> Self:
        """Starts all three side by side and returns when each has answered a real request."""
        try:
            for server in self.servers:
                server.prepare()
                server.spawn()
            for server in self.servers:
                server.wait_ready()
            self.postgres.ensure_database(DATABASE)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stops all three; a temporary data directory goes with them."""
        for server in self.servers:
            server.ask_to_stop(at_once=self._directory.temporary)
        for server in self.servers:
            server.stop()
        self._directory.release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
