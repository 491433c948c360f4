"""The child process: takes one job a line (source, target) and answers a line; ends when its parent does.

`python -m docgen_service.pdf.child PROGRAM PROFILE FILE_BYTES PARENT`. It imports nothing of docgen but the kit, has
none of the service's settings in its environment, and says nothing of a document but ok or a code.
"""

import ctypes
import json
import os
import queue
import resource
import signal
import sys
import threading
from pathlib import Path
from typing import IO, Any

from docgen_service.pdf.kit import Kit, KitError, LoadFailed, SaveFailed

_PR_SET_PDEATHSIG = 1


def main(program: str, profile: str, file_bytes: str, parent: str) -> None:
    """Limits itself, loads LibreOffice, and works until its input ends."""
    _die_with(int(parent))
    _limit(int(file_bytes))
    answers = _own_answers()
    try:
        kit = Kit(Path(program), Path(profile))
    except (KitError, OSError) as error:
        _say(answers, {"error": "kit_unavailable", "why": str(error)[:300]})
        return
    _say(answers, {"ready": True})
    jobs = _jobs()
    while True:
        job = jobs.get()
        _say(answers, _done(kit, Path(job["source"]), Path(job["target"])))


def _done(kit: Kit, source: Path, target: Path) -> dict[str, Any]:
    try:
        kit.to_pdf(source, target)
    except LoadFailed:
        return {"error": "load_failed"}
    except SaveFailed:
        return {"error": "save_failed"}
    return {"ok": True}


def _jobs() -> "queue.Queue[dict[str, str]]":
    """Read in a thread of its own: the end of the input is seen in the middle of a conversion as well."""
    jobs: queue.Queue[dict[str, str]] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            jobs.put(json.loads(line))
        os._exit(0)  # the parent has gone or has no more use for us; LibreOffice has nothing to save

    threading.Thread(target=read, daemon=True).start()
    return jobs


def _own_answers() -> IO[str]:
    """The pipe to the parent, out of the reach of what LibreOffice prints."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _say(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def _limit(file_bytes: int) -> None:
    """No core of memory with personal data; no file that fills the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


def _die_with(parent: int) -> None:
    """A stopped process does not see its input end: the kernel kills it with the thread that started it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the setting was made
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
