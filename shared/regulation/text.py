"""The official text (官方文本) of an edition by article and item, so that quotes can be checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"#{1,6} +(.+?)\s*")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+章 ")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class RegulationText:
    """Sections by the name that they are cited by (第六条, 第六条（六）, 第八条（二）1, 附件1), in order."""

    sections: dict[str, str]

    def under(self, article: str) -> str:
        """The words of an article with all its items; empty if the text has no such article."""
        return "\n".join(text for name, text in self.sections.items() if name.startswith(article))

    def has(self, article: str) -> bool:
        """Whether the text has this article or item."""
        return article in self.sections

    def quotes(self, article: str, words: str) -> bool:
        """Whether the words stand under the article; white space does not count."""
        return _squeezed(words) in _squeezed(self.under(article))


def read_text(file: Path) -> RegulationText:
    """Reads text.md: each heading is an anchor, what follows it is the official text."""
    sections: dict[str, list[str]] = {}
    name = ""
    for line in _COMMENT.sub("", file.read_text("utf-8")).splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            name = "" if _CHAPTER.match(heading[1]) else heading[1]
            sections.setdefault(name, [])
        elif line.strip() and name:
            sections[name].append(line)
    return RegulationText({name: "\n".join(lines) for name, lines in sections.items() if name})


def _squeezed(words: str) -> str:
    return _SPACE.sub("", words)
