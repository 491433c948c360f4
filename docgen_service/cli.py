"""Docgen's commands."""

import json
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from shared.problems import Refusal
from shared.regulation.library import BUILT_IN, Library

if TYPE_CHECKING:
    from docgen_service.pdf.office import Office

_EDITION = click.option("--edition", default="guilin_artisan_2025", show_default=True, help="版本。")
_FOLDER = click.option(
    "--editions", type=click.Path(path_type=Path, exists=True, file_okay=False), default=BUILT_IN,
    help="版本所在的文件夹；默认为软件自带的版本。",
)  # fmt: skip


@click.group()
def cli() -> None:
    """文书：模板与试印。"""


@cli.group()
def templates() -> None:
    """文书模板。"""


@templates.command("build")
@_EDITION
@_FOLDER
def build_command(edition: str, editions: Path) -> None:
    """由底稿（templates/*.yaml）写出Word模板；直接在Word中作的修改会被覆盖。"""
    from docgen_service.authoring import built_templates

    for file, package in built_templates(editions / edition):
        changed = not file.exists() or file.read_bytes() != package
        if changed:
            file.write_bytes(package)
        click.echo(f"{'已写出' if changed else '无变化'}  {file.name}")


@templates.command("check")
@_EDITION
@_FOLDER
def check_command(edition: str, editions: Path) -> None:
    """检查模板：栏目、标签、用语，并试填各种情形。"""
    from docgen_service.authoring import reports

    faulty = 0
    for title, report in reports(Library(None, editions).get(edition)):
        click.echo(f"{'有误' if report.faults else '合格'}  {title}")
        for fault in report.faults:
            click.echo(f"      {fault}")
        if report.by_docxtpl:
            click.echo("      表格的列数随数据变化，由docxtpl逐份计算，填写较慢")
        if report.unused:
            click.echo(f"      没有印出的栏目：{'、'.join(report.unused)}")
        faulty += bool(report.faults)
    if faulty:
        raise click.ClickException(f"{faulty} 个模板有误，请修改后再发布。")


@cli.command("render")
@click.argument("kind")
@click.argument("data", type=click.File("rb"))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--photo", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="照片文件。")
@_EDITION
@_FOLDER
def render_command(
    kind: str, data: IO[bytes], target: Path, photo: Path | None, edition: str, editions: Path
) -> None:
    """试印一份草稿：DATA 是该文书数据的JSON文件，TARGET 是要写出的Word文件（.docx）或PDF（.pdf）。"""
    from docgen_service.proof import proof

    try:
        picture = photo.read_bytes() if photo else None
        content, cleaned = proof(Library(None, editions), edition, kind, json.load(data), picture)
        if target.suffix.lower() == ".pdf":
            with closing(_office()) as office:
                content = office.convert(content).content
    except json.JSONDecodeError as error:
        raise click.ClickException(f"数据文件不是有效的JSON（第{error.lineno}行）。") from error
    except Refusal as refusal:
        faults = "".join(f"\n  {error.field}：{error.message}" for error in refusal.errors)
        raise click.ClickException(f"{refusal.message}{faults}") from refusal
    target.write_bytes(content)
    for field in cleaned:
        click.echo(f"{field}：删去了无法印刷的字符", err=True)


@cli.group("callback")
def callback_group() -> None:
    """回调地址：批量任务结束时告知。"""


@callback_group.command("set")
@click.option("--client", required=True, help="机构名称（生成密钥时所用）。")
@click.option("--url", required=True, help="以 https:// 开头的公开地址。")
def callback_set(client: str, url: str) -> None:
    """登记一个机构的回调地址，并显示签名密钥（只显示这一次）。"""
    from docgen_service.bootstrap import build
    from docgen_service.settings import DocgenSettings
    from docgen_service.use_cases.tell_end import register_callback_of

    try:
        click.echo(register_callback_of(build(DocgenSettings()), client, url))
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal


@cli.command("specimens")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--pdf", is_flag=True, help="同时写出PDF。")
@click.option("--kind", help="只写这一种文书，如 annex_1。")
@click.option(
    "--photo", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="照片文件；默认用灰色样块。"
)
@_EDITION
@_FOLDER
def specimens_command(
    folder: Path, pdf: bool, kind: str | None, photo: Path | None, edition: str, editions: Path
) -> None:
    """把全部样张写入文件夹 FOLDER。"""
    from docgen_service.rendering.samples import sample_photo
    from docgen_service.rendering.shelf import Shelf
    from docgen_service.specimens import write_specimens
    from shared.pictures import upright

    library = Library(None, editions)
    picture = upright(photo.read_bytes()) if photo else sample_photo()
    files = list(write_specimens(Shelf(library), library.get(edition), folder, picture, kind))
    if not files:
        raise click.ClickException("没有这种文书的样张，请核对 --kind。")
    click.echo(f"写出 {len(files)} 份Word文件。")
    if pdf:
        _convert(files)


def _convert(files: list[Path]) -> None:
    with closing(_office()) as office:
        outcomes = list(office.convert_many(files))
    failed = [outcome for outcome in outcomes if outcome.refusal]
    for outcome in failed:
        click.echo(f"{outcome.source.name}：{outcome.refusal and outcome.refusal.message}", err=True)
    if failed:
        raise click.ClickException(f"{len(failed)} 份没有转换为PDF。")
    click.echo(f"写出 {len(outcomes)} 份PDF。")


def _office() -> "Office":
    from docgen_service.bootstrap import office
    from docgen_service.settings import OfficeSettings

    return office(OfficeSettings())
