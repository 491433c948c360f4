"""Docgen's settings; read by app, cli and bootstrap alone."""

from shared.settings import ServiceSettings


class DocgenSettings(ServiceSettings):
    """Docgen needs nothing beyond what every service has."""
