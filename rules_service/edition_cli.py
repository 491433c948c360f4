"""Commands for whoever writes an edition: `artisan edition …`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rules_service.use_cases.check_edition import EditionReport

_DIRECTORY = click.option(
    "--editions-dir",
    type=click.Path(path_type=Path),
    envvar="ARTISAN_EDITIONS_DIR",
    help="另一个存放版本的文件夹。",
)


@click.group("edition")
def cli() -> None:
    """版本：把一个办法写成数据，检查，查看覆盖情况。"""


@cli.command()
@click.argument("edition")
@click.option("--quiet", is_flag=True, help="通过的案例不逐一列出。")
@_DIRECTORY
def check(edition: str, quiet: bool, editions_dir: Path | None) -> None:
    """检查EDITION（文件夹或版本编号）：载入、覆盖、案例；有任何一处不通过时退出码为1。"""
    from rules_service.use_cases.check_edition import check_edition

    report = check_edition(_folder(edition, editions_dir))
    click.echo("\n".join(_lines(report, quiet)))
    raise SystemExit(not report.passed)


@cli.command()
@click.argument("edition")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到这个文件。"
)
@_DIRECTORY
def coverage(edition: str, output: Path, editions_dir: Path | None) -> None:
    """写出覆盖情况的网页：官方文本逐句标明由什么执行，连同规则、文书和案例。"""
    from shared.regulation.coverage_page import coverage_page
    from shared.regulation.edition import load_edition
    from shared.regulation.faults import EditionFaulty

    try:
        output.write_text(coverage_page(load_edition(_folder(edition, editions_dir))), "utf-8")
    except EditionFaulty as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"不能写入 {output}：{error.strerror}") from None
    click.echo(f"已写入 {output}")


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """建立新版本FOLDER：一个能载入、案例全部通过的示例办法，供改写；文件夹名就是版本编号。"""
    from shared.regulation.scaffold import CannotScaffold, scaffold

    try:
        written = scaffold(folder)
    except CannotScaffold as error:
        raise click.ClickException(str(error)) from None
    for file in written:
        click.echo(f"  {file}")
    click.echo(f"改写以后运行：artisan edition check {folder}")


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def lock(folder: Path) -> None:
    """锁定FOLDER：检查全部通过后写下校验和；status 为 published 的版本此后不得改动。"""
    from rules_service.use_cases.check_edition import check_edition
    from shared.regulation import checksum

    file = folder / checksum.FILE
    before = file.read_bytes() if file.exists() else None
    file.write_text(checksum.checksum(folder) + "\n", "ascii")
    report = check_edition(folder.resolve())
    if not report.passed:
        _restore(file, before)
        raise click.ClickException("\n".join(["没有锁定。", *_lines(report, quiet=True)]))
    click.echo(f"已锁定：{checksum.recorded(folder)}")


def _restore(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)


def _folder(edition: str, editions_dir: Path | None) -> Path:
    from shared.problems import Refusal
    from shared.regulation.library import Library

    if (Path(edition) / "edition.yaml").is_file() or Path(edition).is_dir():
        return Path(edition).resolve()
    try:
        return Library(editions_dir).folder(edition)
    except Refusal:
        raise click.ClickException(f"没有文件夹，也没有版本：{edition}") from None


def _lines(report: EditionReport, quiet: bool) -> Iterator[str]:
    yield report.title
    for case in report.cases:
        if case.differences or not quiet:
            yield f"{'✘' if case.differences else '✔'} {case.name}（{case.article}）"
        yield from (f"    {difference}" for difference in case.differences)
    if report.faults:
        yield f"{len(report.faults)}处错误："
        yield from (f"  {fault}" for fault in report.faults)
    failed = sum(bool(case.differences) for case in report.cases)
    if report.sentences is not None:
        yield f"\n官方文本{sum(report.sentences.values())}句：" + "，".join(
            f"{k} {n}" for k, n in report.sentences.items()
        )
        yield f"案例{len(report.cases)}个：" + (f"{failed}个不通过" if failed else "全部通过")
    yield "检查通过" if report.passed else "检查不通过"
