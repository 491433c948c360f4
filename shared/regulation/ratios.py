"""Exact ratios (比例): 1:1.5 and 10% as fractions, and how a number of persons is rounded; no floats anywhere."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

Rounding = Literal["ceil", "floor", "half_up"]

_RATIO = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*[:：]\s*(\d{1,4}(?:\.\d{1,4})?)", re.ASCII)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%", re.ASCII)


def _ratio(value: Any) -> Any:
    found = _RATIO.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return _fraction(value, "比例应写作“1:1.5”")
    if not Fraction(found[1]):
        raise ValueError("比例的前项不能为0")
    return Fraction(found[2]) / Fraction(found[1])


def _share(value: Any) -> Any:
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return _fraction(value, "份额应写作“10%”") if found is None else Fraction(found[1]) / 100


def _fraction(value: Any, message: str) -> Fraction:
    if isinstance(value, Fraction):
        return value
    raise ValueError(message)


def decimal(value: Fraction) -> str:
    """A fraction as people write it: 1.5, 14.3; as 1/3 where it has no end."""
    for places in range(9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return str(value)


Ratio = Annotated[
    Fraction,
    BeforeValidator(_ratio),
    PlainSerializer(lambda value: f"1:{decimal(value)}"),
    WithJsonSchema({"type": "string", "examples": ["1:1.5"]}),
]
"""How many stand on a list for each one that may be named."""

Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    PlainSerializer(lambda value: f"{decimal(value * 100)}%"),
    WithJsonSchema({"type": "string", "examples": ["10%"]}),
]
"""A part of the whole."""


def rounded(value: Fraction, how: Rounding) -> int:
    """A number of persons (取整): up, down, or half up."""
    match how:
        case "ceil":
            return math.ceil(value)
        case "floor":
            return math.floor(value)
        case "half_up":
            return math.floor(value + Fraction(1, 2))
