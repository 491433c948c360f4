"""`artisan local`: the whole suite on one machine, without docker."""

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import click


@click.group()
def cli() -> None:
    """在本机运行整套系统（内嵌 PostgreSQL、Valkey 和对象存储）。"""


@cli.command()
@click.option("--data", type=click.Path(path_type=Path), help="数据目录；不写则用临时目录，结束时删除。")
def up(data: Path | None) -> None:
    """启动并保持运行；打印地址和各角色的密钥；Ctrl-C 结束。"""
    from deploy.local.up import run

    with _ending_on_signals():
        run(data)


@cli.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help="输出目录。",
)
def demo(output: Path) -> None:
    """启动整套系统，提交并办理全部样例申报，写出文书和 summary.json，然后全部停止。"""
    from deploy.local.demo.run import run

    with _ending_on_signals():
        if not run(output):
            raise click.ClickException("有申报没有按样例的预期办结，见上表。")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("docs"))
@click.option("--edition", default="guilin_artisan_2025", show_default=True, help="版本。")
def gallery(folder: Path, edition: str) -> None:
    """写出 documents.md 和每种文书的首页图片（需要LibreOffice和poppler-utils，见 deploy/system-packages.sh --tests）。"""
    from deploy.local.gallery import write_gallery

    click.echo(f"{write_gallery(edition, folder)} 种文书")


@cli.command()
@click.option("--only", metavar="NAME", help="只运行这一项测试。")
@click.option("--quick", is_flag=True, envvar="ARTISAN_BENCH_QUICK", help="缩小规模，只供试跑。")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("bench-output"),
    show_default=True,
    help="输出目录。",
)
def bench(only: str | None, quick: bool, output: Path) -> None:
    """测量性能：打印一张表，每项测试写一个 JSON 文件。"""
    from deploy.local.bench.registry import BENCHMARKS
    from deploy.local.bench.run import run

    if only is not None and only not in BENCHMARKS:
        raise click.BadParameter(f"没有这项测试；可选：{'、'.join(BENCHMARKS)}", param_hint="--only")
    with _ending_on_signals():
        run([only] if only else BENCHMARKS, output, quick)


@contextlib.contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Ctrl-C, `kill` and a closed terminal all end in order: what was started is stopped first."""
    previous = {kind: signal.signal(kind, _interrupt) for kind in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\n已全部停止。", err=True)
        raise SystemExit(130) from None
    finally:
        for kind, handler in previous.items():
            signal.signal(kind, handler)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
