"""The office that turns Word files into PDF: a bounded queue before a few watched workers (ADR 0011)."""

import atexit
import hashlib
import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from docgen_service.pdf.inspection import Pdf, refuse_foreign
from docgen_service.pdf.keeper import Keeper, quarantined
from docgen_service.pdf.quarantine import Quarantine
from docgen_service.pdf.setup import OfficeSetup
from shared.logging import failure, get_logger
from shared.problems import Refusal

_GRACE = 5
_log = get_logger("pdf")


@dataclass
class _Job:
    docx: bytes
    seconds: float
    pdf: "Future[Pdf]" = field(default_factory=Future)
    taken: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Outcome:
    """What became of one file of many: its PDF beside it, or why there is none."""

    source: Path
    target: Path | None
    refusal: Refusal | None


class OfficeFault(Exception):
    """The workers do not start, or do not convert."""


class Office:
    """Starts nothing before the first conversion; may be used by many threads, but not across a fork."""

    def __init__(self, setup: OfficeSetup) -> None:
        self._setup = setup
        self._quarantine = Quarantine(setup.quarantine_seconds)
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._lock = threading.Lock()
        self.waiting = 0
        self._threads: list[threading.Thread] = []
        self.keepers: list[Keeper] = []

    @property
    def installed(self) -> bool:
        return self._setup.program is not None

    def refuse_missing(self) -> Path:
        """Where LibreOffice is; a Refusal that says what to install where it is not."""
        if self._setup.program is None:
            raise _not_installed()
        return self._setup.program

    def convert(self, docx: bytes, pages: int | None = None, seconds: float | None = None) -> Pdf:
        """A Word file of ours as PDF; `pages`: how many it must have; `seconds`: for large packs.

        Refusals: `pdf_not_installed`, `pdf_source_unfit`, `pdf_busy` (429), `pdf_unavailable`, `pdf_disk_full`,
        `pdf_failed`, `pdf_pages_differ`.
        """
        program = self.refuse_missing()
        refuse_foreign(docx)
        if self._quarantine.holds(hashlib.sha256(docx).hexdigest()):
            raise quarantined()
        self._open(program)
        pdf = self._wait(self._enter(docx, seconds or self._setup.convert_seconds))
        if pages is not None and pdf.pages != pages:
            raise _pages_differ()
        return pdf

    def convert_many(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Each file's PDF beside it, in order; one file more in hand than there are workers."""
        with ThreadPoolExecutor(self._setup.workers + 1) as pool:
            yield from pool.map(self._beside, paths)

    def check(self) -> None:
        """Raises unless the workers that run have shown that they convert; waits for nothing."""
        faults = [keeper.fault for keeper in self.keepers if keeper.fault]
        if faults:
            raise OfficeFault

    def close(self) -> None:
        """Ends the workers and removes what they wrote."""
        with self._lock:
            threads, self._threads = self._threads, []
        for _ in threads:
            self._jobs.put(None)
        for thread in threads:
            thread.join(_GRACE)  # what is still converting ends with this process
        atexit.unregister(self.close)

    def _open(self, program: Path) -> None:
        with self._lock:
            if self._threads:
                return
            self.keepers = [
                Keeper(self._setup, program, self._quarantine) for _ in range(self._setup.workers)
            ]
            self._threads = [
                threading.Thread(target=self._keep, args=(k,), daemon=True) for k in self.keepers
            ]
            for thread in self._threads:
                thread.start()
        atexit.register(self.close)

    def _enter(self, docx: bytes, seconds: float) -> _Job:
        job = _Job(docx, seconds)
        with self._lock:
            if self.waiting >= self._setup.waiting:
                raise _busy()
            self.waiting += 1
        self._jobs.put(job)
        return job

    def _wait(self, job: _Job) -> Pdf:
        """Two deadlines: here the one for a free worker; once taken, the keeper's own bounds hold."""
        if not job.taken.wait(self._setup.wait_seconds) and job.pdf.cancel():
            self._leave()
            raise _busy()
        return job.pdf.result()

    def _leave(self) -> None:
        with self._lock:
            self.waiting -= 1

    def _beside(self, path: Path) -> Outcome:
        try:
            content = self.convert(path.read_bytes()).content
        except Refusal as refusal:
            return Outcome(path, None, refusal)
        target = path.with_suffix(".pdf")
        target.write_bytes(content)
        return Outcome(path, target, None)

    def _keep(self, keeper: Keeper) -> None:
        """The thread of one keeper; as long as it lives, so may its worker."""
        while True:
            try:
                job = self._jobs.get(timeout=self._setup.idle_seconds)
            except queue.Empty:
                _try_out(keeper)
                continue
            if job is None:
                keeper.end()
                return
            if job.pdf.set_running_or_notify_cancel():
                self._leave()
                job.taken.set()
                _finish(keeper, job)


def _finish(keeper: Keeper, job: _Job) -> None:
    """Whatever happens, the one who waits is told, and the thread goes on to the next."""
    try:
        job.pdf.set_result(keeper.convert(job.docx, job.seconds))
    except Refusal as refusal:
        job.pdf.set_exception(refusal)
    except Exception as error:
        _log.error("pdf keeper failed", error=failure(error))
        keeper.end()
        job.pdf.set_exception(error)


def _try_out(keeper: Keeper) -> None:
    try:
        keeper.try_out()
    except Exception as error:
        _log.error("pdf keeper failed", error=failure(error))
        keeper.end()


def _not_installed() -> Refusal:
    message = (
        "本机没有安装LibreOffice，只能生成Word文件。要生成PDF，请由运维人员运行 deploy/system-packages.sh 安装"
        "（或用 ARTISAN_OFFICE_PROGRAM 指明其program目录）后重新启动服务。"
    )
    return Refusal(501, "pdf_not_installed", message)


def _busy() -> Refusal:
    message = "等候转换PDF的文书较多，请稍后再试；Word文件可照常下载。"
    return Refusal(429, "pdf_busy", message, headers={"Retry-After": "5"})


def _pages_differ() -> Refusal:
    message = "PDF的页数与应有的不符，没有采用；请改为逐份生成，并把文书编号告知运维人员。"
    return Refusal(500, "pdf_pages_differ", message)
