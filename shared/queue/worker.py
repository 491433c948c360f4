"""A service's worker: takes tasks one after the other in its own process; its supervisor restarts it."""

from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from shared.contracts.queues import TASKS, queue_of, served_by
from shared.queue.job import TaskJob, resolve


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
    worker.work(burst=burst, logging_level="WARNING", with_scheduler=False)
