"""`artisan local up`: starts everything, says where it is, and keeps it running."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local.clients import COUNTY, key_for_each_role
from deploy.local.console import make_console
from deploy.local.demo.samples import CYCLE
from deploy.local.platform import Platform
from deploy.local.suite import SERVICES, Suite, load_cycle, prepare_database
from shared.auth.principal import ROLES

VARIABLES = {
    "posting_system": "SENDER",
    "county_union": "COUNTY",
    "office": "OFFICE",
    "integrator": "INTEGRATOR",
    "operator": "OPERATOR",
}
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
    console.print("以下各行可粘贴到另一个终端（README 中的例子使用这些变量）：", soft_wrap=True)
    for line in _exports(suite, key_for_each_role(platform.addresses)):
        console.print(line, soft_wrap=True, highlight=False)
    kept = "" if platform.temporary else "（保留）"
    console.print(f"日志：{platform.logs}\n数据：{platform.data}{kept}\n按 Ctrl-C 停止。", soft_wrap=True)


def _addresses(suite: Suite) -> Table:
    table = Table("服务", "地址", "接口说明")
    for service in SERVICES:
        table.add_row(LABELS[service], suite.url(service), f"{suite.url(service)}/openapi/swagger")
    return table


def _exports(suite: Suite, keys: dict[str, str]) -> Iterator[str]:
    """Addresses and keys as shell variables, each on one line, so that they survive a copy."""
    for service in SERVICES:
        yield f"export {service.upper()}={suite.url(service)}"
    for role, key in keys.items():
        label = f"{ROLES[role]}：{COUNTY[1]}" if role == "county_union" else ROLES[role]
        yield f"export {VARIABLES[role]}={key}  # {label}"
