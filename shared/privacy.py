"""What must not stand in a log, a key or a name, and is looked for where a caller may choose the text."""

import re

_ID_NUMBER = re.compile(r"[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def holds_id_number(text: str) -> bool:
    """Whether an ID number (GB 11643) stands in it, by birth date and check digit; random text seldom has one."""
    found = (_ID_NUMBER.match(text, at) for at in range(len(text) - 17))
    return any(_is_sound(number[0]) for number in found if number)


def _is_sound(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[-1].upper()
