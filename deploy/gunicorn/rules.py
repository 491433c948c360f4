"""gunicorn for rules: one request at a time per process; the rule engine is not made for threads."""

from deploy.gunicorn.common import *  # noqa: F403, I001 - before the application: it says where to count

# Imported once, before the workers are forked; what connects is made in each of them.
import rules_service.app  # noqa: F401

worker_class = "sync"
workers = 2
proc_name = "artisan-rules"


def post_worker_init(worker):  # type: ignore[no-untyped-def]
    """A batch takes longer than a request may: it says again and again that its worker is alive."""
    worker.wsgi.extensions["alive"] = worker.notify
