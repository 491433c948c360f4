"""The regulation as it was issued (印发通知和办法全文), taken from the edition's own text: no second copy to drift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.problems import Refusal
from shared.regulation.edition import Edition

_ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")
_ANNEX = re.compile(r"附件")


@dataclass(frozen=True)
class Line:
    """A paragraph of the regulation; `label` is 第一条 with the space behind it, or empty."""

    text: str
    label: str = ""
    chapter: bool = False


@dataclass(frozen=True)
class Cover:
    """The covering notice (印发通知): its title, addressees and paragraphs."""

    title: str
    addressees: str
    body: tuple[str, ...]


def cover(edition: Edition) -> Cover:
    """What stands between the document's number and the names below it; a Refusal (404) if there is no notice."""
    head = edition.head
    section = edition.text.sections.get(edition.present(_cover_section(edition)), "")
    lines = section.split("\n")
    signer = head.bodies[head.organs.issuers[0]].label
    if head.document_number not in lines or signer not in lines:
        raise Refusal(404, "not_in_edition", "本版本的官方文本没有印发通知，请核对 text.md。")
    title, addressees, *rest = lines[lines.index(head.document_number) + 1 :]
    return Cover(title, addressees.rstrip("："), tuple(rest[: rest.index(signer)]))


def regulation_lines(edition: Edition) -> Iterator[Line]:
    """Chapters, articles and items in the order of the text, without the notice before and the annexes behind."""
    before = _cover_section(edition)
    for depth, name in edition.text.headings:
        if depth == 1 or name == before or _ANNEX.match(name):
            continue
        if name not in edition.text.sections:
            yield Line(name, chapter=True)
            continue
        first, *more = edition.text.sections[name].split("\n")
        end = edition.text.label(name).end if _ARTICLE.fullmatch(name) else 0
        yield Line(first[end:], label=first[:end])
        yield from (Line(text) for text in more)


def annex_lines(edition: Edition) -> tuple[str, ...]:
    """附件目录, as printed under the regulation; empty if the text has none."""
    return (
        tuple(edition.text.sections.get("附件目录", "").split("\n")) if edition.text.has("附件目录") else ()
    )


def _cover_section(edition: Edition) -> str | None:
    """The section in which the official text gives the document its number."""
    return next((item.article for item in edition.head.sources if item.of == "document_number"), None)
