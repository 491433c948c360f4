"""The official text (官方文本) of an edition by article, item and sentence, so that quotes can be placed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from shared.regulation.sentences import Sentence, Span, label_length, split

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"(#{1,6}) +(.+?)\s*")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+章 ")
_SPACE = re.compile(r"\s+")
ABRIDGED = "……"


@dataclass(frozen=True)
class RegulationText:
    """Sections by the name that they are cited by (第六条, 第六条（六）, 第八条（二）1, 附件1), in order.

    `headings` are all headings with their depth, chapters among them; `lines` tell for each line of a section
    where it stands in the file.
    """

    sections: dict[str, str]
    headings: tuple[tuple[int, str], ...] = ()
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def under(self, article: str) -> str:
        """The words of an article with all its items; empty if the text has no such article."""
        return "\n".join(self.sections[name] for name in self._names(article))

    def has(self, article: str) -> bool:
        """Whether the text has this article or item."""
        return article in self.sections

    def quotes(self, article: str, words: str) -> bool:
        """Whether the words stand under the article; white space does not count."""
        return bool(self.locate(article, words))

    def locate(self, article: str, words: str) -> tuple[Span, ...]:
        """Every place under the article where the words stand; a quote may run on from an item to the next."""
        sought = _SPACE.sub("", words)
        places = [(name, at) for name in self._names(article) for at in self._signs[name]]
        signs = "".join(self.sections[name][at] for name, at in places)
        spans: list[Span] = []
        found = signs.find(sought) if sought else -1
        while found >= 0:
            spans += _spans(places[found : found + len(sought)])
            found = signs.find(sought, found + len(sought))
        return tuple(spans)

    def locate_abridged(self, article: str, words: str) -> tuple[Span, ...]:
        """As `locate`, for words with a gap (“开头……结尾”): from the first piece to the last, in one section."""
        pieces = words.split(ABRIDGED)
        if len(pieces) == 1:
            return self.locate(article, words)
        return tuple(span for name in self._names(article) if (span := self._stretch(name, pieces)))

    def sentences(self, section: str) -> tuple[Sentence, ...]:
        """The sentences of one section, without those of its items; its label (第六条, （一）) is none of them."""
        return self._sentences[section]

    def sentence(self, anchor: str) -> Sentence | None:
        """A sentence by its anchor."""
        return next((s for of in self._sentences.values() for s in of if s.anchor == anchor), None)

    def label(self, section: str) -> Span:
        """What the section's text says of its own name at its beginning: 第六条, （一）, 1., 附件 1."""
        parent = max(
            (n for n in self.sections if section.startswith(n) and n != section), key=len, default=""
        )
        names = (section, section.removeprefix(parent))
        return Span(section, 0, max(label_length(self.sections[section], name) for name in names))

    def line_of(self, section: str, position: int) -> int:
        """The line of text.md on which a character of a section stands."""
        lines = self.lines.get(section, ())
        index = self.sections[section].count("\n", 0, position)
        return lines[index] if index < len(lines) else 1

    def _names(self, article: str) -> list[str]:
        """The article and its items; 第八条（二）10 is no item of 第八条（二）1."""
        more = r"(?!\d)" if article[-1:].isdigit() else ""
        return [name for name in self.sections if re.match(re.escape(article) + more, name)]

    def _stretch(self, section: str, pieces: list[str]) -> Span | None:
        text = RegulationText({section: self.sections[section]})
        start, at = -1, 0
        for piece in pieces:
            later = [span for span in text.locate(section, piece) if span.start >= at]
            if not later:
                return None
            start, at = (later[0].start if start < 0 else start), later[0].end
        return Span(section, start, at)

    @cached_property
    def _signs(self) -> dict[str, list[int]]:
        """For each section the places of all that is no white space."""
        return {n: [i for i, sign in enumerate(s) if not sign.isspace()] for n, s in self.sections.items()}

    @cached_property
    def _sentences(self) -> dict[str, tuple[Sentence, ...]]:
        return {name: tuple(self._split(name)) for name in self.sections}

    def _split(self, section: str) -> Iterator[Sentence]:
        text = self.sections[section]
        for number, (start, end) in enumerate(split(text, self.label(section).end), 1):
            span, line = Span(section, start, end), self.line_of(section, start)
            yield Sentence(f"{section}-{number}", span, text[start:end], line)


def read_text(file: Path) -> RegulationText:
    """Reads text.md: each heading is an anchor, what follows it is the official text."""
    sections: dict[str, list[str]] = {}
    lines: dict[str, list[int]] = {}
    headings: list[tuple[int, str]] = []
    name = ""
    without_comments = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text("utf-8"))
    for number, line in enumerate(without_comments.splitlines(), 1):
        heading = _HEADING.fullmatch(line)
        if heading:
            headings.append((len(heading[1]), heading[2]))
            name = "" if len(heading[1]) == 1 or _CHAPTER.match(heading[2]) else heading[2]
            sections.setdefault(name, [])
        elif line.strip() and name:
            sections[name].append(line)
            lines.setdefault(name, []).append(number)
    return RegulationText(
        {name: "\n".join(found) for name, found in sections.items() if name},
        tuple(headings),
        {name: tuple(found) for name, found in lines.items()},
    )


def _spans(places: list[tuple[str, int]]) -> list[Span]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for name, at in places:
        first.setdefault(name, at)
        last[name] = at + 1
    return [Span(name, first[name], last[name]) for name in first]
