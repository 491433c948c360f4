"""docker-compose.yml, its env files and the Dockerfile name only what exists, and leave nothing out."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from shared.cli import main
from shared.settings import ServiceSettings

ROOT = Path(__file__).parents[3]
COMPOSE = ROOT / "docker-compose.yml"
SERVICES = ("intake", "rules", "docgen")
# What compose 1.29 refuses, although v2 takes it.
TOO_NEW = {"name", "include", "develop", "configs", "secrets", "models"}


def _compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))
    return loaded


def _settings_variables(services: tuple[str, ...] = SERVICES) -> set[str]:
    kinds: list[type[ServiceSettings]] = []
    for service in services:
        module = import_module(f"{service}_service.settings")
        kinds += [
            kind
            for kind in vars(module).values()
            if isinstance(kind, type) and issubclass(kind, ServiceSettings)
        ]
    return {f"ARTISAN_{name.upper()}" for kind in kinds for name in kind.model_fields}


def _command_variables(command: click.Command = main) -> set[str]:
    """Every environment variable that an option of a command reads."""
    found = {str(option.envvar) for option in command.params if option.envvar}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found |= _command_variables(inner)
    return found


def _env_names(path: Path) -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", path.read_text("utf-8"), re.MULTILINE))


def _environments() -> Iterator[tuple[str, dict[str, str]]]:
    for name, service in _compose()["services"].items():
        yield name, service.get("environment", {})


def test_every_variable_of_compose_is_a_setting_or_an_option() -> None:
    known = _settings_variables() | _command_variables()
    for name, environment in _environments():
        unknown = {variable for variable in environment if variable.startswith("ARTISAN_")} - known
        assert unknown == set(), name
    assert _env_names(ROOT / "deploy/settings.env") <= known


def test_every_setting_can_be_given_through_compose_or_the_settings_file() -> None:
    given = {variable for _, environment in _environments() for variable in environment}
    assert _settings_variables() <= given | _env_names(ROOT / "deploy/settings.env")


@pytest.mark.parametrize("service", SERVICES)
def test_every_process_of_a_service_is_told_what_its_settings_require(service: str) -> None:
    module = import_module(f"{service}_service.settings")
    kinds = [
        kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, ServiceSettings)
    ]
    required = {
        f"ARTISAN_{name.upper()}"
        for kind in kinds
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    told = [env for name, env in _environments() if name in _processes_of(service)]
    assert len(told) == len(_processes_of(service))
    assert all(required <= set(environment) for environment in told)


def test_the_env_example_names_exactly_what_compose_asks_for() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z0-9_]+)", COMPOSE.read_text("utf-8")))
    assert _env_names(ROOT / "deploy/env.example") == asked


def test_the_env_example_holds_no_secret() -> None:
    lines = (ROOT / "deploy/env.example").read_text("utf-8").splitlines()
    assert all(line.endswith("=") for line in lines if line and not line.startswith("#"))


def test_every_artisan_command_of_compose_exists() -> None:
    text = COMPOSE.read_text("utf-8")
    listed = [" ".join(command) for command in _commands() if command[0] == "artisan"]
    scripted = re.findall(r"artisan ((?:db|intake|docgen|rules|worker)[^\n]*)", text)
    for words in [*(line.removeprefix("artisan ") for line in listed), *scripted]:
        command: click.Command | None = main
        for word in words.replace('"', "").replace(",", "").split():
            if not isinstance(command, click.Group):
                break
            command = command.get_command(click.Context(command), word)
            assert command is not None, words


def test_every_gunicorn_command_names_a_configuration_and_an_application() -> None:
    commands = [command for command in _commands() if command[0] == "gunicorn"]
    assert len(commands) == len(SERVICES)
    for _, flag, configuration, application in commands:
        assert flag == "-c"
        assert find_spec(configuration.removeprefix("python:"))
        module, _, call = application.partition(":")
        assert callable(getattr(import_module(module), call.removesuffix("()")))


def test_every_own_container_is_hardened_and_waits_for_its_migrations() -> None:
    for name, service in _compose()["services"].items():
        if "build" not in service:
            continue
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        needed = "postgres" if name == "migrate" else "migrate"
        assert needed in service["depends_on"], name


def test_servers_and_services_have_health_checks_and_servers_keep_their_data() -> None:
    services = _compose()["services"]
    for name in ("postgres", "valkey", "minio", *SERVICES):
        assert "healthcheck" in services[name], name
    for name in ("postgres", "valkey", "minio"):
        assert services[name]["volumes"], name
        assert "ports" not in services[name], name
    assert services["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_the_file_stays_inside_what_compose_1_29_accepts() -> None:
    compose = _compose()
    top = {key for key in compose if not key.startswith("x-")}
    assert top == {"services", "volumes", "networks"}
    for service in compose["services"].values():
        assert not TOO_NEW & set(service)
        assert "start_interval" not in service.get("healthcheck", {})
        assert all(isinstance(path, str) for path in service.get("env_file", []))


def test_the_image_runs_as_an_ordinary_user_and_installs_by_hash() -> None:
    text = (ROOT / "deploy/Dockerfile").read_text("utf-8")
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    installs = re.findall(r"pip install (.*-r .*)", text)
    assert installs
    assert all("--require-hashes" in line for line in installs)


def _processes_of(service: str) -> set[str]:
    return {service, f"worker-{service}"} | ({"relay"} if service == "intake" else set())


def _commands() -> list[list[str]]:
    commands = [service.get("command") for service in _compose()["services"].values()]
    return [command for command in commands if isinstance(command, list)]
