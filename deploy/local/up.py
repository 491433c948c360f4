"""`artisan local up`: starts everything, says where it is, and keeps it running."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local.clients import COUNTY, key_for_each_role
from deploy.local.console import make_console
from deploy.local.demo.samples import CYCLE
from deploy.local.platform import Platform
from deploy.local.suite import SERVICES, Suite, load_cycle, prepare_database
from shared.auth.principal import ROLES

LABELS = {"intake": "① 申报受理", "rules": "② 规则审核", "docgen": "③ 文书生成"}


def run(data: Path | None) -> None:
    """Runs until it is interrupted, or until a process cannot be kept running."""
    console = make_console()
    with Platform(data) as platform:
        prepare_database(platform.addresses)
        load_cycle(platform.addresses.service_env("intake"), CYCLE)
        with Suite(platform.addresses.service_env, platform.logs) as suite:
            _print(console, platform, suite)
            suite.watch()


def _print(console: Console, platform: Platform, suite: Suite) -> None:
    console.print(_addresses(suite))
    console.print(_keys(key_for_each_role(platform.addresses)))
    kept = "" if platform.temporary else "（保留）"
    console.print(f"日志：{platform.logs}\n数据：{platform.data}{kept}\n按 Ctrl-C 停止。", soft_wrap=True)


def _addresses(suite: Suite) -> Table:
    table = Table("服务", "地址", "接口说明")
    for service in SERVICES:
        table.add_row(LABELS[service], suite.url(service), f"{suite.url(service)}/openapi/swagger")
    return table


def _keys(keys: dict[str, str]) -> Table:
    table = Table("角色", "密钥（Authorization: Bearer …）")
    for role, key in keys.items():
        label = f"{ROLES[role]}：{COUNTY[1]}" if role == "county_union" else ROLES[role]
        table.add_row(label, key)
    table.columns[1].overflow = "fold"
    return table
