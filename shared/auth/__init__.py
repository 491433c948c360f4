"""Who asks: clients, their API keys, roles and reach."""

from shared.auth.principal import ROLES, Principal

__all__ = ["ROLES", "Principal"]
