"""Runs a migration on the connection that `shared.database.migrate` passes in."""

from alembic import context

_config = context.config
context.configure(
    connection=_config.attributes["connection"],
    target_metadata=_config.attributes["metadata"],
    version_table_schema=_config.attributes["schema"],
    include_schemas=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
