"""For services that wait for the store, the database and the network most of the time."""

from deploy.gunicorn.common import *  # noqa: F403

worker_class = "gthread"
workers = 2
threads = 8
