"""Finds the editions (版本) that were in force on a day: of each honour the latest that had begun by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rules_service.compiled import Compiled, Regulations
from shared.problems import Refusal, field_refusal
from shared.regulation.edition import Edition
from shared.regulation.library import Library


def editions_in_force(library: Library, on: date) -> tuple[Edition, ...]:
    """One for each honour of each region; a Refusal (404) that says so where none was in force yet."""
    every = every_edition(library)
    latest: dict[tuple[str, str], Edition] = {}
    for edition in sorted(every, key=_since):
        if _since(edition) <= on:
            latest[edition.head.region_code, edition.head.honour] = edition
    if not latest:
        raise _none_yet(every, on)
    return tuple(latest.values())


def every_edition(library: Library) -> tuple[Edition, ...]:
    """All editions at hand."""
    return tuple(library.get(name) for name in library.ids())


def edition_for(regulations: Regulations, name: str | None, on: date, field: str = "as_of") -> Compiled:
    """The edition of this name, or else that of the honour in use which was in force on the day.

    A Refusal (422) of `field`, which gave the day, says from when there is one.
    """
    if name:
        return regulations.get(name)
    own = regulations.library.get(regulations.default).head
    same = [
        edition
        for edition in every_edition(regulations.library)
        if (edition.head.region_code, edition.head.honour) == (own.region_code, own.honour)
    ]
    begun = [edition for edition in same if _since(edition) <= on]
    if not begun:
        refusal = _none_yet(same, on)
        raise field_refusal(field, "before_in_force", refusal.message, refusal.basis)
    return regulations.get(max(begun, key=_since).id)


def _none_yet(every: Iterable[Edition], on: date) -> Refusal:
    first = min(every, key=_since, default=None)
    if first is None:
        return Refusal(404, "no_edition", "没有可用的版本，请联系运维人员。")
    head = first.head
    message = f"{_day(on)}还没有施行中的版本：最早的《{head.title}》自{_day(_since(first))}起施行。"
    return Refusal(404, "not_in_force_yet", message, basis=f"{head.in_force.article}：{head.in_force.quote}")


def _since(edition: Edition) -> date:
    return edition.head.in_force.date


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
