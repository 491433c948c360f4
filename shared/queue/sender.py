"""Puts messages into a service's queue; fails at once when Redis is away, the outbox tries again."""

from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from shared.contracts.queues import queue_of
from shared.queue.job import TaskJob

JOB_SECONDS = 60


class Sender:
    """Sends a message as one task's only argument."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(
            redis_url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=3, socket_timeout=10
        )

    def send(
        self, task: str, message: dict[str, Any], job_id: str | None = None, seconds: int = JOB_SECONDS
    ) -> None:
        """Enqueues; a job's failure stays with RQ for a day, but what counts is the outbox."""
        Queue(
            queue_of(task), connection=self._redis, serializer=JSONSerializer, job_class=TaskJob
        ).enqueue_call(task, args=(message,), job_id=job_id, timeout=seconds, result_ttl=0, failure_ttl=86400)

    def ping(self) -> None:
        """Raises unless Redis answers."""
        self._redis.ping()
