"""API keys on the embedded platform: one client for each role."""

from collections.abc import Iterable

from deploy.local.addresses import Addresses
from shared.auth.keys import create_key
from shared.auth.principal import ROLES
from shared.database import engine

COUNTY = ("450302", "秀峰区总工会")


def make_key(
    addresses: Addresses, client: str, role: str, organs: Iterable[str] = (), person: str = "经办人"
) -> str:
    """Makes one key; the client is registered if it is new."""
    access = engine(addresses.database_url("access"))
    try:
        return create_key(access, addresses.credentials.api_key_pepper, client, role, organs, person)
    finally:
        access.dispose()


def key_for_each_role(addresses: Addresses) -> dict[str, str]:
    """One key for each role; the county union's is that of one county."""
    return {role: _key_of(addresses, role) for role in ROLES}


def _key_of(addresses: Addresses, role: str) -> str:
    if role == "county_union":
        return make_key(addresses, COUNTY[1], role, [COUNTY[0]])
    return make_key(addresses, f"本机{ROLES[role]}", role)
