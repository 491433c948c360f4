"""Print packs (成册): many documents of one template in one Word file, each with page numbers of its own.

Every copy is a section: its section properties move into its last paragraph. What numbers itself through
the whole file cannot be packed (`packable`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen_service.rendering.archive import Prefix, deflated, stored
from docgen_service.rendering.compiled import CONTENT_TYPES, DOCUMENT, RELATIONS, CompiledTemplate, rendered
from docgen_service.rendering.pictures import Album
from docgen_service.rendering.variants import Variants

# Lists, bookmarks and footnotes would run on from copy to copy; totals of pages would count the whole pack.
_RUNS_ON = re.compile(r"<w:numPr|<w:bookmarkStart|<w:footnoteReference|NUMPAGES")
_SECTION = re.compile(r"<w:sectPr(?: [^>]*)?>.*?</w:sectPr>", re.DOTALL)
# In a section's properties the page number stands after these (ECMA-376, 17.6.17).
_BEFORE_PAGE_NUMBER = re.compile(r"<w:(?:pgMar|paperSrc|lnNumType)\b[^>]*/>|</w:pgBorders>")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])[^>]*>")
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")
_NO_LINE = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


class NotPackable(Exception):
    """The template numbers something through the whole file; its documents stay single files."""


def packable(template: CompiledTemplate) -> bool:
    """Whether documents of this template read the same in a pack as alone."""
    return not any(_RUNS_ON.search(source) for source in template.sources.values())


def pack(template: CompiledTemplate, contexts: Iterable[Mapping[str, Any]]) -> bytes:
    """One Word file with a section for every context, at least one, in their order; raises NotPackable."""
    if not packable(template):
        raise NotPackable
    album, variants = Album(template.first_relation), Variants(template)
    pieces: list[str] = []
    section = tail = heads = ""
    for context in contexts:
        placed = template.placed(context, album)
        xml = variants.referred(rendered(template.templates[DOCUMENT], placed).decode(), placed)
        start, last, end = _bounds(xml)
        pieces.append(_closed(pieces.pop(), section) if pieces else xml[:start])
        body, section = _renumbered(xml[start:last], xml[last:end])
        section, heads = _inheriting(body, section, heads)
        pieces.append(body)
        tail = xml[end:]
    return _package(template, album, variants, "".join([*pieces, section, tail]))


def _package(template: CompiledTemplate, album: Album, variants: Variants, xml: str) -> bytes:
    types, relations = variants.entered(
        template.static_with_jpeg[CONTENT_TYPES], template.relations_with(album)
    )
    members = [deflated(DOCUMENT, xml.encode())]
    members += [deflated(name, content) for name, content in variants.parts()]
    members.append(deflated(RELATIONS, relations))
    members += [stored(f"word/media/{name}", content) for _, name, content in album.entries()]
    static = template.static_with_jpeg | {CONTENT_TYPES: types}
    return Prefix(deflated(name, content) for name, content in static.items()).with_members(members)


def _bounds(xml: str) -> tuple[int, int, int]:
    """Where the body begins, where the properties of its last section begin, where it ends."""
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.rindex("</w:body>")
    return start, xml.rindex("<w:sectPr", start, end), end


def _renumbered(body: str, section: str) -> tuple[str, str]:
    """The first section of a copy begins with page 1 again; the ones after it go on counting."""
    first = _SECTION.search(body)
    if first is None:
        return body, _from_page_1(section)
    return body[: first.start()] + _from_page_1(first.group()) + body[first.end() :], section


def _inheriting(body: str, section: str, before: str) -> tuple[str, str]:
    """A section with the heads of the one before it leaves them out and has them still, at a sixth less of work.

    Returns the references too, for the next one; a copy of several sections names its own.
    """
    references = "".join(_REFERENCE.findall(section))
    if references != before or "<w:sectPr" in body:
        return section, references
    return _REFERENCE.sub("", section), references


def _from_page_1(section: str) -> str:
    if "<w:pgNumType" in section:
        return re.sub(r"<w:pgNumType\b", '<w:pgNumType w:start="1"', section, count=1)
    *_, before = _BEFORE_PAGE_NUMBER.finditer(section)
    return f'{section[: before.end()]}<w:pgNumType w:start="1"/>{section[before.end() :]}'


def _closed(body: str, section: str) -> str:
    """A body that ends its section: in its last paragraph, or in one without height after a table."""
    *_, last = [None, *_PARAGRAPH.finditer(body)]
    if last is None or not body.endswith("</w:p>") or "</w:p>" in body[last.end() : -len("</w:p>")]:
        return f"{body}<w:p><w:pPr>{_NO_LINE}{section}</w:pPr></w:p>"
    rest = body[last.end() :]
    if not rest.startswith("<w:pPr>"):
        return f"{body[: last.end()]}<w:pPr>{section}</w:pPr>{rest}"
    close = rest.index("</w:pPr>")
    return f"{body[: last.end()]}{rest[:close]}{section}{rest[close:]}"
