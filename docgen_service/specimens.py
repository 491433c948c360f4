"""specimens/*.yaml: filled specimens (样张) of an edition's documents, and the text that each must show.

They are read by the tests, by the demo and by whoever wants to see a paper before there is one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from docgen_service.content import read_for
from docgen_service.rendering.context import Imprint, context_of, photo_fields
from docgen_service.rendering.shelf import Published, Shelf
from shared.contracts.documents.fields import BY_HAND, DocumentModel
from shared.pictures import Picture
from shared.regulation.edition import Edition
from shared.regulation.parts import Words


class Specimen(BaseModel):
    """样张: the data of one document, its imprint, and the paragraphs that it must show, in their order.

    What the edition says of itself (issuers, the text of the regulation) is not repeated in `data`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    number: Words | None = Field(None, description="编号；空为无编号或留待手填")
    issued_on: date | None = Field(None, description="成文日期；空为留待手填")
    draft: bool = Field(False, description="拟稿，未经签发")
    data: dict[str, Any]
    reads: Annotated[tuple[Words, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Filled:
    """A specimen with its document and its typed data."""

    published: Published
    specimen: Specimen
    data: DocumentModel

    @property
    def imprint(self) -> Imprint:
        """Number, date and state as the specimen gives them."""
        return Imprint(
            number=self.specimen.number or BY_HAND,
            issued_on=self.specimen.issued_on or BY_HAND,
            draft=self.specimen.draft,
        )

    def context(self, photo: Picture) -> Mapping[str, Any]:
        """What its template sees; `photo` stands for every photo that the data names."""
        return context_of(self.data, self.imprint, dict.fromkeys(photo_fields(self.data), photo))

    def render(self, photo: Picture) -> bytes:
        """The Word file."""
        return self.published.template.render(self.context(photo))


def filled_specimens(shelf: Shelf, edition: Edition) -> Iterator[Filled]:
    """Every specimen of an edition, in the order of its documents."""
    for definition in edition.documents.documents:
        published = shelf.get(edition.id, definition.kind)
        for specimen in read_specimens(edition.folder, definition.kind):
            data, _ = read_for(published, specimen.data)
            yield Filled(published, specimen, data)


def write_specimens(
    shelf: Shelf, edition: Edition, folder: Path, photo: Picture, kind: str | None = None
) -> Iterator[Path]:
    """The specimens as Word files, of one kind or of all: named by code, title and place in the list."""
    folder.mkdir(parents=True, exist_ok=True)
    counted: Counter[str] = Counter()
    for filled in filled_specimens(shelf, edition):
        definition = filled.published.definition
        if kind in (None, definition.kind):
            name = f"{definition.code}_{definition.title}"
            counted[name] += 1
            file = folder / f"{name}_{counted[name]}.docx"
            file.write_bytes(filled.render(photo))
            yield file


def read_specimens(folder: Path, kind: str) -> list[Specimen]:
    """The specimens of one document; none if it has no file."""
    file = folder / "specimens" / f"{kind}.yaml"
    if not file.is_file():
        return []
    return [Specimen.model_validate(item) for item in yaml.safe_load(file.read_text("utf-8"))]
