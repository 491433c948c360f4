"""The benchmark's papers: every side in this process prints the same, and a wrong paper is no result."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.bench import docx_data, docx_papers
from deploy.local.bench.docx_filling import same, shown
from deploy.local.bench.docx_sides import Fill, NotMeasured, naive, suite


@pytest.mark.parametrize("kind", ["certificate", "form", "photo", "notice"])
def test_docxtpl_and_the_suite_print_every_value(kind: str, tmp_path: Path) -> None:
    data = docx_data.data(kind, 7, rows=3)
    values = [value for value in data.values() if isinstance(value, str)]
    values += [value for entry in data.get("people", []) for value in entry.values()]
    if kind == "photo":
        data["photo"] = docx_data.photo(7)
    sides: dict[str, Callable[[Path], Fill]] = {"suite": suite, "docxtpl": naive}
    made = {}
    for side, fill in sides.items():
        file = tmp_path / f"{side}.docx"
        file.write_bytes(docx_papers.template(kind, side) or b"")
        made[side] = fill(file)(data)
    same(made["docxtpl"], shown(made["suite"]))
    text = "".join(docx_papers.words(made["suite"]))
    assert [value for value in values if value not in text] == []
    with pytest.raises(NotMeasured):
        same(docx_papers.template(kind, "suite") or b"", shown(made["suite"]))


def test_no_photo_comes_twice() -> None:
    assert docx_data.photo(1) != docx_data.photo(2)
