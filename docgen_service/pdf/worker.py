"""One child process with its folder: started, given a job, watched, killed."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from docgen_service.pdf.profile import environment, write_fonts, write_profile
from docgen_service.pdf.setup import OfficeSetup
from docgen_service.pdf.workfolder import WorkFolder

_LOOK_EVERY = 0.25
_MB = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")


class WorkerLost(Exception):
    """The child did not answer in time, ended, or grew too large; it is of no more use. The text is a code."""


class ConversionFailed(Exception):
    """The child lives, but there is no PDF. The text is a code."""


class Worker:
    """One resident LibreOffice; use it from one thread alone, and start it in one that lives as long as it."""

    def __init__(self, setup: OfficeSetup, program: Path) -> None:
        self._setup = setup
        self._folder = WorkFolder(setup.temporary)
        self.done = 0
        try:
            self._process = self._spawn(program)
        except OSError:
            self._folder.remove()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_ready(self) -> None:
        """Until LibreOffice has been loaded."""
        answer = self._answer(self._setup.start_seconds)
        if "ready" not in answer:
            raise WorkerLost(f"kit_unavailable: {answer.get('why')}")

    def convert(self, docx: bytes, seconds: float) -> bytes:
        """One job; what it read and wrote is gone afterwards."""
        source, target = self._folder.path / "in.docx", self._folder.path / "out.pdf"
        try:
            source.write_bytes(docx)
            self._ask({"source": str(source), "target": str(target)})
            answer = self._answer(seconds)
            self.done += 1
            if "ok" not in answer:
                raise ConversionFailed(str(answer.get("error")))
            return target.read_bytes()
        except FileNotFoundError:
            raise ConversionFailed("no_file") from None
        finally:
            source.unlink(missing_ok=True)
            target.unlink(missing_ok=True)

    def alive(self) -> bool:
        return self._process.poll() is None

    def used_up(self) -> bool:
        """Whether it is time for a fresh one."""
        return self.done >= self._setup.recycle_after or self._memory() > self._setup.memory_mb * _MB

    def free_bytes(self) -> int:
        """What is left on the disk that it writes to."""
        return self._folder.free_bytes()

    def kill(self) -> None:
        """Ends the child and whatever it started, stopped or not, and removes its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._folder.remove()

    def _spawn(self, program: Path) -> subprocess.Popen[bytes]:
        folder, setup = self._folder.path, self._setup
        profile, fonts = folder / "profile", folder / "fonts.conf"
        write_profile(profile)
        write_fonts(fonts, setup.font_mapping, setup.office_fonts)
        command = [sys.executable, "-m", "docgen_service.pdf.child", program, profile]
        return subprocess.Popen(  # noqa: S603 - our own module
            [*map(str, command), str(int(setup.file_mb * _MB)), str(os.getpid())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            cwd=folder, env=environment(folder, fonts), start_new_session=True,
        )  # fmt: skip

    def _ask(self, job: dict[str, str]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
        except OSError:
            raise WorkerLost("ended") from None

    def _answer(self, seconds: float) -> dict[str, Any]:
        """The child's next line, which is shorter than what a pipe takes at once."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + seconds
        while not select.select([self._process.stdout], [], [], min(_LOOK_EVERY, seconds))[0]:
            if time.monotonic() > deadline:
                raise WorkerLost("out_of_time")
            if self._memory() > 2 * self._setup.memory_mb * _MB:
                raise WorkerLost("out_of_memory")
        line = self._process.stdout.readline()
        if not line:
            raise WorkerLost("ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _memory(self) -> int:
        """Resident bytes; none of a process that has ended."""
        try:
            resident = Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(resident) * _PAGE
