"""字数 as the limit of the 申报人事迹材料（2000字以内, 第八条（二）) counts them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
# Wide by the look of the fonts used here, though Unicode calls them ambiguous: “ ” ‘ ’ … — ·
_WIDE_BY_USE = frozenset("“”‘’…—·")


@dataclass(frozen=True)
class TextCount:
    """字数 (the one that the limit uses), 字符数（不计空格） and 汉字."""

    words: int
    characters: int
    han: int


def count(text: str) -> TextCount:
    """Counts as Word's “字数”: an East Asian character or full-width sign is 1, another unbroken run is 1.

    Combining marks belong to the character before them.
    """
    words = characters = han = 0
    in_run = False
    for sign in unicodedata.normalize("NFC", text):
        if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
            continue
        if sign.isspace():
            in_run = False
            continue
        characters += 1
        han += bool(_HAN.match(sign))
        wide = _is_wide(sign)
        words += wide or not in_run
        in_run = not wide
    return TextCount(words, characters, han)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" or sign in _WIDE_BY_USE
