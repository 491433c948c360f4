"""Sentences (句), clauses (分句) and cells of forms (栏) of the official text: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends with its stop and the quotation marks or brackets that close behind it.
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）》」』]*|[^。！？；]+")
_CELL = re.compile(r"[^|]+")


@dataclass(frozen=True, order=True)
class Span:
    """Characters of one section, from `start` up to `end`."""

    section: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence, clause or cell of a form, under its anchor (引用名), such as 第六条（四）-2."""

    anchor: str
    span: Span
    text: str
    line: int


def split(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The beginning and end of every sentence from `start` on; in a row of a form (cells apart by |), of every cell."""
    for line in re.finditer(r"[^\n]+", text):
        pieces = _CELL if "|" in line[0] else _SENTENCE
        for piece in pieces.finditer(text, max(start, line.start()), line.end()):
            trimmed = piece[0].strip()
            if any(is_word(sign) for sign in trimmed):
                begin = piece.start() + piece[0].index(trimmed)
                yield begin, begin + len(trimmed)


def is_word(sign: str) -> bool:
    """Whether a character is part of a word or a number; punctuation and white space mean nothing by themselves."""
    return sign.isalnum()


def label_length(text: str, name: str) -> int:
    """How far a section's own name stands at the beginning of its text, with the stop and the space behind it."""
    pattern = r"\s*".join(re.escape(sign) for sign in name if not sign.isspace()) + r"[.．、]?[^\S\n]*"
    found = re.match(pattern, text) if name else None
    return found.end() if found else 0
