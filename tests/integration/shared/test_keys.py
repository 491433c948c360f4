"""API keys: found, refused, revoked, expired; and kept only as an HMAC."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from shared.auth.keys import KeyRing, create_key, revoke_key
from shared.database import engine
from tests.support.stack import Stack

PEPPER = "pepper"


@pytest.fixture
def access(stack: Stack) -> Iterator[Engine]:
    found = engine(stack.addresses.database_url("access", stack.database))
    yield found
    found.dispose()


def test_a_key_leads_to_its_principal(access: Engine) -> None:
    key = create_key(access, PEPPER, "秀峰区总工会", "county_union", ["450302"], "经办人甲")
    found = KeyRing(access, PEPPER).principal(key)
    assert found is not None
    assert (found.role, found.organs, found.person) == ("county_union", frozenset({"450302"}), "经办人甲")


def test_a_key_is_kept_only_as_an_hmac(access: Engine) -> None:
    key = create_key(access, PEPPER, "某系统", "posting_system")
    with access.connect() as connection:
        rows = str(connection.execute(text("select * from access.api_keys")).all())
    assert key.rsplit("_", 1)[-1] not in rows


@pytest.mark.parametrize(
    "change", [lambda k: k + "x", lambda k: k[:-1], lambda k: "", lambda k: "gk_x", lambda k: "x"]
)
def test_a_wrong_key_leads_nowhere(access: Engine, change) -> None:  # type: ignore[no-untyped-def]
    key = create_key(access, PEPPER, "某系统", "posting_system")
    assert KeyRing(access, PEPPER).principal(change(key)) is None
    assert KeyRing(access, "another pepper").principal(key) is None


def test_a_revoked_key_is_forgotten_within_15_seconds(access: Engine) -> None:
    now = [0.0]
    ring = KeyRing(access, PEPPER, clock=lambda: now[0])
    key = create_key(access, PEPPER, "某系统", "posting_system")
    assert ring.principal(key)
    assert revoke_key(access, key.split("_")[1])
    assert ring.principal(key)
    now[0] = 15.0
    assert ring.principal(key) is None
    assert revoke_key(access, key.split("_")[1]) is False


def test_an_expired_key_leads_nowhere(access: Engine) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    key = create_key(access, PEPPER, "某系统", "posting_system", expires_at=past)
    assert KeyRing(access, PEPPER).principal(key) is None


@pytest.mark.parametrize(("role", "organs"), [("king", []), ("county_union", []), ("office", ["450302"])])
def test_a_role_and_its_organs_must_fit(access: Engine, role: str, organs: list[str]) -> None:
    with pytest.raises(ValueError, match="organs"):
        create_key(access, PEPPER, "某系统", role, organs)


def test_a_second_key_of_a_client_keeps_its_role(access: Engine) -> None:
    create_key(access, PEPPER, "某系统", "posting_system")
    with pytest.raises(ValueError, match="another role"):
        create_key(access, PEPPER, "某系统", "office", person="经办人甲")


@pytest.mark.parametrize("role", ["county_union", "office"])
def test_a_role_that_records_things_names_a_person(access: Engine, role: str) -> None:
    organs = ["450302"] if role == "county_union" else []
    with pytest.raises(ValueError, match="person"):
        create_key(access, PEPPER, "某机关", role, organs, "  ")
