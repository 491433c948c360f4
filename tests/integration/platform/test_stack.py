"""The fixture `stack`: real servers, nothing in them, nothing left in them."""

from io import BytesIO

import pytest
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from deploy.local.addresses import Addresses
from shared.auth.keys import KeyRing
from shared.database import engine
from shared.settings import ServiceSettings
from shared.storage.objects import ObjectStore
from tests.support.stack import Stack, open_stack


def test_each_service_reaches_its_database_under_its_own_role(stack: Stack) -> None:
    for service in ("intake", "rules", "docgen"):
        settings = stack.settings(ServiceSettings, service)
        with engine(settings.database_url.get_secret_value()).connect() as connection:
            found = connection.execute(text("select current_user, current_database()")).one()
        assert tuple(found) == (service, stack.database)


def test_rules_may_read_keys_and_write_nothing(stack: Stack) -> None:
    rules = engine(stack.settings(ServiceSettings, "rules").database_url.get_secret_value())
    with rules.connect() as connection:
        assert connection.scalar(text("select count(*) from access.api_keys")) == 0
    with rules.connect() as connection, pytest.raises(ProgrammingError):
        connection.execute(text("delete from access.api_keys"))


def test_a_key_is_found_with_its_role_and_organs(stack: Stack) -> None:
    settings = stack.settings(ServiceSettings, "intake")
    ring = KeyRing(
        engine(settings.database_url.get_secret_value()), settings.api_key_pepper.get_secret_value()
    )
    found = ring.principal(stack.key("county_union", ["450302"], person="张三"))
    assert found is not None
    assert (found.role, found.organs, found.person) == ("county_union", frozenset({"450302"}), "张三")


def test_a_closed_stack_leaves_no_database_no_key_and_no_bucket(addresses: Addresses) -> None:
    with open_stack(addresses) as first:
        settings = first.settings(ServiceSettings, "intake")
        store = ObjectStore(settings, "materials")
        store.ensure()
        store.put("a", BytesIO(b"scan"), 4, "text/plain")
        Redis.from_url(settings.redis_url.get_secret_value()).set("a", 1)
    with Redis.from_url(addresses.redis_url(first.redis_db)) as redis:
        assert redis.dbsize() == 0
    with open_stack(addresses) as second:
        assert not ObjectStore(second.settings(ServiceSettings, "intake"), "materials").exists("a")
        with engine(addresses.admin_database_url("postgres")).connect() as connection:
            names = set(connection.scalars(text("select datname from pg_database")))
    assert first.database not in names
