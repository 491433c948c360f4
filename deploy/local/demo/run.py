"""Runs the demo from an empty machine to a summary, and leaves nothing running."""

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.clients import key_for_each_role, make_key
from deploy.local.console import make_console
from deploy.local.demo import office, report
from deploy.local.demo.client import Client, Writer
from deploy.local.demo.office import Desks, Made
from deploy.local.demo.play import Play, Stage
from deploy.local.demo.report import Outcome
from deploy.local.demo.samples import CYCLE, Sample, samples
from deploy.local.platform import Platform
from deploy.local.suite import Suite, load_cycle, prepare_database
from docgen_service.pdf.setup import found_program
from docgen_service.settings import OfficeSettings
from shared.regulation.edition import Edition
from shared.regulation.library import Library

AT_ONCE = 4
SECONDS_PER_ANSWER = 90.0
SENDER = "样例申报系统"
EDITION = "guilin_artisan_2025"


def run(directory: Path) -> bool:
    """Plays every sample; returns whether each application ended as its sample says."""
    console, played, edition = make_console(), samples(), Library().get(EDITION)
    with _progress(console) as progress:
        steps = sum(len(sample.steps) + 2 for sample in played) + len(edition.documents.documents)
        task = progress.add_task("启动平台", total=steps)
        with Platform(fsync=False) as platform, _logs_kept_on_failure(platform.logs, directory):
            prepare_database(platform.addresses)
            load_cycle(platform.addresses.service_env("intake"), CYCLE)
            progress.update(task, description="启动服务")
            with Suite(platform.addresses.service_env, platform.logs, at_once=True) as suite:
                progress.update(task, description="办理申报")
                outcomes = _play_all(platform, suite, played, lambda: progress.advance(task))
                progress.update(task, description="印制文书")
                papers = _make_papers(edition, platform, suite, lambda: progress.advance(task))
    report.write(directory, outcomes, papers)
    return _tell(console, directory, outcomes, papers)


def _play_all(
    platform: Platform, suite: Suite, played: list[Sample], step_done: Callable[[], None]
) -> list[Outcome]:
    cancelled = threading.Event()
    with ExitStack() as stack:
        clients = _clients(stack, platform, suite, {sample.county for sample in played})
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        stack.enter_context(_cancelling(cancelled, pool))
        stages = {
            county: Stage(clients[SENDER], client, cancelled, SECONDS_PER_ANSWER, step_done)
            for county, client in clients.items()
        }
        running = [pool.submit(_play, sample, stages[sample.county]) for sample in played]
        _watch(suite, running)
        return [future.result() for future in running]


def _play(sample: Sample, stage: Stage) -> Outcome:
    application = Play(sample, stage).run()
    files = {
        document["id"]: stage.county.download(application["id"], document["id"])
        for document in application["documents"]
    }
    stage.step_done()
    return Outcome(sample, application, files)


def _watch(suite: Suite, running: list[Future[Outcome]]) -> None:
    """Waits for all; raises as soon as one fails, or a process of the suite cannot be kept running."""
    pending = set(running)
    while pending:
        done, pending = wait(pending, timeout=0.5, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
        suite.check()


def _clients(stack: ExitStack, platform: Platform, suite: Suite, counties: set[str]) -> dict[str, Client]:
    """One client for the posting system and one for each county union, each with its own key."""
    keys = {SENDER: make_key(platform.addresses, SENDER, "posting_system")}
    for county in sorted(counties):
        keys[county] = make_key(platform.addresses, f"{county}总工会（样例）", "county_union", [county])
    return {name: stack.enter_context(Client(suite.url("intake"), key)) for name, key in keys.items()}


def _make_papers(
    edition: Edition, platform: Platform, suite: Suite, step_done: Callable[[], None]
) -> list[Made]:
    """Every document of the edition, as the office and a county union make it."""
    keys = key_for_each_role(platform.addresses)
    with (
        Writer(suite.url("docgen"), keys["office"]) as desk,
        Writer(suite.url("docgen"), keys["county_union"]) as county,
    ):
        return list(office.make(edition, Desks(desk, county), _forms(), step_done))


def _forms() -> tuple[str, ...]:
    """Word, and PDF where LibreOffice is installed."""
    return ("docx", "pdf") if found_program(OfficeSettings().office_program) else ("docx",)


@contextmanager
def _cancelling(cancelled: threading.Event, pool: ThreadPoolExecutor) -> Iterator[None]:
    """On Ctrl-C and on a failure, what has not begun is dropped and what waits stops waiting."""
    try:
        yield
    except BaseException:
        cancelled.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


@contextmanager
def _logs_kept_on_failure(logs: Path, directory: Path) -> Iterator[None]:
    kept = directory / "logs"
    shutil.rmtree(kept, ignore_errors=True)
    try:
        yield
    except Exception:
        shutil.copytree(logs, kept, ignore=shutil.ignore_patterns("metrics-*"))
        raise


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _tell(console: Console, directory: Path, outcomes: list[Outcome], papers: list[Made]) -> bool:
    console.print(report.table(outcomes))
    console.print(office.table(papers))
    if not all("pdf" in paper.files for paper in papers):
        console.print("没有安装LibreOffice，只写出Word文件；安装：deploy/system-packages.sh", style="yellow")
    for line in report.differences(outcomes):
        console.print(line, style="red", soft_wrap=True)
    console.print(f"文书和 summary.json 在 {directory}", soft_wrap=True)
    return all(outcome.as_expected for outcome in outcomes)
