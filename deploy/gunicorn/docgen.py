"""gunicorn for docgen."""

from deploy.gunicorn.threaded import *  # noqa: F403

proc_name = "artisan-docgen"
