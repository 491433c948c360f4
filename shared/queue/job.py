"""A job whose function is looked up in the list of tasks; any other name is refused.

RQ imports whatever a job names, so with the JSON serializer alone a job naming `os.system` would run.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import structlog
from rq.job import Job

from shared.contracts.queues import TASKS
from shared.logging import failure, get_logger

_log = get_logger("worker")


class UnknownTask(Exception):
    """A job that names no task of ours."""


class TaskFailed(Exception):
    """What RQ keeps of a failure: the error's class and place, never its text."""


def resolve(task: str) -> Callable[[dict[str, Any]], None]:
    """The function that takes a task."""
    if task not in TASKS:
        raise UnknownTask
    module, _, name = TASKS[task].rpartition(".")
    function: Callable[[dict[str, Any]], None] = getattr(import_module(module), name)
    return function


class TaskJob(Job):
    @property
    def func(self) -> Callable[[dict[str, Any]], None]:
        if self.instance:
            raise UnknownTask
        return resolve(str(self.func_name))

    def restore(self, raw_data: Any) -> Any:
        """Leaves out the callbacks: our jobs have none, and RQ imports and calls whatever they name."""
        super().restore(raw_data)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None

    def perform(self) -> Any:
        """Runs the task with the message's ids in every log line."""
        message = self.args[0] if self.args and isinstance(self.args[0], dict) else {}
        ids = {name: message.get(name) for name in ("trace_id", "application_id")}
        with structlog.contextvars.bound_contextvars(task=self.func_name, **ids):
            try:
                result = super().perform()
            except Exception as error:
                _log.error("task failed", error=failure(error))
                raise TaskFailed(failure(error)) from None
            _log.info("task done")
            return result
