"""API keys: made once, shown once, kept as an HMAC, compared in constant time."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import Engine, or_, select, update

from shared.auth.models import ApiKey, Client
from shared.auth.principal import NAMED, ROLES, Principal
from shared.database import transaction, uuid7

_SCHEME = "gk"
_REMEMBER_SECONDS = 15.0


def create_key(
    engine: Engine, pepper: str, client: str, role: str, organs: Iterable[str] = (), person: str = "",
    expires_at: datetime | None = None,
) -> str:  # fmt: skip
    """Makes a key for a client (made too if it is new) and returns it; it cannot be shown again."""
    wanted = sorted(organs)
    if role not in ROLES or (role == "county_union") != bool(wanted):
        raise ValueError("unknown role, or organs given to a role other than county_union, or missing for it")
    if role in NAMED and not person.strip():
        raise ValueError("what this role records names who did it: a person is needed")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with transaction(engine) as session:
        row = session.scalar(select(Client).where(Client.name == client).with_for_update())
        if row is None:
            row = Client(id=uuid7(), name=client, role=role, organs=wanted, created_at=now)
            session.add(row)
            session.flush()
        elif (row.role, sorted(row.organs)) != (role, wanted):
            raise ValueError("this client exists with another role or other organs")
        session.add(
            ApiKey(id=uuid7(), client_id=row.id, prefix=prefix, digest=_digest(pepper, secret), person=person,
                   created_at=now, expires_at=expires_at, revoked_at=None)
        )  # fmt: skip
    return f"{_SCHEME}_{prefix}_{secret}"


def revoke_key(engine: Engine, prefix: str) -> bool:
    """Ends a key; services that remember it forget it within 15 seconds."""
    with transaction(engine) as session:
        ended = session.execute(
            update(ApiKey)
            .where(ApiKey.prefix == prefix, ApiKey.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC))
            .returning(ApiKey.id)
        )
        return ended.first() is not None


class KeyRing:
    """Finds the principal behind a key; remembers a good one for 15 seconds, so that rules seldom asks."""

    def __init__(self, engine: Engine, pepper: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._pepper = pepper
        self._clock = clock
        self._known: dict[str, tuple[float, Principal]] = {}
        self._lock = threading.Lock()

    def principal(self, key: str) -> Principal | None:
        remembered = self._known.get(key)
        if remembered and remembered[0] > self._clock():
            return remembered[1]
        found = self._look_up(key)
        with self._lock:
            self._known = {k: v for k, v in self._known.items() if v[0] > self._clock()}
            if found:
                self._known[key] = (self._clock() + _REMEMBER_SECONDS, found)
        return found

    def _look_up(self, key: str) -> Principal | None:
        scheme, _, rest = key.partition("_")
        prefix, _, secret = rest.partition("_")
        if scheme != _SCHEME or not prefix or not secret:
            return None
        now = datetime.now(UTC)
        statement = select(ApiKey, Client).join(Client).where(
            ApiKey.prefix == prefix, ApiKey.revoked_at.is_(None),
            or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now),
        )  # fmt: skip
        with transaction(self._engine) as session:
            row = session.execute(statement).first()
        if row is None or not hmac.compare_digest(row[0].digest, _digest(self._pepper, secret)):
            return None
        api_key, client = row
        return Principal(client.id, client.name, client.role, api_key.person, frozenset(client.organs))


def _digest(pepper: str, secret: str) -> str:
    return hmac.new(pepper.encode(), secret.encode(), hashlib.sha256).hexdigest()
