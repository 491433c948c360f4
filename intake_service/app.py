"""The web application of intake."""

import threading

from flask_openapi3 import OpenAPI

from intake_service import bootstrap
from intake_service.api import applications, county, documents, materials, office
from intake_service.intake import Intake
from intake_service.settings import IntakeSettings
from shared import logging
from shared.web import create_api


def create_app(settings: IntakeSettings | None = None, intake: Intake | None = None) -> OpenAPI:
    """Builds the application: settings, logs, what the use cases work with, routes."""
    settings = settings or IntakeSettings()
    logging.configure(settings.log_level, "intake")
    bootstrap.ensure_buckets(settings)
    intake = intake or bootstrap.build(settings)
    app = create_api(
        __name__, "申报受理", settings, bootstrap.keys(settings, intake), bootstrap.checks(settings, intake)
    )
    app.extensions["intake"] = intake
    app.extensions["upload_slots"] = threading.BoundedSemaphore(settings.uploads_at_once)
    for module in (applications, materials, documents, county, office):
        app.register_api(module.api)
    return app
