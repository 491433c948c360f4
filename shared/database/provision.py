"""Roles and schemas: each service owns one schema, and reads the API keys of the schema `access`."""

from psycopg import sql
from sqlalchemy import Connection, create_engine, text

SCHEMAS = ("access", "intake", "docgen")
ROLES = (*SCHEMAS, "rules")


def provision(admin_url: str, passwords: dict[str, str]) -> None:
    """Creates the roles and schemas, or brings them up to date; may be run again at any time."""
    admin = create_engine(admin_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for role in ROLES:
            _role(connection, role, passwords[role])
        for schema in SCHEMAS:
            _schema(connection, schema)
        _grants(connection)
    admin.dispose()


def _role(connection: Connection, role: str, password: str) -> None:
    known = connection.scalar(text("select 1 from pg_roles where rolname = :role"), {"role": role})
    verb = "alter" if known else "create"
    quoted = sql.Literal(password).as_string().replace("%", "%%")
    connection.exec_driver_sql(f"{verb} role {role} login password {quoted}")


def _schema(connection: Connection, schema: str) -> None:
    # The provider of a managed PostgreSQL is no superuser: it must be a member of a role to give it a schema.
    connection.exec_driver_sql(f"grant {schema} to current_user")
    connection.exec_driver_sql(f"create schema if not exists {schema} authorization {schema}")
    connection.exec_driver_sql(f"alter role {schema} set search_path = {schema}")


def _grants(connection: Connection) -> None:
    readers = ", ".join(role for role in ROLES if role != "access")
    connection.exec_driver_sql("revoke create on schema public from public")
    connection.exec_driver_sql(f"grant usage on schema access to {readers}")
    connection.exec_driver_sql(
        f"alter default privileges for role access in schema access grant select on tables to {readers}"
    )
