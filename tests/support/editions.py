"""Editions to be spoilt: a copy of a folder, and a way to change one piece of a file."""

import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[str, str, str], int]


def copied(folder: Path, target: Path) -> Path:
    """A copy of an edition's folder, under the same name."""
    return Path(shutil.copytree(folder, target / folder.name))


def editor(folder: Path) -> Edit:
    """Replaces one piece of text in a file of the folder and tells its line."""

    def edit(name: str, old: str, new: str) -> int:
        file = folder / name
        text = file.read_text("utf-8")
        assert old in text, old
        file.write_text(text.replace(old, new, 1), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return edit
