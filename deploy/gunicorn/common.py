"""What holds for all three services; gunicorn reads the names of this module as its settings."""

import os
import tempfile
from pathlib import Path
from typing import Any


def _count_in_one_directory() -> None:
    """Every process of a service counts into one directory, and `/metrics` adds them up.

    It has to be known before prometheus_client is imported; a service that starts again counts from zero.
    """
    given = os.environ.setdefault(
        "PROMETHEUS_MULTIPROC_DIR", f"{tempfile.gettempdir()}/artisan-metrics-{os.getpid()}"
    )
    directory = Path(given)
    directory.mkdir(parents=True, exist_ok=True)
    for left in directory.glob("*.db"):
        left.unlink()


_count_in_one_directory()

bind = "0.0.0.0:8000"  # inside its container; the compose file publishes it
errorlog = "-"
accesslog = None  # the services log requests themselves, as JSON and without personal data
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat of the workers, never on a slow disk
control_socket_disable = True


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
