"""Databases for tests: one template is migrated once per platform, each test gets a clone of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from deploy.local.addresses import Addresses
from shared.database.migrate import migrate
from shared.database.provision import SCHEMAS, provision

TEMPLATE = "artisan_template"
_LOCK = 20250430


@contextmanager
def cloned_database(addresses: Addresses, name: str) -> Iterator[str]:
    """A fresh database with every migration applied, dropped at the end."""
    with _admin(addresses) as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
        if not _exists(connection, TEMPLATE):
            _make_template(connection, addresses)
        connection.exec_driver_sql(f"create database {name} template {TEMPLATE}")
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _LOCK})
    try:
        yield name
    finally:
        with _admin(addresses) as connection:
            connection.exec_driver_sql(f"drop database {name} with (force)")


@contextmanager
def empty_database(addresses: Addresses, name: str) -> Iterator[str]:
    """A database without roles' schemas, for tests of provisioning and migrations."""
    with _admin(addresses) as connection:
        connection.exec_driver_sql(f"create database {name}")
    try:
        yield name
    finally:
        with _admin(addresses) as connection:
            connection.exec_driver_sql(f"drop database {name} with (force)")


def _make_template(connection: Connection, addresses: Addresses) -> None:
    # It takes its final name when it is whole: a failed migration leaves nothing that looks like a template.
    draft = f"{TEMPLATE}_draft"
    connection.exec_driver_sql(f"drop database if exists {draft} with (force)")
    connection.exec_driver_sql(f"create database {draft}")
    provision(addresses.admin_database_url(draft), addresses.credentials.roles)
    for schema in SCHEMAS:
        migrate(schema, addresses.database_url(schema, draft))
    connection.exec_driver_sql(f"alter database {draft} rename to {TEMPLATE}")


def _exists(connection: Connection, name: str) -> bool:
    found = connection.scalar(text("select 1 from pg_database where datname = :name"), {"name": name})
    return found is not None


@contextmanager
def _admin(addresses: Addresses) -> Iterator[Connection]:
    engine = create_engine(
        addresses.admin_database_url("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with engine.connect() as connection:
        yield connection
