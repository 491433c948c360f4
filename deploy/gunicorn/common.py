"""What holds for all three services; gunicorn reads the names of this module as its settings."""

import os
import tempfile
from pathlib import Path
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

bind = "0.0.0.0:8000"  # inside its container; the compose file publishes it
errorlog = "-"
accesslog = None  # the services log requests themselves, as JSON and without personal data
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat of the workers, never on a slow disk
control_socket_disable = True

# Every process of a service counts into one directory; `/metrics` adds them up.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="artisan-metrics-")


def on_starting(server: Any) -> None:
    """A service that starts again counts from zero, as Prometheus expects."""
    directory = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    directory.mkdir(parents=True, exist_ok=True)
    for left in directory.glob("*.db"):
        left.unlink()


def child_exit(server: Any, worker: Any) -> None:
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
