"""A service's worker: takes tasks one after the other in its own process; its supervisor restarts it."""

import threading
from importlib import import_module

from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from shared.contracts.queues import CHORES, TASKS, queue_of, served_by
from shared.logging import failure, get_logger
from shared.queue.job import TaskJob, resolve

_log = get_logger("worker")
CHORE_SECONDS = 1.0


def run(service: str, redis_url: str, burst: bool = False) -> None:
    """Works until it is told to stop; imports every task of its queue before the first job."""
    for task in TASKS:
        if queue_of(task) in served_by(service):
            resolve(task)
    redis = Redis.from_url(redis_url, socket_connect_timeout=5, health_check_interval=15)
    queues = [
        Queue(name, connection=redis, serializer=JSONSerializer, job_class=TaskJob)
        for name in served_by(service)
    ]
    worker = SimpleWorker(
        queues, connection=redis, serializer=JSONSerializer, job_class=TaskJob,
        log_job_description=False, worker_ttl=60,
    )  # fmt: skip
    _begin_chores(service, burst)
    worker.work(burst=burst, logging_level="WARNING", with_scheduler=False)


def _begin_chores(service: str, once: bool) -> None:
    """Does a service's chores once before the first job, and then every second beside them."""
    if service not in CHORES:
        return
    _chore(service)
    if not once:
        threading.Thread(target=_keep_on, args=(service,), name="chores", daemon=True).start()


def _keep_on(service: str) -> None:
    pause = threading.Event()
    while not pause.wait(CHORE_SECONDS):
        _chore(service)


def _chore(service: str) -> None:
    """Whatever is away (database, queue) may be there again the next time."""
    module, _, name = CHORES[service].rpartition(".")
    try:
        getattr(import_module(module), name)()
    except Exception as error:
        _log.warning("chore failed", error=failure(error))
