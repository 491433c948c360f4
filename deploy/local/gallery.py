"""The gallery of docs/: a table of every document and a picture of the first page of its first specimen."""

import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from docgen_service.bootstrap import office
from docgen_service.rendering.samples import sample_photo
from docgen_service.rendering.shelf import Shelf
from docgen_service.settings import OfficeSettings
from docgen_service.specimens import write_specimens
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition
from shared.regulation.library import Library

DPI = 50
_HEAD = """# The documents

Every document of the edition, written by `make gallery` from `documents.yaml` and its specimens (样张). The pictures are
first pages in the free fonts of `deploy/fonts/mapping.conf`; an office that owns the official fonts sees those. A number
whose pattern nobody has set yet says so in the edition.

| | document | when | ground | number | page |
|---|---|---|---|---|---|
"""


def write_gallery(edition_id: str, docs: Path) -> int:
    """Writes docs/documents.md and docs/pictures/<kind>.png; returns how many documents there are."""
    library = Library()
    edition = library.get(edition_id)
    pictures = docs / "pictures"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, closing(office(OfficeSettings())) as converter:
        for definition in edition.documents.documents:
            first = next(
                write_specimens(Shelf(library), edition, Path(folder), sample_photo(), definition.kind)
            )
            pdf = first.with_suffix(".pdf")
            pdf.write_bytes(converter.convert(first.read_bytes()).content)
            _draw(pdf, pictures / definition.kind)
    (docs / "documents.md").write_text(page(edition), "utf-8")
    return len(edition.documents.documents)


def page(edition: Edition) -> str:
    """The table, in the order of the edition."""
    return _HEAD + "".join(_row(edition, definition) for definition in edition.documents.documents)


def _row(edition: Edition, item: DocumentDefinition) -> str:
    series = edition.documents.series_of(item)
    cells = (
        item.code, f"{item.title}<br>`{item.kind}`", item.use,
        item.basis.article if item.basis else edition.head.silent_basis,
        f"`{series.pattern}`" if series else "—",
        f'<img src="pictures/{item.kind}.png" width="160" alt="{item.title}">',
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _draw(pdf: Path, target: Path) -> None:
    """Its first page as `target`.png; pdftoppm is Debian's poppler-utils."""
    command = ["pdftoppm", "-r", str(DPI), "-png", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(target)]
    subprocess.run(command, check=True)
