"""Wording rules of the edition (用语规则), on the words of a template: never on people's own data."""

import re
from collections.abc import Iterator, Sequence

from docgen_service.rendering.checks.fault import TemplateFault

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def wording_faults(
    part: str, source: str, forbidden: Sequence[str], allowed_within: Sequence[str]
) -> Iterator[TemplateFault]:
    """Forbidden words that stand in the template outside the fixed names in which they may."""
    text = words(source)
    for name in allowed_within:
        text = text.replace(name, "\0")
    for word in forbidden:
        at = text.find(word)
        if at >= 0:
            yield TemplateFault(part, text[max(0, at - 10) : at + 10], f"不得使用“{word}”")


def words(source: str) -> str:
    """The words of a patched part, paragraphs apart, without tags."""
    paragraphs = re.sub(r"</w:p>", "\n", _TAG.sub("", source))
    return re.sub(r"<[^>]+>", "", paragraphs)
