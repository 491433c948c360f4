"""年度设定 held against an edition: its readings and its catalogues must name what the edition knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.contracts.overlay import Overlay
from shared.problems import FieldError, Refusal
from shared.regulation.conditions import Conditions, Rank, Title
from shared.regulation.edition import Edition
from shared.regulation.under_readings import chosen


def options_of(edition: Edition, overlay: Overlay) -> dict[str, str]:
    """The option of every reading of the edition; a Refusal (422) that names each entry that does not fit."""
    options = chosen(edition, (reading.id for reading in edition.readings.readings), overlay.readings)
    errors = [*_contest_errors(edition.conditions, overlay), *_honour_errors(edition.conditions, overlay)]
    if errors:
        raise Refusal(422, "overlay_unfit", "年度目录与本版本不符，请按errors逐项修改后重新提交。", errors)
    return options


def _contest_errors(conditions: Conditions, overlay: Overlay) -> Iterator[FieldError]:
    known = {leaf.contest_class for leaf in conditions.leaves() if isinstance(leaf, Rank)}
    for index, entry in enumerate(overlay.contests):
        if entry.contest_class not in {*known, conditions.other}:
            yield _error(f"contests.{index}.contest_class", "unknown_contest_class", known, conditions)


def _honour_errors(conditions: Conditions, overlay: Overlay) -> Iterator[FieldError]:
    leaves = (leaf for leaf in conditions.leaves() if isinstance(leaf, Title))
    known = {title for leaf in leaves for title in leaf.titles}
    for index, entry in enumerate(overlay.honours):
        if entry.honour_class not in {*known, conditions.other}:
            yield _error(f"honours.{index}.honour_class", "unknown_honour_class", known, conditions)
        if entry.level is not None and entry.level not in conditions.levels:
            allowed = "、".join(f"{code}（{label}）" for code, label in conditions.levels.items())
            field = f"overlay.honours.{index}.level"
            yield FieldError(field, "unknown_level", f"没有这一级别；可填：{allowed}。")


def _error(field: str, code: str, known: Iterable[str], conditions: Conditions) -> FieldError:
    allowed = "、".join([*sorted(known), conditions.other])
    return FieldError(f"overlay.{field}", code, f"没有这一类；可填：{allowed}。")
