"""A keeper: one thread with one worker, which it starts, tries out, uses, replaces and at last kills."""

import hashlib
import time
from pathlib import Path

from docgen_service.pdf.inspection import Pdf, read_pdf
from docgen_service.pdf.quarantine import Quarantine
from docgen_service.pdf.setup import OfficeSetup
from docgen_service.pdf.tiny import tiny_docx
from docgen_service.pdf.worker import ConversionFailed, Worker, WorkerLost
from shared.logging import get_logger
from shared.problems import Refusal

_TRIES = 2
_ROOM = 16 * 1024 * 1024
_log = get_logger("pdf")


class Keeper:
    """Used by its own thread alone; `fault` may be read by any: why the last start or trial failed, or None."""

    def __init__(self, setup: OfficeSetup, program: Path, quarantine: Quarantine) -> None:
        self._setup, self._program, self._quarantine = setup, program, quarantine
        self._worker: Worker | None = None
        self._paused_until = 0.0
        self.fault: str | None = None

    @property
    def pid(self) -> int | None:
        """The process that it keeps just now."""
        return self._worker.pid if self._worker else None

    def convert(self, docx: bytes, seconds: float) -> Pdf:
        """A PDF, at the second attempt with a fresh worker; what fails twice is put into quarantine."""
        digest = hashlib.sha256(docx).hexdigest()
        for _ in range(_TRIES):
            worker = self._ready()
            try:
                return self._converted(worker, docx, seconds)
            except (WorkerLost, ConversionFailed) as error:
                _log.warning("pdf attempt failed", reason=str(error), file=digest)
                full = worker.free_bytes() < _ROOM
                self._drop()
                if full:
                    raise _disk_full() from None
        self._quarantine.add(digest)
        raise quarantined()

    def try_out(self) -> None:
        """Health: a real conversion of a tiny document; a worker that fails it is replaced at once."""
        worker = self._worker
        if worker is None:
            return
        try:
            self._converted(worker, tiny_docx(), self._setup.start_seconds)
        except (WorkerLost, ConversionFailed) as error:
            _log.warning("pdf worker unfit", reason=str(error))
            self._drop()
            self.start()

    def start(self) -> None:
        """A fresh worker that has shown that it converts; `fault` says if it did not."""
        try:
            self._worker = Worker(self._setup, self._program)
            self._worker.wait_ready()
            self._converted(self._worker, tiny_docx(), self._setup.start_seconds)
            self.fault = None
        except (WorkerLost, ConversionFailed, OSError) as error:
            self.fault = str(error) if not isinstance(error, OSError) else type(error).__name__
            _log.error("pdf worker did not start", reason=self.fault)
            self._drop()
            self._paused_until = time.monotonic() + self._setup.pause_seconds

    def end(self) -> None:
        self._drop()

    def _ready(self) -> Worker:
        if self._worker and (not self._worker.alive() or self._worker.used_up()):
            self._drop()
        if self._worker is None and time.monotonic() >= self._paused_until:
            self.start()
        if self._worker is None:
            raise _unavailable()
        return self._worker

    def _converted(self, worker: Worker, docx: bytes, seconds: float) -> Pdf:
        try:
            content = worker.convert(docx, seconds)
        except OSError as error:
            raise ConversionFailed(type(error).__name__) from None
        pdf = read_pdf(content)
        if pdf is None:
            raise ConversionFailed("no_whole_pdf")
        return pdf

    def _drop(self) -> None:
        if self._worker:
            self._worker.kill()
        self._worker = None


def quarantined() -> Refusal:
    """What is said of a file that failed twice, then and later."""
    message = (
        "这份文书两次都没能转换为PDF，暂不再试；Word文件不受影响，可直接下载。请把文书编号告知运维人员。"
    )
    return Refusal(500, "pdf_failed", message)


def _unavailable() -> Refusal:
    message = "PDF转换程序没有启动成功，暂时只能下载Word文件；请稍后再试，仍不行时请告知运维人员。"
    return Refusal(503, "pdf_unavailable", message, headers={"Retry-After": "30"})


def _disk_full() -> Refusal:
    message = "服务器的临时磁盘空间已满，暂时不能转换PDF；请告知运维人员清理，Word文件可照常下载。"
    return Refusal(503, "pdf_disk_full", message, headers={"Retry-After": "60"})
