"""What the three servers share: own ports, readiness by a real request, another try on a collision."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from deploy.local.children import Child, ChildDied
from deploy.local.ports import free_ports

ATTEMPTS = 5


class Server(ABC):
    """One server program with its directory; `spawn` it, then `wait_ready`."""

    name: str
    port_count: int = 1
    seconds_to_start: float = 60.0
    choose_ports: Callable[[int], list[int]] = staticmethod(free_ports)

    def __init__(self, directory: Path, logs: Path) -> None:
        self.directory = directory
        self.log = logs / f"{self.name}.log"
        self.ports: list[int] = []
        self.child: Child | None = None

    @property
    def port(self) -> int:
        return self.ports[0]

    @abstractmethod
    def prepare(self) -> None:
        """Lays out the directory; called once before the first start."""

    @abstractmethod
    def make_child(self) -> Child:
        """Describes the process for the ports chosen."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether a real request, with credentials, succeeds."""

    def spawn(self) -> None:
        self.ports = self.choose_ports(self.port_count)
        self.child = self.make_child()
        self.child.start()

    def wait_ready(self) -> None:
        """Waits for the first real answer; a server that ended (a port was taken) starts on other ports."""
        for _ in range(ATTEMPTS - 1):
            try:
                self._wait_once()
            except ChildDied:
                self.stop()
                self.spawn()
            else:
                return
        self._wait_once()

    def ask_to_stop(self, at_once: bool = False) -> None:
        if self.child is not None:
            self.child.ask_to_stop(at_once)

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()

    def _wait_once(self) -> None:
        if self.child is None:
            raise RuntimeError(f"{self.name} was never spawned")
        self.child.wait_until(self.answers, self.seconds_to_start)
