"""Headers and footers of a pack: one that reads differently in some copy becomes a part of its own there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen_service.rendering.compiled import DOCUMENT, RELATIONS, CompiledTemplate, rendered


class Variants:
    """The readings of every filled header and footer: the first keeps the template's name, others get new ones."""

    def __init__(self, template: CompiledTemplate) -> None:
        self._templates = {name: part for name, part in template.templates.items() if name != DOCUMENT}
        relations = template.static[RELATIONS].decode()
        self._relations = {name: _relation_to(name, relations) for name in self._templates}
        self._readings: dict[str, dict[bytes, tuple[str, str]]] = {name: {} for name in self._templates}

    def referred(self, xml: str, context: Mapping[str, Any]) -> str:
        """The body of a copy, referring to the headers and footers that read as they do in this copy."""
        for name, part in self._templates.items():
            known = self._readings[name]
            content = rendered(part, context)
            if content not in known:
                known[content] = self._named(name, len(known))
            xml = xml.replace(f'r:id="{self._relations[name]}"', f'r:id="{known[content][1]}"')
        return xml

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of every header and footer."""
        for readings in self._readings.values():
            yield from ((name, content) for content, (name, _) in readings.items())

    def entered(self, types: bytes, relations: bytes) -> tuple[bytes, bytes]:
        """The package's lists of content types and of relationships, with the new parts."""
        for original, readings in self._readings.items():
            for name, relation in readings.values():
                if name != original:
                    types = _doubled(types, f'PartName="/{original}"', f'PartName="/{name}"')
                    target, renamed = _target(original), _target(name)
                    relations = _doubled(
                        relations, f'Id="{self._relations[original]}"', f'Id="{relation}"', (target, renamed)
                    )
        return types, relations

    def _named(self, name: str, count: int) -> tuple[str, str]:
        if count == 0:
            return name, self._relations[name]
        stem = name.removesuffix(".xml")
        return f"{stem}_{count}.xml", f"{self._relations[name]}_{count}"


def _target(name: str) -> str:
    return f'Target="{name.removeprefix("word/")}"'


def _relation_to(name: str, relations: str) -> str:
    """The id under which the body knows a part."""
    for element in re.finditer(r'<Relationship\b[^>]*\bId="([^"]*)"[^>]*>', relations):
        if _target(name) in element.group():
            return element.group(1)
    raise KeyError(name)


def _doubled(listing: bytes, mark: str, new_mark: str, *changes: tuple[str, str]) -> bytes:
    """A list of elements in which one stands a second time, with other attributes."""
    text = listing.decode()
    element = next(found for found in re.findall(r"<\w+\b[^>]*?/>", text) if mark in found)
    copy = element.replace(mark, new_mark)
    for old, new in changes:
        copy = copy.replace(old, new)
    return text.replace(element, element + copy, 1).encode()
