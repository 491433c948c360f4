"""The web application of rules."""

from flask_openapi3 import OpenAPI

from rules_service import bootstrap
from rules_service.api import batch, checks, editions, procedure, replays
from rules_service.service import Rules
from rules_service.settings import RulesSettings
from shared import logging
from shared.web import create_api


def create_app(settings: RulesSettings | None = None, rules: Rules | None = None) -> OpenAPI:
    """Builds the application: settings, logs, the edition in use, routes."""
    settings = settings or RulesSettings()
    logging.configure(settings.log_level, "rules")
    rules = rules or bootstrap.build(settings)
    keys, health = bootstrap.access(settings)
    app = create_api(__name__, "规则审核", settings, keys, health)
    app.extensions["rules"] = rules
    for module in (checks, batch, procedure, replays, editions):
        app.register_api(module.api)
    return app
