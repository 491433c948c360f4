"""Joint red-head documents (红头文件) as LibreOffice lays them out: what only a page shows (GB/T 9704-2012)."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date

import pytest

from docgen_service.pdf.office import Office
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.samples import sample_photo
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import filled_specimens
from shared.contracts.documents.joint import Colophon, NamedPerson, NamingCircularData
from shared.regulation.library import Library
from tests.support.papers import EDITION
from tests.support.pdf import open_office

pytestmark = pytest.mark.xdist_group("pdf")

LIBRARY = Library()
SHELF = Shelf(LIBRARY)
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
_MM = 25.4 / 72
Page = list[tuple[float, float, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("red_head")) as opened:
        yield opened


def _pages(pdf: bytes) -> list[Page]:
    """Upper and lower edge in mm, and the text, of every word of every page."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return [
        [(float(top) * _MM, float(bottom) * _MM, text) for top, bottom, text in _WORD.findall(page)]
        for page in done.stdout.decode().split("<page ")[1:]
    ]


def _said(page: Page) -> str:
    return "".join(text for _, _, text in page)


def _circular(persons: int, issuers: int = 4) -> bytes:
    named = tuple(
        NamedPerson(name=f"样例{number}", sex="女", employer="样例机床厂", post="钳工")
        for number in range(1, persons + 1)
    )
    data = NamingCircularData.model_validate({
        "issuers": ("恭城瑶族自治县人力资源和社会保障局",) * issuers, "addressees": "全市各单位", "year": 2026,
        "publicity_from": "2026-09-14", "publicity_until": "2026-09-18", "named": named,
        "order": {"blank": "none"},
        "colophon": Colophon(copied_to=("样例一局",), printed_by="样例办公室", printed_on=date(2026, 9, 30)),
    })  # fmt: skip
    imprint = Imprint(number="样例发〔2026〕9号", issued_on=date(2026, 9, 30), draft=False)
    return SHELF.get(EDITION, "naming_circular").template.render(context_of(data, imprint, {}))


@pytest.fixture(scope="module")
def issued(office: Office) -> list[Page]:
    """市工发〔2025〕4号, page by page."""
    filled = next(
        item for item in filled_specimens(SHELF, LIBRARY.get(EDITION))
        if item.published.definition.kind == "issuing_notice"
    )  # fmt: skip
    return _pages(office.convert(filled.render(sample_photo())).content)


def test_the_first_page_shows_some_of_the_body_and_the_seals_stand_on_a_page_with_the_rest(
    issued: list[Page],
) -> None:
    assert "现将《“桂林工匠”推荐宣传学习工作办法（试行）》印发" in _said(issued[0])
    assert "贯彻落实。" in _said(issued[1]) and "2025年4月29日" in _said(issued[1])


def test_the_regulation_begins_on_a_page_of_its_own_without_a_mark(issued: list[Page]) -> None:
    assert _said(issued[2]).startswith("“桂林工匠”推荐宣传学习工作办法（试行）第一章总则第一条")


def test_a_full_page_has_22_lines(issued: list[Page]) -> None:
    lines = {round(bottom) for _, bottom, _ in issued[3] if bottom < 262}
    assert len(lines) == 22


@pytest.mark.parametrize("persons", [1, 14, 15, 16, 17, 18, 19, 60])
def test_the_colophon_stands_at_the_foot_of_the_last_page_and_over_nothing(
    office: Office, persons: int
) -> None:
    pages = _pages(office.convert(_circular(persons)).content)
    places = [(number, top, bottom) for number, page in enumerate(pages) for top, bottom, text in page
              if text.endswith("印发")]  # fmt: skip
    ((number, _, bottom),) = places
    assert number == len(pages) - 1
    assert 255 < bottom <= 262
    copies = min(top for top, _, text in pages[-1] if text.startswith("抄送"))
    above = [edge for top, edge, text in pages[-1] if top < copies and not text.startswith("抄送")]
    assert all(edge <= copies for edge in above)
    annex = next(page for page in pages if _said(page).startswith("附件"))
    assert "样例1" in _said(annex)


@pytest.mark.parametrize("issuers", [1, 2, 3, 4, 5, 6, 9])
def test_the_heading_begins_35_mm_below_the_upper_edge_and_the_page_shows_some_of_the_body(
    office: Office, issuers: int
) -> None:
    first, *more = _pages(office.convert(_circular(1, issuers)).content)
    # A word's box begins above its characters by what the font leaves free.
    top, bottom, _ = min(first)
    size = bottom - top
    assert top + 0.2 * size == pytest.approx(72, abs=3)
    assert "根据《“桂林工匠”" in _said(first)
    signed = next(_said(page) for page in more if "2026年9月30日" in _said(page))
    assert "各单位要广泛宣传" in signed
