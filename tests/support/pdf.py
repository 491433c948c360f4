"""LibreOffice for tests, Word files made for mischief, and what a PDF says."""

import functools
import io
import os
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from docgen_service.pdf.office import Office
from docgen_service.pdf.setup import OfficeSetup, found_program
from docgen_service.pdf.tiny import tiny_docx

FONTS = Path(__file__).parents[2] / "deploy/fonts"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def libreoffice() -> Path:
    """Its program folder; a machine without it skips these tests, in CI it fails them."""
    program = found_program()
    if program is None:
        reason = "LibreOffice is not installed: run deploy/system-packages.sh --tests"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    return program


@contextmanager
def open_office(folder: Path, **bounds: Any) -> Iterator[Office]:
    """An office of a test's own, with its temporary files in a folder of the test."""
    setup = {"program": libreoffice(), "font_mapping": FONTS / "mapping.conf", "temporary": folder} | bounds
    office = Office(OfficeSetup(**setup))
    try:
        yield office
    finally:
        office.close()


def changed(change: Callable[[str, str], str], **more: str) -> bytes:
    """The tiny document with its parts changed by name and text, and with more parts (`__` stands for a slash)."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(tiny_docx())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            package.writestr(name, change(name, source.read(name).decode()))
        for name, text in more.items():
            package.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def paragraphs(*runs: tuple[str, str]) -> bytes:
    """A document of paragraphs, each in a font."""
    text = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/></w:rPr>'
        f"<w:t>{words}</w:t></w:r></w:p>"
        for font, words in runs
    )
    return changed(lambda _, part: re.sub(r"<w:p>.*</w:p>", text, part))


def linked(target: str) -> bytes:
    """A document with a picture that lies elsewhere."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        '<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:link="r1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/image" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return changed(
        lambda _, text: text.replace("</w:body>", picture), **{"word___rels__document.xml.rels": relations}
    )


def pictures(pdf: bytes) -> int:
    """How many pictures a PDF holds."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)


def text_of(pdf: bytes) -> str:
    """All its text, without any space."""
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without any space."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


def drawn_by(pdf: bytes) -> dict[str, set[str]]:
    """Which fonts of a PDF draw each character, by the fonts' PostScript names."""
    found: dict[str, set[str]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.resources.get("/Font", {}).values():
                name = str(font["/BaseFont"]).partition("+")[2]
                for character in _mapped(font["/ToUnicode"].read_bytes().decode("ascii")):
                    found.setdefault(character, set()).add(name)
    return found


def _mapped(cmap: str) -> Iterator[str]:
    """The characters that a ToUnicode map names, one by one."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code in re.findall(r"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", block):
            yield from bytes.fromhex(code).decode("utf-16-be")


def without_glyph(pdf: bytes, characters: str) -> set[str]:
    """Those of the characters that no font of the PDF which draws them has: they come out as an empty box."""
    drawn = drawn_by(pdf)
    return {one for one in characters if not {_plain(name) for name in drawn.get(one, ())} & _fonts_with(one)}


def _plain(name: str) -> str:
    """A PostScript name without style and region: the faces of one collection share their outlines."""
    return re.sub(r"(jp|sc|tc|hk|kr)$", "", name.partition("-")[0])


@functools.cache
def _fonts_with(character: str) -> set[str]:
    """PostScript names of the installed fonts that have a character; a drawn name is compared in the same form."""
    command = ["fc-list", f":charset={ord(character):x}", "postscriptname"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {_plain(name) for name in re.findall(r"postscriptname=(\S+)", listed)}
