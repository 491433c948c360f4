"""The editions (版本) at hand: those of the package, and those of a folder that the office adds."""

from __future__ import annotations

import threading
from pathlib import Path

from shared.problems import Refusal
from shared.regulation.edition import Edition, load_edition

BUILT_IN = Path(__file__).parent / "editions"


class Library:
    """Loads an edition when it is first asked for, and keeps it: a published edition does not change."""

    def __init__(self, extra: Path | None = None, built_in: Path = BUILT_IN) -> None:
        self._folders = {
            folder.name: folder
            for shelf in (extra, built_in)
            if shelf is not None and shelf.is_dir()
            for folder in sorted(shelf.iterdir())
            if (folder / "edition.yaml").is_file()
        }
        self._loaded: dict[str, Edition] = {}
        self._lock = threading.Lock()

    def ids(self) -> tuple[str, ...]:
        """The names of all editions."""
        return tuple(sorted(self._folders))

    def folder(self, name: str) -> Path:
        """Where an edition lies; a Refusal (404) if there is none."""
        if name not in self._folders:
            raise Refusal(404, "unknown_edition", "没有这个版本，请从版本列表中选择。")
        return self._folders[name]

    def get(self, name: str) -> Edition:
        """An edition by its name; a Refusal (404) if there is none, EditionFaulty if it cannot be used."""
        folder = self.folder(name)
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = load_edition(folder)
            return self._loaded[name]
