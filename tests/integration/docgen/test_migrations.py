"""A register that was filled before a migration is there afterwards, whole."""

from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from docgen_service.models import Number
from shared.database import uuid7
from shared.database.migrate import alembic_config, migrate
from tests.support.docgen import Desk
from tests.support.papers import receipt_slip
from tests.support.stack import Stack


def test_numbers_taken_before_0002_are_those_of_the_series(desk: Desk, stack: Stack) -> None:
    desk.ask(desk.message((uuid7(), "issue", receipt_slip())))
    url = stack.addresses.database_url("docgen", stack.database)
    _downgrade(url, "docgen_0001")
    migrate("docgen", url)
    (number,) = desk.rows(Number)
    assert (number.state, number.origin, number.edition) == ("used", "series", "guilin_artisan_2025")
    assert number.used_at == number.taken_at and number.taken_by == "申报服务"
    assert desk.ask(desk.message((uuid7(), "issue", receipt_slip())))["documents"][0]["number"].endswith(
        "0002号"
    )


def _downgrade(url: str, revision: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    config = alembic_config("docgen")
    with engine.connect() as connection:
        connection.execute(text("select 1"))
        connection.commit()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
