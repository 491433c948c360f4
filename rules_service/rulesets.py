"""Rules and facts as the engine may be given them: typed, flat, small enough. What is not is refused here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Scalar = bool | int | str
Operator = Literal["==", "<", "<=", ">", ">="]

ORDERED: dict[str, str] = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
"""The engine's names of the operators that only integers have."""

RESERVED = ("id", "sid", "$s", "k")
"""Names that the fence or the engine itself puts into a fact."""

_RULES_PER_SET = 40  # of 64 that may match at once
_FIELDS_PER_SET = 150  # of about 250
_TEXT_BYTES = 65_000  # lengths are kept in 16 bits
_INTEGER = range(-(2**63) + 1, 2**63)


class BadValue(ValueError):
    """A fact that does not fit the rules: unknown, of another type, or out of range. The caller's fault."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class BadRules(ValueError):
    """Rules that must not be given to the engine."""


@dataclass(frozen=True)
class Comparison:
    """A field compared with a constant; false where the field is absent."""

    field: str
    operator: Operator
    value: Scalar


Rule = tuple[Comparison, ...]
"""All of its comparisons must hold; an “or” is several rules, so that the answer tells them apart."""


def types_of(rules: Mapping[str, Rule]) -> dict[str, type]:
    """The type of each field, from the constants that it is compared with."""
    types: dict[str, type] = {}
    for name, rule in rules.items():
        if not rule:
            raise BadRules(f"{name}: a rule without a comparison")
        for item in rule:
            kind = type(item.value)
            if types.setdefault(item.field, kind) is not kind:
                raise BadRules(f"{name}: {item.field} is compared with constants of different types")
            if item.operator != "==" and item.operator not in ORDERED:
                raise BadRules(f"{name}: no such operator")
            if kind not in (bool, int, str):
                raise BadRules(f"{name}: {item.field} is compared with a constant of no known type")
            if item.operator != "==" and kind is not int:
                raise BadRules(f"{name}: only integers have an order")
            _constant(name, item, types)
    return types


def _constant(name: str, item: Comparison, types: Mapping[str, type]) -> None:
    try:
        checked(item.field, item.value, types)
    except BadValue as error:
        raise BadRules(f"{name}: {error}") from None


def checked(name: str, value: Scalar, types: Mapping[str, type]) -> Scalar:
    expected = types.get(name)
    if expected is None:
        raise BadValue(name, "no rule reads this field")
    if type(value) is not expected:
        raise BadValue(name, f"expected {expected.__name__}")
    if isinstance(value, int) and value not in _INTEGER:
        raise BadValue(name, "beyond 64 bits")
    if isinstance(value, str):
        _refuse_text(name, value)
    return value


def _refuse_text(name: str, value: str) -> None:
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadValue(name, "NUL or a lone surrogate")
    if len(json.dumps(value)) > _TEXT_BYTES:
        raise BadValue(name, "text too long")


def fields_of(rules: Mapping[str, Rule]) -> set[str]:
    return {item.field for rule in rules.values() for item in rule}


def sharded(rules: Mapping[str, Rule]) -> Iterator[dict[str, Rule]]:
    shard: dict[str, Rule] = {}
    for name, rule in rules.items():
        grown = shard | {name: rule}
        if shard and (len(grown) > _RULES_PER_SET or len(fields_of(grown)) > _FIELDS_PER_SET):
            yield shard
            grown = {name: rule}
        shard = grown
    if shard:
        yield shard


def refuse_collisions(names: Iterable[str]) -> None:
    """The engine knows a field by the FNV-1a hash of its name alone, in 32 bits."""
    every = [*names, *RESERVED]
    if len({_hash(name) for name in every}) != len(every):
        raise BadRules("two field names have the same hash")


def _hash(name: str) -> int:
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value
