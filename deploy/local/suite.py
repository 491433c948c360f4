"""The whole suite on this machine: three services under gunicorn, their workers, the relay; kept running."""

import math
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from deploy.local.addresses import Addresses
from deploy.local.children import Child, inherited_environment
from deploy.local.ports import free_ports
from deploy.local.supervisor import LIVED_WELL, Supervised, Supervisor
from shared.database.migrate import migrate
from shared.database.provision import SCHEMAS, provision

SERVICES = ("intake", "rules", "docgen")
SECONDS_TO_START = 90.0
# Few arenas keep less memory to themselves, and a large block goes back when an upload ends: 43 MB instead of 142 MB.
THREADED = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576"}


def prepare_database(addresses: Addresses) -> None:
    """Creates roles and schemas and brings each schema up to date; may be run again at any time."""
    provision(addresses.admin_database_url(), addresses.credentials.roles)
    for schema in SCHEMAS:
        migrate(schema, addresses.database_url(schema))


def load_cycle(intake_env: Mapping[str, str], file: Path) -> None:
    """Loads a year's settings (年度设定) by the command that an office would use."""
    done = subprocess.run(
        [_program("artisan"), "intake", "cycle", "load", str(file)],
        env={**inherited_environment(), **intake_env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{file} was not loaded:\n{done.stdout}{done.stderr}")


class Suite:
    """All processes of the suite, each started again when it dies.

    `env_of` gives the environment of a service's processes; `extra` adds variables for all of them. `at_once`:
    when the suite stops nothing is waited for, because its data goes with it.
    """

    def __init__(
        self,
        env_of: Callable[[str], dict[str, str]],
        logs: Path,
        extra: Mapping[str, str] | None = None,
        at_once: bool = False,
    ) -> None:
        self._env_of = env_of
        self._extra = dict(extra or {})
        self._logs = logs
        self._ports: dict[str, int] = {}
        self._settled: set[str] = set()
        self._supervisor = Supervisor(
            [*map(self._web, SERVICES), *map(self._worker, SERVICES), self._relay()], at_once
        )

    def start(self) -> Self:
        """Starts everything; returns when every service says that it is healthy."""
        self._logs.mkdir(parents=True, exist_ok=True)
        self._supervisor.start()
        try:
            self.wait_healthy()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        self._supervisor.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url(self, service: str) -> str:
        return f"http://127.0.0.1:{self._ports[service]}"

    def process(self, name: str) -> Supervised:
        """By name: web-intake, web-rules, web-docgen, worker-intake, worker-rules, worker-docgen, relay."""
        return self._supervisor.processes[name]

    def watch(self) -> NoReturn:
        """Returns never: ends by an interrupt, or by an error when a process keeps dying."""
        self._supervisor.watch()

    def check(self) -> None:
        """Raises if a process keeps dying and was given up."""
        self._supervisor.check()

    def wait_healthy(self, seconds: float = SECONDS_TO_START) -> None:
        for service in SERVICES:
            self._supervisor.wait_until(lambda service=service: self._healthy(service), seconds)  # type: ignore[misc]
            self._settle(service)

    def _settle(self, service: str) -> None:
        self._settled.add(service)
        process = self.process(f"web-{service}")
        process.proven, process.proven_after = True, LIVED_WELL

    def _healthy(self, service: str) -> bool:
        if service not in self._ports:
            return False
        try:
            with urllib.request.urlopen(f"{self.url(service)}/health", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _web(self, service: str) -> Supervised:
        name = f"web-{service}"

        def make() -> Child:
            # A port that was taken meanwhile is exchanged for another until the service was healthy once.
            if service not in self._settled:
                self._ports[service] = free_ports(1)[0]
            metrics = {"PROMETHEUS_MULTIPROC_DIR": str(self._logs / f"metrics-{service}")}
            argv = [
                _program("gunicorn"), "-c", f"python:deploy.gunicorn.{service}",
                "--bind", f"127.0.0.1:{self._ports[service]}", f"{service}_service.app:create_app()",
            ]  # fmt: skip
            # At the end of its owner, gunicorn takes its workers along: SIGKILL would leave them for a while.
            return self._child(name, argv, service, THREADED | metrics, signal.SIGQUIT)

        # However long it takes to fail: only an answer proves that it can live.
        return Supervised(name, make, proven_after=math.inf)

    def _worker(self, service: str) -> Supervised:
        name = f"worker-{service}"
        return Supervised(
            name, lambda: self._child(name, [_program("artisan"), "worker", service], service, THREADED)
        )

    def _relay(self) -> Supervised:
        argv = [_program("artisan"), "intake", "relay"]
        return Supervised("relay", lambda: self._child("relay", argv, "intake", {}))

    def _child(
        self, name: str, argv: list[str], service: str, more: Mapping[str, str],
        death_signal: signal.Signals = signal.SIGKILL,
    ) -> Child:  # fmt: skip
        env = {**self._env_of(service), **self._extra, **more}
        return Child(name, argv, self._logs / f"{name}.log", env, death_signal=death_signal)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
