"""Sizes of the lists for a quota (名单规模): 第八条（三）（四）（五）, in exact fractions, under one reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shared.regulation.parts import Strict
from shared.regulation.ratios import Rounding, rounded


class ReserveRule(Strict):
    """后备人选: what its share is taken of, and whether the last list holds it already (其中) or gains it."""

    of: Literal["remainder", "list", "quota"]
    placed: Literal["within", "on_top"]


@dataclass(frozen=True)
class ListSize:
    """One list: the exact product of quota and ratio, and how many stand on it.

    `size` may be more than `exact` rounded: no list is shorter than the one that is chosen from it.
    """

    exact: Fraction
    rounded: int
    size: int


@dataclass(frozen=True)
class ListSizes:
    """All lists by stage in order, and of the last one how many are to be named and how many are reserve."""

    lists: dict[str, ListSize]
    named: int
    reserve: int


def list_sizes(
    quota: int,
    ratios: Mapping[str, Fraction],
    share: Fraction,
    rule: ReserveRule,
    rounding: Rounding,
    least_reserve: int = 0,
) -> ListSizes:
    """For a quota (≥ 1) and the ratios of the stages in order; the reserve belongs to the last of them."""
    if quota < 1 or not ratios:
        raise ValueError("a quota of at least one, and at least one list")
    exact = {stage: quota * ratio for stage, ratio in ratios.items()}
    plain = {stage: rounded(value, rounding) for stage, value in exact.items()}
    named, reserve = _last(quota, plain[list(ratios)[-1]], share, rule, rounding, least_reserve)
    lists: dict[str, ListSize] = {}
    least = named + reserve
    for number, stage in enumerate(reversed(list(ratios))):
        least = max(plain[stage], least) if number else least
        lists[stage] = ListSize(exact[stage], plain[stage], least)
    return ListSizes(dict(reversed(lists.items())), named, reserve)


def _last(
    quota: int, plain: int, share: Fraction, rule: ReserveRule, rounding: Rounding, least: int
) -> tuple[int, int]:
    if rule.of == "remainder":
        return quota, max(plain - quota, least)
    whole = max(plain, 1 + least) if rule.placed == "within" else max(plain, 1)
    reserve = max(rounded(share * (whole if rule.of == "list" else quota), rounding), least)
    return (whole - reserve if rule.placed == "within" else whole), reserve
