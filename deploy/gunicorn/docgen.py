"""gunicorn for docgen."""

from deploy.gunicorn.threaded import *  # noqa: F403, I001 - before the application: it says where to count

# Imported once, before the workers are forked; what connects is made in each of them.
import docgen_service.app  # noqa: F401

proc_name = "artisan-docgen"
