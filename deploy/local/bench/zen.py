"""zen-engine, which the suite is measured against and does not need: installed beside it, never into it."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

_LOCK = Path(__file__).parents[3] / "requirements" / "bench.lock"
_FOLDER = Path("bench-output") / "packages"


def load() -> Any:
    """The module; the first time it is installed into a folder of its own, from a lock file with hashes."""
    if not (_FOLDER / "zen").is_dir():
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--require-hashes", "--no-deps", "--target", str(_FOLDER), "-r", str(_LOCK)),
            ],
            check=True,
        )
    sys.path.append(str(_FOLDER.resolve()))
    return importlib.import_module("zen")
