"""The fonts mapping of deploy/fonts: every chain ends in a glyph, and an office's own fonts come first."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen_service.pdf.office import Office
from docgen_service.pdf.profile import write_fonts
from docgen_service.rendering.authoring import styles
from tests.support.papers import RARE_NAME
from tests.support.pdf import FONTS, drawn_by, libreoffice, open_office, paragraphs, text_of, without_glyph

pytestmark = pytest.mark.xdist_group("pdf")

OFFICIAL = (styles.FANG_SONG, styles.KAI, styles.TITLE_SONG, styles.HEI, styles.SONG)
_FREE_FONT = Path(__file__).parents[3] / "deploy/local/scans/font/scan-serif.otf"
_NOBODY_HAS = "\uf8d0"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("fonts")) as opened:
        yield opened


def _matched(folder: Path, family: str, office_fonts: Path | None = None) -> str:
    """What fontconfig gives a worker for a family."""
    libreoffice()
    config = folder / "fonts.conf"
    write_fonts(config, FONTS / "mapping.conf", office_fonts)
    command = ["fc-match", "--format=%{family[0]}", family]
    return subprocess.run(
        command, env={"FONTCONFIG_FILE": str(config), "HOME": str(folder)}, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip


@pytest.mark.parametrize("font", [*OFFICIAL, "Times New Roman", "没有这种字体"])
def test_rare_characters_of_names_come_out_in_every_font(office: Office, font: str) -> None:
    pdf = office.convert(paragraphs((font, RARE_NAME), (font, "普通文字ABC123"))).content
    assert text_of(pdf) == f"{RARE_NAME}普通文字ABC123"
    assert without_glyph(pdf, f"{RARE_NAME}普通文字ABC123") == set()


def test_a_character_that_no_font_has_would_be_noticed(office: Office) -> None:
    pdf = office.convert(paragraphs((styles.FANG_SONG, f"甲{_NOBODY_HAS}"))).content
    assert without_glyph(pdf, f"甲{_NOBODY_HAS}") == {_NOBODY_HAS}


@pytest.mark.parametrize(
    ("font", "drawn"),
    [
        (styles.FANG_SONG, "FandolFang"),
        (styles.KAI, "FandolKai"),
        (styles.TITLE_SONG, "NotoSerifCJK"),
        (styles.HEI, "NotoSansCJK"),
        (styles.SONG, "FandolSong"),
    ],
)
def test_common_characters_are_drawn_by_the_nearest_stand_in(office: Office, font: str, drawn: str) -> None:
    (name,) = drawn_by(office.convert(paragraphs((font, "桂林"))).content)["桂"]
    assert name.startswith(drawn)
    assert ("Bold" in name) == (font == styles.TITLE_SONG)


def test_every_font_of_the_templates_is_mapped() -> None:
    mapped = set(re.findall(r"<string>(.*?)</string></test>", (FONTS / "mapping.conf").read_text("utf-8")))
    assert mapped >= {*OFFICIAL, "Times New Roman"}


def test_the_mapping_gives_way_to_a_font_of_the_offices_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    name = "SimSun"
    assert _matched(tmp_path, name) == "FandolSong"
    (own / "own.otf").write_bytes(_renamed(_FREE_FONT.read_bytes(), name))
    assert _matched(tmp_path, name, own).strip() == name
    with open_office(tmp_path, office_fonts=own) as office:
        (drawn,) = drawn_by(office.convert(paragraphs((name, "桂林"))).content)["桂"]
    assert drawn.startswith("NotoSerifCJK"), "the free font that stands for a licensed one"


def _renamed(font: bytes, name: str) -> bytes:
    """A font under another family name, padded to the length of its own; blanks do not count in names."""
    old, new = "Noto Serif CJK SC", name.ljust(len("Noto Serif CJK SC"))
    assert old.encode("utf-16-be") in font
    return font.replace(old.encode("utf-16-be"), new.encode("utf-16-be")).replace(old.encode(), new.encode())
