"""A copy of the 2025 edition to be spoilt, and what the loader says of it."""

from pathlib import Path

import pytest

from shared.regulation.edition import load_edition
from shared.regulation.faults import EditionFaulty
from shared.regulation.library import BUILT_IN
from tests.support.editions import Edit, copied, editor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the 2025 edition."""
    return copied(BUILT_IN / "guilin_artisan_2025", tmp_path)


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replaces one piece of text in a file and tells its line."""
    return editor(folder)


def faults(folder: Path) -> list[str]:
    """Every fault of an edition that has some, with file and line."""
    with pytest.raises(EditionFaulty) as error:
        load_edition(folder)
    return [f"{fault.file}:{fault.line}: {fault.message}" for fault in error.value.faults]
