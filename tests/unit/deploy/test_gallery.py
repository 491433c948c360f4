"""The gallery in docs/ shows the documents as they are."""

from pathlib import Path

from PIL import Image

from deploy.local.gallery import page
from shared.regulation.library import Library

DOCS = Path(__file__).parents[3] / "docs"
EDITION = Library().get("guilin_artisan_2025")


def test_the_table_is_what_the_edition_says() -> None:
    assert (DOCS / "documents.md").read_text("utf-8") == page(EDITION), "run: make gallery"


def test_every_document_has_its_picture_and_no_picture_is_left_over() -> None:
    pictures = {file.stem: file for file in (DOCS / "pictures").glob("*.png")}
    assert set(pictures) == {item.kind for item in EDITION.documents.documents}, "run: make gallery"
    for file in pictures.values():
        with Image.open(file) as picture:
            assert min(picture.size) > 300
