"""Cleans what people typed or pasted before it meets XML: what was taken out is reported by field."""

import re
from typing import Any

# C0 and C1 controls, lone surrogates, non-characters, byte order marks, and the marks that reorder text:
# none of them prints, the first ones break XML, the last ones make a paper read differently from its data.
_STRIPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")


def clean(value: Any, path: str = "") -> tuple[Any, tuple[str, ...]]:
    """The same data with clean strings, and the dotted paths of the fields that lost characters.

    Line breaks become \\n without being reported: nothing is lost. Keys are left alone: an odd key is
    an unknown field, which validation refuses.
    """
    touched: list[str] = []
    return _clean(value, path, touched), tuple(touched)


def _clean(value: Any, path: str, touched: list[str]) -> Any:
    if isinstance(value, str):
        return _clean_text(value, path, touched)
    if isinstance(value, dict):
        return {
            key: _clean(item, f"{path}.{key}" if path else str(key), touched) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(item, f"{path}.{index}", touched) for index, item in enumerate(value)]
    return value


def _clean_text(text: str, path: str, touched: list[str]) -> str:
    stripped = _STRIPPED.sub("", text)
    if stripped != text:
        touched.append(path)
    return _BREAKS.sub("\n", stripped)
