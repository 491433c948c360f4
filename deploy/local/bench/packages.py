"""Python packages that the suite is measured against and does not need: installed beside it, never into it."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

_LOCK = Path(__file__).parents[3] / "requirements" / "bench.lock"
_FOLDER = Path("bench-output") / "packages"


def load(module: str) -> Any:
    """A module; the first time all are installed into a folder of their own, from a lock file with hashes."""
    if not (_FOLDER / module).is_dir():
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--require-hashes", "--no-deps", "--upgrade", "--target", str(_FOLDER), "-r", str(_LOCK)),
            ],
            check=True,
        )
    if str(_FOLDER.resolve()) not in sys.path:
        sys.path.append(str(_FOLDER.resolve()))
    return importlib.import_module(module)
