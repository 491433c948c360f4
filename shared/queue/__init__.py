"""RQ with JSON, named tasks and nothing else: what is not on the list is never run."""

from shared.queue.job import TaskJob
from shared.queue.sender import Sender

__all__ = ["Sender", "TaskJob"]
