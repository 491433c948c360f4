"""PostgreSQL: engines, ids, roles and migrations; one schema, one role and one Alembic table per owner."""

from shared.database.engine import Base, database_is_up, engine, transaction, uuid7

__all__ = ["Base", "database_is_up", "engine", "transaction", "uuid7"]
