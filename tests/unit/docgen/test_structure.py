"""What docgen promises about its own shape."""

import ast
from pathlib import Path

import pytest

import docgen_service

_ROOT = Path(docgen_service.__file__).parent
_FENCED = {"docx", "docxtpl", "jinja2", "lxml", "PIL", "markupsafe"}
_MODULES = sorted(_ROOT.rglob("*.py"))


def _imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("file", _MODULES, ids=lambda file: file.relative_to(_ROOT).as_posix())
def test_only_rendering_imports_the_libraries_of_word_and_pictures(file: Path) -> None:
    if "rendering" not in file.relative_to(_ROOT).parts:
        assert not _imports(file) & _FENCED


@pytest.mark.parametrize("file", _MODULES, ids=lambda file: file.relative_to(_ROOT).as_posix())
def test_modules_are_small(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 250
