"""What goes into LibreOffice and what comes out of it: only a Word file of ours, and only a whole PDF.

LibreOffice converts a text file that is called .docx, and stops at a fault in the middle of a document without a word.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

import pikepdf

from shared.problems import Refusal

_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAX_PARTS, _MAX_UNPACKED = 10_000, 512 * 1024 * 1024
_EMBEDDED = re.compile(
    rb"/(attachedTemplate|oleObject|package|control|aFChunk|vbaProject|frame|subDocument)\Z"
)


@dataclass(frozen=True)
class Pdf:
    """A PDF file and the number of its pages."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class NotOurs(Exception):
    """A file that our templates cannot have made; the text names the part."""


def refuse_foreign(docx: bytes) -> None:
    """Refuses what is not a whole Word file without links to anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _look_through(package)
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        NotOurs,
        KeyError,
        ValueError,
        EOFError,
        NotImplementedError,
    ):
        message = "要转换的文件不是本系统生成的Word文件，或已损坏、含有外部链接，不能转换为PDF；请重新生成文书后再试。"
        raise Refusal(422, "pdf_source_unfit", message) from None


def read_pdf(content: bytes) -> Pdf | None:
    """The PDF, if it is a whole one with a page at least."""
    if not content.startswith(b"%PDF"):
        return None
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as opened:
            pages = len(opened.pages)
    except pikepdf.PdfError:
        return None
    return Pdf(content, pages) if pages else None


def _look_through(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
        raise NotOurs("size")
    if _WORD not in package.read("[Content_Types].xml"):
        raise NotOurs("type")
    package.getinfo("word/document.xml")
    for info in infos:
        content = package.read(info)  # a part that is cut short or changed raises here
        if info.filename.endswith((".xml", ".rels")):
            for relation in _relations(content):
                _refuse_outside(relation)


def _relations(content: bytes) -> Iterator[dict[str, str]]:
    """The relationships of a part, read as the XML that every part has to be."""
    found: list[dict[str, str]] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            found.append(attributes)

    def doctype(*_: object) -> None:
        raise NotOurs("doctype")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = element, doctype
    parser.Parse(content, True)
    yield from found


def _refuse_outside(relation: dict[str, str]) -> None:
    kind = relation.get("Type", "").encode()
    # A hyperlink is only text until somebody follows it.
    if relation.get("TargetMode") == "External" and not kind.endswith(b"/hyperlink"):
        raise NotOurs("link")
    if _EMBEDDED.search(kind):
        raise NotOurs("embedded")
