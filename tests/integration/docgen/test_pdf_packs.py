"""A pack comes out of LibreOffice as its documents do alone: as many pages, and each of them alike."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen_service.pdf.office import Office
from docgen_service.rendering.pack import pack, packable
from docgen_service.rendering.samples import sample_photo
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import Filled, filled_specimens
from shared.regulation.library import Library
from tests.support.papers import EDITION
from tests.support.pdf import open_office

pytestmark = pytest.mark.xdist_group("pdf")

LIBRARY = Library()
KINDS = ("certificate", "annex_1", "correction_notice", "ineligibility_notice", "receipt_slip")
PHOTO = sample_photo()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("packs")) as opened:
        yield opened


def _specimens(kind: str) -> list[Filled]:
    everything = filled_specimens(Shelf(LIBRARY), LIBRARY.get(EDITION))
    return [filled for filled in everything if filled.published.definition.kind == kind]


def _pages(pdf: bytes, folder: Path) -> list[str]:
    """A digest of each page as a picture."""
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-", str(folder / "page")], input=pdf, check=True)
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())]


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_a_pack_looks_as_it_does_alone(office: Office, kind: str, tmp_path: Path) -> None:
    own = [*_specimens(kind), _specimens(kind)[0]]
    template = own[0].published.template
    assert packable(template)
    alone = [office.convert(filled.render(PHOTO)) for filled in own]
    packed = office.convert(
        pack(template, [filled.context(PHOTO) for filled in own]), pages=sum(pdf.pages for pdf in alone)
    )
    expected = [page for n, pdf in enumerate(alone) for page in _pages(pdf.content, tmp_path / f"alone{n}")]
    assert _pages(packed.content, tmp_path / "packed") == expected
