"""Commands of intake: `artisan intake …`."""

import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

import click
import yaml
from pydantic import ValidationError
from sqlalchemy import select

from intake_service import bootstrap
from intake_service.cycle import CycleData
from intake_service.settings import IntakeSettings
from intake_service.use_cases.keep_register import (
    enter_honours,
    load_cycle,
    register_callback,
    revoke_honours,
)
from intake_service.use_cases.sweep import sweep
from shared import callbacks, logging
from shared.auth.models import Client
from shared.database import transaction
from shared.problems import Refusal
from shared.queue import Sender


@click.group()
def cli() -> None:
    """申报受理：发件转发、年度设定、称号登记、回调地址。"""


@cli.command()
def relay() -> None:
    """转发发件箱中的消息，直到停止。"""
    from intake_service.relay import run

    settings = IntakeSettings()
    logging.configure(settings.log_level, "relay")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(bootstrap.build(settings), Sender(settings.redis_url.get_secret_value()), settings.task_seconds, stop)


@cli.command("sweep")
@click.option("--days", default=1, show_default=True, type=click.IntRange(1), help="只清理多少天以前存入的。")
def sweep_command(days: int) -> None:
    """清理无主扫描件：上传中断后留在存储中、没有任何申报引用的文件。"""
    count = sweep(bootstrap.build(IntakeSettings()), datetime.now(UTC) - timedelta(days=days))
    click.echo(f"清理了 {count} 个无主文件。")


@cli.group()
def cycle() -> None:
    """年度设定（当年评选通知）。"""


@cycle.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def cycle_load(file: Path) -> None:
    """载入一个年度的设定；重复载入即更新。"""
    try:
        data = CycleData.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise click.ClickException(f"年度设定有误，什么也没有载入：\n{error}") from error
    try:
        digest = load_cycle(bootstrap.build(IntakeSettings()), data)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{data.year} 年度设定已载入，SHA-256 {digest}")


@cli.group()
def honours() -> None:
    """称号登记。"""


@honours.command("enter")
@click.option("--edition", required=True)
@click.option("--year", required=True, type=int)
@click.argument("file", type=click.File(encoding="utf-8"))
def honours_enter(edition: str, year: int, file: TextIO) -> None:
    """录入往年获得者：每行一个身份证号；只保存其加密哈希，文件请自行妥善销毁。"""
    numbers = [line.strip() for line in file if line.strip()]
    try:
        count = enter_honours(bootstrap.build(IntakeSettings()), edition, year, numbers)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"录入 {count} 人，已登记过的 {len(numbers) - count} 人未重复录入。")


@honours.command("revoke")
@click.option("--year", required=True, type=int)
@click.argument("file", type=click.File(encoding="utf-8"))
def honours_revoke(year: int, file: TextIO) -> None:
    """登记某年度命名的称号已被撤销：每行一个身份证号；文件请自行妥善销毁。"""
    numbers = [line.strip() for line in file if line.strip()]
    try:
        count = revoke_honours(bootstrap.build(IntakeSettings()), year, numbers)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"登记撤销 {count} 人，此前已登记的 {len(numbers) - count} 人未重复登记。")


@cli.group("callback")
def callback_group() -> None:
    """回调地址。"""


@callback_group.command("set")
@click.option("--client", required=True, help="申报系统名称（生成密钥时所用）。")
@click.option("--url", required=True, help="以 https:// 开头的公开地址。")
def callback_set(client: str, url: str) -> None:
    """登记一个申报系统的回调地址，并显示签名密钥（只显示这一次）。"""
    intake = bootstrap.build(IntakeSettings())
    with transaction(intake.engine) as session:
        found = session.scalar(select(Client).where(Client.name == client, Client.role == "posting_system"))
    if found is None:
        raise click.ClickException("没有这个申报系统，请先用 artisan keys create 生成密钥。")
    secret = callbacks.new_secret()
    try:
        callbacks.public_address(url)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    register_callback(intake, found.id, url, secret, datetime.now(UTC))
    click.echo(secret)
