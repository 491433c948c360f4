"""What must hold for every task, route, message and migration, however many there will be."""

import json
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_openapi3 import OpenAPI
from pydantic import BaseModel
from sqlalchemy import create_engine, text

from docgen_service.app import create_app as docgen_app
from docgen_service.settings import DocgenSettings
from intake_service.app import create_app as intake_app
from intake_service.settings import IntakeSettings
from rules_service.app import create_app as rules_app
from rules_service.settings import RulesSettings
from shared.auth import ROLES
from shared.contracts import messages
from shared.contracts.queues import QUEUES, TASKS, queue_of
from shared.database.migrate import PACKAGES, alembic_config, metadata, migrate, script
from shared.queue.job import resolve
from tests.support.stack import Stack

SCHEMAS = Path(messages.__file__).with_name("schemas")


@pytest.fixture
def apps(stack: Stack) -> dict[str, OpenAPI]:
    return {
        "intake": intake_app(stack.settings(IntakeSettings, "intake")),
        "rules": rules_app(stack.settings(RulesSettings, "rules")),
        "docgen": docgen_app(stack.settings(DocgenSettings, "docgen")),
    }


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_a_queue_and_a_function(task: str) -> None:
    assert queue_of(task) in QUEUES
    assert callable(resolve(task))


def test_every_route_says_who_may_call_it(apps: dict[str, OpenAPI]) -> None:
    for name, app in apps.items():
        for endpoint, view in app.view_functions.items():
            if endpoint.startswith(("openapi.", "swagger.")):
                continue
            roles = getattr(view, "allowed_roles", None)
            assert roles is not None and roles <= set(ROLES), f"{name}: {endpoint}"


def test_only_health_metrics_and_signed_links_are_open_to_anybody(apps: dict[str, OpenAPI]) -> None:
    for name, app in apps.items():
        free = {
            e for e, view in app.view_functions.items() if getattr(view, "allowed_roles", None) == frozenset()
        }
        assert free == {"health", "metrics"} | ({"links.follow"} if name == "docgen" else set())


def test_every_operation_is_described_in_openapi_3_1(apps: dict[str, OpenAPI]) -> None:
    for name, app in apps.items():
        document = app.api_doc
        assert document["openapi"].startswith("3.1"), name
        assert document["paths"], name
        for path, operations in document["paths"].items():
            for verb, operation in operations.items():
                assert operation.get("summary") and operation.get("description"), f"{name} {verb} {path}"


def test_every_operation_lists_its_refusals_as_problems(apps: dict[str, OpenAPI]) -> None:
    for name, app in apps.items():
        for path, operations in app.api_doc["paths"].items():
            if path in {"/health", "/metrics"}:
                continue
            for verb, operation in operations.items():
                refusals = {code: item for code, item in operation["responses"].items() if code >= "400"}
                assert {"401", "403", "422", "503"} <= set(refusals), f"{name} {verb} {path}"
                for item in refusals.values():
                    schema = item["content"]["application/problem+json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Problem"}, f"{name} {verb} {path}"
                assert any(code < "300" for code in operation["responses"]), f"{name} {verb} {path}"


@pytest.mark.parametrize("kind", messages.MESSAGES, ids=lambda kind: str(kind.__name__))
def test_the_schema_of_every_message_is_committed(kind: type[BaseModel]) -> None:
    committed = json.loads((SCHEMAS / f"{kind.__name__}.json").read_text("utf-8"))
    assert committed == kind.model_json_schema(), "run: artisan contracts write shared/contracts/schemas"


@pytest.mark.parametrize("kind", messages.MESSAGES, ids=lambda kind: str(kind.__name__))
def test_a_message_ignores_what_it_does_not_know(kind: type[BaseModel]) -> None:
    assert kind.model_config["extra"] == "ignore"
    assert kind.model_config["frozen"] is True


@pytest.mark.parametrize("schema", PACKAGES)
def test_migrations_lead_to_what_the_models_declare(stack: Stack, schema: str) -> None:
    owner = create_engine(stack.addresses.admin_database_url(stack.database))
    with owner.connect() as connection:
        options = {
            "include_schemas": True,
            "version_table_schema": schema,
            "include_name": lambda name, kind, _: kind != "schema" or name == schema,
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata(schema))
    owner.dispose()
    assert found == []


@pytest.mark.parametrize("schema", PACKAGES)
def test_migrating_again_changes_nothing_and_keeps_what_is_there(stack: Stack, schema: str) -> None:
    url = stack.addresses.database_url(schema, stack.database)
    stack.key("office")
    migrate(schema, url)
    owner = create_engine(url)
    with owner.connect() as connection:
        assert connection.scalar(text("select count(*) from access.clients")) == 1
        revision = connection.scalar(text(f"select version_num from {schema}.alembic_version"))
    owner.dispose()
    assert revision == script(schema).get_current_head()


@pytest.mark.parametrize("schema", PACKAGES)
def test_there_is_one_line_of_migrations(schema: str) -> None:
    assert len(script(schema).get_heads()) == 1
    assert alembic_config(schema).attributes["schema"] == schema


def test_rules_may_read_keys_and_nothing_else(stack: Stack) -> None:
    engine = create_engine(stack.addresses.database_url("rules", stack.database))
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from access.api_keys")) == 0
        for statement in (
            "insert into access.clients (id) values (gen_random_uuid())",
            "select * from intake.outbox",
        ):
            with pytest.raises(Exception, match="permission denied"), connection.begin_nested():
                connection.execute(text(statement))
    engine.dispose()


def test_the_documentation_page_needs_no_network(apps: dict[str, OpenAPI]) -> None:
    for app in apps.values():
        client = app.test_client()
        page = client.get("/openapi/swagger")
        assert page.status_code == 200
        sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert sources
        for source in sources:
            assert not source.startswith(("http:", "https:", "//"))
            assert client.get(source if source.startswith("/") else f"/openapi/{source}").status_code == 200
