"""One command, `artisan`: the commands of all services, loaded only when they are called."""

import json
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import click


class _Lazy(click.Group):
    """Commands by entry point; a missing extra is named instead of a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_entry_points()})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        entry = _entry_points().get(name)
        return super().get_command(ctx, name) if entry is None else _load(entry)


def _entry_points() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="artisan.commands")}


def _load(entry: EntryPoint) -> click.Command:
    try:
        command: click.Command = entry.load()
    except ModuleNotFoundError as error:
        missing, extra = error.name, _extra(entry)
        raise click.ClickException(
            f"命令 {entry.name} 需要 {missing}，此处没有安装。请安装：pip install 'artisan-suite[{extra}]'"
        ) from error
    return command


def _extra(entry: EntryPoint) -> str:
    """The extra of the service that a command belongs to; the local platform has one of its own."""
    package = entry.module.partition(".")[0]
    return package.removesuffix("_service") if package.endswith("_service") else entry.name


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """“桂林工匠”推荐宣传学习工作的命令行。"""


@main.command()
@click.argument("service", type=click.Choice(["intake", "rules", "docgen"]))
@click.option("--burst", is_flag=True, help="处理完现有任务即退出。")
def worker(service: str, burst: bool) -> None:
    """启动一个服务的任务进程。"""
    from shared.logging import configure
    from shared.queue.worker import run

    settings = _settings()
    configure(settings.log_level, f"worker-{service}")
    run(service, settings.redis_url.get_secret_value(), burst)


@main.group()
def db() -> None:
    """数据库：角色、模式与迁移。"""


@db.command("provision")
@click.option("--admin-url", envvar="ARTISAN_ADMIN_DATABASE_URL", required=True, help="管理员连接。")
@click.option("--access-password", envvar="ARTISAN_ACCESS_PASSWORD", required=True)
@click.option("--intake-password", envvar="ARTISAN_INTAKE_PASSWORD", required=True)
@click.option("--rules-password", envvar="ARTISAN_RULES_PASSWORD", required=True)
@click.option("--docgen-password", envvar="ARTISAN_DOCGEN_PASSWORD", required=True)
def provision_command(admin_url: str, **passwords: str) -> None:
    """建立各服务的角色和模式；可重复执行。"""
    from shared.database.provision import provision

    provision(admin_url, {name.removesuffix("_password"): value for name, value in passwords.items()})
    click.echo("角色和模式已就绪。")


@db.command("migrate")
@click.argument("schema", type=click.Choice(["access", "intake", "docgen"]))
@click.option("--url", envvar="ARTISAN_DATABASE_URL", required=True, help="该模式所属角色的连接。")
def migrate_command(schema: str, url: str) -> None:
    """把一个模式升级到最新版本；可重复执行，可同时执行。"""
    from shared.database.migrate import migrate

    migrate(schema, url)
    click.echo(f"{schema} 已是最新。")


@main.group()
def keys() -> None:
    """访问密钥。"""


@keys.command("create")
@click.option("--url", envvar="ARTISAN_ACCESS_DATABASE_URL", required=True, help="access 角色的连接。")
@click.option("--pepper", envvar="ARTISAN_API_KEY_PEPPER", required=True, help="与各服务一致。")
@click.option("--client", required=True, help="系统或机构名称。")
@click.option("--role", required=True, help="posting_system、county_union、office、integrator 或 operator。")
@click.option("--organ", "organs", multiple=True, help="县（市、区）代码，如 450302；只用于 county_union。")
@click.option("--person", default="", help="经办人；county_union 和 office 必填，其所记录的都写明是谁。")
def create_key_command(url: str, pepper: str, **options: Any) -> None:
    """生成一个密钥；只显示这一次。"""
    from shared.auth.keys import create_key
    from shared.database import engine

    try:
        click.echo(create_key(engine(url), pepper, **options))
    except ValueError as error:
        raise click.ClickException(f"没有生成密钥：角色、机构代码或经办人有误（{error}）") from error


@keys.command("revoke")
@click.option("--url", envvar="ARTISAN_ACCESS_DATABASE_URL", required=True, help="access 角色的连接。")
@click.argument("prefix")
def revoke_key_command(url: str, prefix: str) -> None:
    """停用一个密钥；PREFIX 是密钥中间的一段（gk_PREFIX_…）。"""
    from shared.auth.keys import revoke_key
    from shared.database import engine

    if not revoke_key(engine(url), prefix):
        raise click.ClickException("没有这个有效的密钥。")
    click.echo("已停用。")


@main.group()
def contracts() -> None:
    """服务之间的消息。"""


@contracts.command("write")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def contracts_write(folder: Path) -> None:
    """写出各种消息的 JSON Schema（随代码提交）。"""
    from shared.contracts.messages import MESSAGES

    folder.mkdir(parents=True, exist_ok=True)
    for kind in MESSAGES:
        text = json.dumps(kind.model_json_schema(), ensure_ascii=False, indent=2)
        (folder / f"{kind.__name__}.json").write_text(text + "\n", "utf-8")
    click.echo(f"写出 {len(MESSAGES)} 个消息的结构。")


def _settings() -> Any:
    from pydantic import ValidationError

    from shared.settings import ServiceSettings

    try:
        return ServiceSettings()
    except ValidationError as error:
        names = "、".join(f"ARTISAN_{str(item['loc'][0]).upper()}" for item in error.errors())
        raise click.ClickException(f"缺少或写错的环境变量：{names}") from error
