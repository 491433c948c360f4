"""Alembic, run from code: one folder of migrations per schema, applied once under an advisory lock."""

from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy.pool import NullPool

PACKAGES = {"access": "shared.auth", "intake": "intake_service", "docgen": "docgen_service"}
_LOCK = 20250429


def migrate(schema: str, url: str, revision: str = "head") -> None:
    """Brings one schema to a revision; a second process waits for the first and then finds nothing to do."""
    config = alembic_config(schema)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
        connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def pending(schema: str, url: str) -> bool:
    """Whether a schema is behind its migrations."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table_schema": schema})
        return context.get_current_revision() != script(schema).get_current_head()


def alembic_config(schema: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("alembic")))
    config.set_main_option("version_locations", str(_versions(schema)))
    config.set_main_option("path_separator", "os")
    config.attributes["schema"] = schema
    config.attributes["metadata"] = metadata(schema)
    return config


def script(schema: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config(schema))


def metadata(schema: str) -> MetaData:
    """The tables that the models of a schema declare."""
    metadata: MetaData = import_module(f"{PACKAGES[schema]}.models").METADATA
    return metadata


def _versions(schema: str) -> Path:
    module = import_module(PACKAGES[schema])
    assert module.__file__
    return Path(module.__file__).with_name("migrations")
