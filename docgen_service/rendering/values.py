"""What an expression of a template puts on the paper, as UTF-8 ready for XML."""

import re
from collections.abc import Sequence
from typing import Any

from docgen_service.rendering.wording import printed_blank
from shared.contracts.documents.fields import Blank

# Stands before every line break and tab, so that they are found without reading the whole part again.
BREAK_MARK = b"\x01"
_MARKED = BREAK_MARK.decode()
_MARKS = [(mark, _MARKED + mark) for mark in "\n\t\a\f"]
_ESCAPES = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"), *_MARKS]
# One look at a value that needs none of it, as most do, is all that it costs.
_SPECIAL = re.compile("[&<>\"'\x00-\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnprintableText(Exception):
    """A value carries characters that XML cannot hold: it was not cleaned."""


class UnprintableValue(Exception):
    """A template prints a value that has no printed form: nothing, a list, an object."""


def printed(value: Any) -> bytes:
    """A value as it stands in the XML; one that cannot be printed is an error, never "None"."""
    if type(value) is str:
        return (_escaped(value) if _SPECIAL.search(value) else value).encode()
    if isinstance(value, Blank):
        return printed_blank(value).encode()
    if value is None or isinstance(value, list | tuple | dict | bool):
        raise UnprintableValue(type(value).__name__)
    if hasattr(value, "__html__"):
        return marked(value.__html__()).encode()
    return printed(str(value))


def marked(xml: str) -> str:
    """XML whose line breaks and tabs are to become Word's."""
    return _replaced(xml, _MARKS)


def _escaped(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise UnprintableText
    return _replaced(text, _ESCAPES)


def _replaced(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    # Quicker than str.translate, which looks every character up.
    for old, new in pairs:
        text = text.replace(old, new)
    return text
