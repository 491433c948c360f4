"""What is covered (覆盖情况): for every character of the official text, the entries that quote it or claim it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.regulation.coverage import CLAIM_LABELS, Coverage
from shared.regulation.entries import KINDS, OTHER, Entry, entries
from shared.regulation.lines import read_yaml
from shared.regulation.sentences import Sentence, Span, is_word

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

UNCLAIMED = "未覆盖"
ORDER: tuple[str, ...] = (*KINDS.values(), OTHER, *CLAIM_LABELS.values(), UNCLAIMED)
"""Kinds of words; where several entries quote the same words, the earliest is the chief one."""


@dataclass(frozen=True)
class Claimed:
    """A claim of coverage.yaml: its kind (义务、叙述、无执行内容), its place in the file, the words that it covers."""

    kind: str
    reason: str
    line: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Piece:
    """A run of characters that the same entries cover."""

    span: Span
    entries: tuple[Entry, ...]
    claims: tuple[Claimed, ...]

    @property
    def kind(self) -> str:
        """The kind of the chief of them."""
        kinds = [*(entry.kind for entry in self.entries), *(claim.kind for claim in self.claims)]
        return min(kinds, key=ORDER.index, default=UNCLAIMED)


class Covered:
    """The coverage of one edition, character by character; a section's label (第六条, （一）) needs none."""

    def __init__(self, edition: Edition) -> None:
        self.text = edition.text
        self.entries = entries(edition)
        self.claims = _claims(edition)
        self._by_section = {name: self._marks(name) for name in self.text.sections}
        if links := _links(edition):
            found = tuple(span for span in self.unclaimed() if self._said(span) in links[0])
            self.claims += (Claimed(CLAIM_LABELS["no_effect"], *links[1:], found),)
            self._by_section = {name: self._marks(name) for name in self.text.sections}

    def pieces(self, span: Span) -> Iterator[Piece]:
        """The words of a span, cut wherever what covers them changes."""
        marks, start = self._by_section[span.section], span.start
        for at in range(span.start + 1, span.end + 1):
            if at == span.end or marks[at] != marks[start]:
                yield self._piece(Span(span.section, start, at))
                start = at

    def unclaimed(self) -> Iterator[Span]:
        """Words that nothing quotes and nothing claims."""
        for sentence in self.sentences():
            yield from (
                p.span for p in self.pieces(sentence.span) if p.kind == UNCLAIMED and self.says(p.span)
            )

    def doubly_claimed(self) -> Iterator[tuple[Claimed, Entry, Span]]:
        """Words that coverage.yaml claims though an entry quotes them already."""
        for section in self.text.sections:
            for piece in self.pieces(Span(section, 0, len(self.text.sections[section]))):
                if piece.entries and piece.claims and self.says(piece.span):
                    yield piece.claims[0], piece.entries[0], piece.span

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of the text, in order."""
        for section in self.text.sections:
            yield from self.text.sentences(section)

    def kind_of(self, sentence: Sentence) -> str:
        """What implements most of a sentence; words that nothing covers come before all."""
        words: Counter[str] = Counter()
        for piece in self.pieces(sentence.span):
            words[piece.kind] += len(self._said(piece.span))
        if words[UNCLAIMED]:
            return UNCLAIMED
        return max(words, key=lambda kind: (words[kind], -ORDER.index(kind)))

    def figures(self) -> dict[str, int]:
        """How many sentences there are of each kind, in the order of kinds."""
        counted = Counter(self.kind_of(sentence) for sentence in self.sentences())
        return {kind: counted[kind] for kind in ORDER if counted[kind]}

    def says(self, span: Span) -> bool:
        """Whether there is a word in it, and not punctuation alone."""
        return bool(self._said(span))

    def _words(self, span: Span) -> str:
        return self.text.sections[span.section][span.start : span.end]

    def _said(self, span: Span) -> str:
        return "".join(filter(is_word, self._words(span)))

    def _marks(self, section: str) -> list[tuple[int, ...]]:
        marks: list[list[int]] = [[] for _ in self.text.sections[section]]
        quoted = [*(entry.spans for entry in self.entries), *(claim.spans for claim in self.claims)]
        for number, spans in enumerate(quoted):
            for span in spans:
                if span.section == section:
                    for at in range(span.start, span.end):
                        marks[at].append(number)
        return [tuple(dict.fromkeys(mark)) for mark in marks]

    def _piece(self, span: Span) -> Piece:
        mark, first = self._by_section[span.section][span.start], len(self.entries)
        return Piece(
            span,
            tuple(self.entries[number] for number in mark if number < first),
            tuple(self.claims[number - first] for number in mark if number >= first),
        )


def _claims(edition: Edition) -> tuple[Claimed, ...]:
    part = edition.parts.get(Coverage)
    if not isinstance(part, Coverage):
        return ()
    located = read_yaml(edition.folder / Coverage.FILE)
    places = enumerate(part.claims)
    return tuple(
        Claimed(
            CLAIM_LABELS[claim.kind], claim.reason, located.line(("claims", index)),
            edition.text.locate_abridged(claim.article, claim.quote),
        )
        for index, claim in places
    )  # fmt: skip


def _links(edition: Edition) -> tuple[frozenset[str], str, int] | None:
    """The words that may be left over (连接词), the reason, and the line."""
    part = edition.parts.get(Coverage)
    if not isinstance(part, Coverage) or part.links is None:
        return None
    line = read_yaml(edition.folder / Coverage.FILE).line(("links",))
    return frozenset(part.links.words), part.links.reason, line
