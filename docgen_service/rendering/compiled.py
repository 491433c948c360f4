"""A compiled template: all that does not depend on the data is done once (unzip, patch, parse, deflate).

The XML that it writes equals docxtpl's own in canonical form; `tests/unit/docgen/test_parity.py` holds it
to that. Subdocuments and hyperlinks are docxtpl's affair and are refused by the template checks.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, UndefinedError
from lxml import etree

from docgen_service.rendering.archive import BrokenPackage, Prefix, deflated, stored, unpack
from docgen_service.rendering.environment import TemplateEnvironment
from docgen_service.rendering.pictures import Album, Placed
from docgen_service.rendering.values import BREAK_MARK
from shared.pictures import Picture

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
REQUIRED = (CONTENT_TYPES, DOCUMENT, RELATIONS)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_PARAGRAPH_END = b"</w:p>"
_LINE_BREAK = b'</w:t><w:br/><w:t xml:space="preserve">'
# A row whose number of cells hangs on the data: {%tc, {% hm %}, {% colspan.
_COLUMNS_VARY = re.compile(r'</w:tc>\s*\{%|%\}\s*<w:tc[ >]|gridSpan w:val="\{\{')
# Stands in the text of such a part, so that whoever renders it has docxtpl count the columns afterwards.
COLUMNS_MARK = "\x02"
_PATCHER = DocxTemplate(b"")  # only its patch_xml and resolve_listing are used: they keep no state


class CompiledTemplate:
    """One template of one edition; safe to share between threads, for a rendering keeps its state apart."""

    def __init__(self, package: bytes) -> None:
        self.sha256 = hashlib.sha256(package).hexdigest()
        parts = unpack(package)
        for name in REQUIRED:
            if name not in parts:
                raise BrokenPackage(name, "missing")
        environment = TemplateEnvironment()
        self.sources = {name: patched(name, parts[name]) for name in parts if is_dynamic(name, parts[name])}
        self.templates = {
            name: environment.from_string(_HEADER + text) for name, text in self.sources.items()
        }
        self.first_relation = _next_relation(parts[RELATIONS])
        self.static = {name: content for name, content in parts.items() if name not in self.templates}
        self._plain = Prefix(deflated(name, content) for name, content in self.static.items())
        # With pictures the relationships differ each time, and the package must know of JPEG files.
        self.static_with_jpeg = self.static | {CONTENT_TYPES: _with_jpeg(self.static[CONTENT_TYPES])}
        del self.static_with_jpeg[RELATIONS]
        self._illustrated = Prefix(deflated(name, content) for name, content in self.static_with_jpeg.items())

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished document; `Picture` values of the context become files of its package."""
        album = Album(self.first_relation)
        placed = self.placed(context, album)
        members = [deflated(name, rendered(template, placed)) for name, template in self.templates.items()]
        if not album.files:
            return self._plain.with_members(members)
        members.append(deflated(RELATIONS, self.relations_with(album)))
        members.extend(stored(f"word/media/{name}", content) for _, name, content in album.entries())
        return self._illustrated.with_members(members)

    def placed(self, context: Mapping[str, Any], album: Album) -> dict[str, Any]:
        """The data with its pictures bound to the album of the file that is being made."""
        return {
            key: Placed(value, album) if isinstance(value, Picture) else value
            for key, value in context.items()
        }

    def relations_with(self, album: Album) -> bytes:
        """The relationships of the body, with the pictures of the album."""
        added = "".join(
            f'<Relationship Id="{relation}" Type="{_IMAGE}" Target="media/{name}"/>'
            for relation, name, _ in album.entries()
        )
        return self.static[RELATIONS].replace(b"</Relationships>", f"{added}</Relationships>".encode())


def is_dynamic(name: str, content: bytes) -> bool:
    """Whether a part is filled: the body always, headers, footers and footnotes where they hold tags."""
    return name == DOCUMENT or (bool(TEXT_PART.fullmatch(name)) and (b"{{" in content or b"{%" in content))


def patched(name: str, content: bytes) -> str:
    """docxtpl's own preparation of a part for Jinja."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, remove_blank_text=True))
    except etree.XMLSyntaxError as error:
        raise BrokenPackage(name, "no XML") from error
    text: str = _PATCHER.patch_xml(etree.tostring(root, encoding="unicode"))
    # docxtpl's escapes for literal braces, resolved here: after rendering they might be somebody's text.
    for escape, braces in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        text = text.replace(escape, f"{{{{ '{braces}' }}}}")
    return COLUMNS_MARK + text if name == DOCUMENT and _COLUMNS_VARY.search(text) else text


def rendered(template: Template, context: Mapping[str, Any]) -> bytes:
    """One part: Jinja, then the line breaks and tabs of the values."""
    try:
        xml: bytes = template.render(context)  # type: ignore[assignment]
    except KeyError as error:
        raise UndefinedError("a field of the template is not in the data") from error
    xml = _with_breaks(xml) if BREAK_MARK in xml else xml
    return _with_columns(xml) if COLUMNS_MARK.encode() in xml[: len(_HEADER) + 1] else xml


def _with_columns(xml: bytes) -> bytes:
    """docxtpl's own way: the grid of every table is made to fit its rows. It parses and writes the whole part."""
    tidy = xml.replace(COLUMNS_MARK.encode(), b"")
    etree.fromstring(tidy)  # docxtpl would mend a torn document in silence
    counted: bytes = etree.tostring(_PATCHER.fix_tables(tidy), encoding="UTF-8")
    return _HEADER.encode() + counted


def _with_breaks(xml: bytes) -> bytes:
    """Every marked paragraph as docxtpl writes its breaks and tabs."""
    done, at = [], 0
    while (mark := xml.find(BREAK_MARK, at)) >= 0:
        # docxtpl's paragraph begins at the first <w:p> after the end of the one before.
        start = max(xml.rfind(_PARAGRAPH_END, at, mark), at)
        end = xml.find(_PARAGRAPH_END, mark)
        end = len(xml) if end < 0 else end + len(_PARAGRAPH_END)
        done += [xml[at:start], _broken(xml[start:end], mark - start)]
        at = end
    return b"".join([*done, xml[at:]])


def _broken(paragraph: bytes, mark: int) -> bytes:
    """A marked paragraph; mere line breaks in its text, the usual case, need no look at its properties."""
    in_text = paragraph.startswith((b"<w:t>", b"<w:t "), paragraph.rfind(b"<", 0, mark))
    if in_text and paragraph.count(BREAK_MARK) == paragraph.count(BREAK_MARK + b"\n"):
        return paragraph.replace(BREAK_MARK + b"\n", _LINE_BREAK)
    text: str = _PATCHER.resolve_listing(paragraph.replace(BREAK_MARK, b"").decode())
    return text.encode()


def _with_jpeg(content_types: bytes) -> bytes:
    if b'Extension="jpg"' in content_types:
        return content_types
    start = content_types.index(b">", content_types.index(b"<Types")) + 1
    return (
        content_types[:start] + b'<Default Extension="jpg" ContentType="image/jpeg"/>' + content_types[start:]
    )


def _next_relation(relations: bytes) -> int:
    numbers: Iterator[bytes] = (match.group(1) for match in re.finditer(rb'Id="rId(\d+)"', relations))
    return max(map(int, numbers), default=0) + 1
