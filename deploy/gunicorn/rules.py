"""gunicorn for rules: one request at a time per process; the rule engine is not made for threads."""

from deploy.gunicorn.common import *  # noqa: F403

worker_class = "sync"
workers = 2
proc_name = "artisan-rules"
