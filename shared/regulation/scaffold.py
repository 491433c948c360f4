"""A new edition (新版本) to start from: an example regulation with all its files, which loads and passes."""

from __future__ import annotations

import re
from pathlib import Path

SKELETON = Path(__file__).parent / "skeleton"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
_ID = "__ID__"


class CannotScaffold(Exception):
    """Why a folder cannot become a new edition."""


def scaffold(folder: Path) -> tuple[Path, ...]:
    """Writes the files of an example edition into a new folder, whose name is the edition's id."""
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise CannotScaffold("文件夹名就是版本的编号，须以字母开头，只用字母、数字、下划线和点。")
    if folder.exists() and any(folder.iterdir()):
        raise CannotScaffold("文件夹已存在且不是空的，请换一个名字。")
    written = []
    for source in sorted(file for file in SKELETON.rglob("*") if file.is_file()):
        target = folder / source.relative_to(SKELETON)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text("utf-8").replace(_ID, name), "utf-8")
        written.append(target)
    return tuple(written)
