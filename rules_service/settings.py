"""Settings of the rules service."""

from shared.settings import ServiceSettings


class RulesSettings(ServiceSettings):
    """What the rules service reads from its environment; it owns no state, and has no settings of its own."""
