"""The web application of docgen."""

from flask_openapi3 import OpenAPI

from docgen_service import bootstrap
from docgen_service.api import documents, jobs, links, numbers
from docgen_service.docgen import Docgen
from docgen_service.settings import DocgenSettings
from shared import logging
from shared.web import create_api


def create_app(settings: DocgenSettings | None = None, docgen: Docgen | None = None) -> OpenAPI:
    """Builds the application: settings, logs, what the use cases work with, routes."""
    settings = settings or DocgenSettings()
    logging.configure(settings.log_level, "docgen")
    bootstrap.ensure_buckets(settings)
    docgen = docgen or bootstrap.build(settings)
    app = create_api(
        __name__, "文书", settings, bootstrap.keys(settings, docgen), bootstrap.checks(settings, docgen)
    )
    app.extensions["docgen"] = docgen
    app.before_request(jobs.allow_large_bodies)
    for module in (documents, numbers, jobs, links):
        app.register_api(module.api)
    return app
