"""Every task that may travel: its name, its queue, and the function that takes it. Nothing else is run."""

CALLBACKS = "callbacks"
DOCGEN_CALLBACKS = "docgen_callbacks"
QUEUES = ("intake", "rules", "docgen", CALLBACKS, DOCGEN_CALLBACKS)

TASKS = {
    "rules.check.v1": "rules_service.tasks.check",
    "docgen.render.v1": "docgen_service.tasks.render",
    "docgen.job.v1": "docgen_service.tasks.work",
    "docgen.callback.v1": "docgen_service.tasks.callback",
    "intake.checked.v1": "intake_service.tasks.checked",
    "intake.rendered.v1": "intake_service.tasks.rendered",
    "intake.refused.v1": "intake_service.tasks.refused",
    "intake.callback.v1": "intake_service.tasks.callback",
}


CHORES = {"docgen": "docgen_service.tasks.offer_jobs"}
"""What a service's worker does beside its tasks, again and again: it offers what is due."""

_OWN_QUEUE = {"intake.callback.v1": CALLBACKS, "docgen.callback.v1": DOCGEN_CALLBACKS}
_SERVED = {"intake": ("intake", CALLBACKS), "docgen": ("docgen", DOCGEN_CALLBACKS)}


def queue_of(task: str) -> str:
    """The queue of a task: the service that its name begins with, but callbacks wait apart."""
    if task not in TASKS:
        raise KeyError(task)
    return _OWN_QUEUE.get(task, task.split(".", 1)[0])


def served_by(service: str) -> tuple[str, ...]:
    """What a service's worker takes, the first before the next: answers go before all callbacks that wait.

    A callback that is being sent is finished first, within the receiver's time limit; a second worker goes on meanwhile.
    """
    return _SERVED.get(service, (service,))
