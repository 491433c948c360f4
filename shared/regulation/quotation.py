"""Quotation marks (引号): double outside and single inside, also where a sentence is put together from two."""

from __future__ import annotations

from functools import lru_cache
from string import Formatter

_INNER = str.maketrans("“”‘’", "‘’“”")
_FORMATTER = Formatter()


def inner(words: str) -> str:
    """Words as they stand between double quotation marks: “百年老店” becomes ‘百年老店’."""
    return words.translate(_INNER)


@lru_cache(maxsize=1024)
def filled(template: str, **values: str | int) -> str:
    """A sentence with its names in braces filled in; what stands between “ and ” has its own marks turned."""
    text = ""
    for literal, name, _, _ in _FORMATTER.parse(template):
        text += literal
        if name is not None:
            value = str(values[name])
            text += inner(value) if text.count("“") > text.count("”") else value
    return text
