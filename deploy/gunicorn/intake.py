"""gunicorn for intake."""

from deploy.gunicorn.threaded import *  # noqa: F403, I001 - before the application: it says where to count

# Imported once, before the workers are forked; what connects is made in each of them.
import intake_service.app  # noqa: F401

proc_name = "artisan-intake"
