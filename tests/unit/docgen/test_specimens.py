"""The filled specimens (样张) of every document, read back from the Word file."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from docgen_service.rendering.archive import unpack
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import Filled, filled_specimens
from shared.contracts.documents import DOCUMENT_KINDS
from shared.pictures import upright
from shared.regulation.library import Library
from tests.support.papers import EDITION, photo_file, words

LIBRARY = Library()
SPECIMENS = list(filled_specimens(Shelf(LIBRARY), LIBRARY.get(EDITION)))
PHOTO = upright(photo_file())
_VALIDATOR = OpenXmlValidator()


def _first_missing(wanted: Sequence[str], found: Sequence[str]) -> str | None:
    """The first of these that does not stand after the ones before it; each is a whole paragraph."""
    rest = iter(found)
    return next((text for text in wanted if not any(text == other for other in rest)), None)


def test_every_document_has_a_specimen() -> None:
    assert {filled.published.definition.kind for filled in SPECIMENS} == set(DOCUMENT_KINDS)


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_a_specimen_shows_what_it_must_show_in_that_order(filled: Filled) -> None:
    shown = [line for text in words(filled.render(PHOTO)) for line in text.split("\n")]
    assert _first_missing(filled.specimen.reads, shown) is None, "\n".join(shown)


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_a_specimen_leaves_no_tag_and_no_none(filled: Filled) -> None:
    for name, content in unpack(filled.render(PHOTO)).items():
        assert b"{{" not in content and b"{%" not in content and b">None<" not in content, name


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_the_same_specimen_gives_the_same_bytes(filled: Filled) -> None:
    assert filled.render(PHOTO) == filled.render(PHOTO)


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_the_data_of_a_specimen_survives_the_journey_as_json(filled: Filled) -> None:
    model = DOCUMENT_KINDS[filled.published.definition.kind]
    assert model.model_validate_json(filled.data.model_dump_json()) == filled.data


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.published.definition.kind)
def test_a_validator_of_another_project_finds_no_error(filled: Filled, tmp_path: Path) -> None:
    file = tmp_path / "document.docx"
    file.write_bytes(filled.render(PHOTO))
    assert [
        f"{error.part_uri} {error.path} {error.description}" for error in _VALIDATOR.validate(file).errors
    ] == []


def test_the_check_sees_a_missing_and_a_misplaced_line() -> None:
    assert _first_missing(["甲", "乙"], ["甲", "丙", "乙"]) is None
    assert _first_missing(["乙", "甲"], ["甲", "乙"]) == "甲"
    assert _first_missing(["甲甲"], ["甲"]) == "甲甲"
