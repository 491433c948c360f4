"""Works out the publicity window (公示期) from the day of publication: 第八条（六）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules_service.receipts import receipt
from shared.contracts.calendar import (
    CalendarDay,
    CalendarOverlay,
    PublicityFacts,
    PublicityWindow,
    WindowDifference,
    WindowReadings,
)
from shared.problems import FieldError, Refusal, field_refusal
from shared.regulation.calendar import CalendarNotCovered, KnownDay, WorkingDays
from shared.regulation.calendar_data import Calendar
from shared.regulation.edition import Edition
from shared.regulation.national import PACKAGE
from shared.regulation.stages import Publicity, Stages
from shared.regulation.under_readings import Choices, changes, chosen, described, under_readings


@dataclass(frozen=True)
class _Window:
    """The days from the first that may count to the last that does."""

    days: list[KnownDay]

    @property
    def ends(self) -> tuple[date, date]:
        return next(known.day for known in self.days if known.working), self.days[-1].day


def open_publicity_window(
    edition: Edition, facts: PublicityFacts, overlay: CalendarOverlay, given: Choices, now: datetime
) -> PublicityWindow:
    """The window under the reading in use; a Refusal (409) names the notice that has not been entered."""
    rule, calendar = edition.present(edition.needed(Stages).publicity), edition.needed(Calendar)
    if facts.published_on < edition.head.in_force.date:
        raise field_refusal("published_on", "before_in_force", "发布日期早于本办法的施行日期，请核对。")
    if facts.corrected_on and facts.corrected_on < facts.published_on:
        raise field_refusal(
            "corrected_on", "before_publication", "更正后重新发布的日期早于发布日期，请核对。"
        )
    choices = chosen(edition, [item.reading for _, item in under_readings(rule)], given)
    working_days = WorkingDays(calendar, overlay)
    try:
        window = _window(rule, working_days, facts, choices)
    except CalendarNotCovered as error:
        raise _not_covered(rule, error) from None
    first, last = window.ends
    return PublicityWindow(
        published_on=facts.published_on, first_day=first, last_day=last,
        working_days=rule.working_days, may_be_named_from=last + timedelta(days=1),
        article=rule.article, quote=rule.quote, site=rule.site,
        lists_reserves=rule.lists_reserves.value(choices) if rule.lists_reserves else None,
        days=tuple(_view(calendar, known) for known in window.days),
        notes=tuple(_notes(calendar, working_days, _start(rule, facts, choices), window)),
        readings=_readings(edition, rule, working_days, facts, choices),
        receipt=receipt(
            edition, {"readings": choices}, facts, now,
            engine=PACKAGE, overlay=_overlay(overlay, given),
        ),
    )  # fmt: skip


def _start(rule: Publicity, facts: PublicityFacts, choices: Choices) -> date:
    """The day of publication, or of the corrected text where that is published for the whole time again."""
    again = rule.restarts is not None and rule.restarts.value(choices)
    return facts.corrected_on if facts.corrected_on and again else facts.published_on


def _window(rule: Publicity, working_days: WorkingDays, facts: PublicityFacts, choices: Choices) -> _Window:
    start = _start(rule, facts, choices)
    if not rule.counts_publication_day.value(choices):
        start += timedelta(days=1)
    return _Window(working_days.window(start, rule.working_days))


def _not_covered(rule: Publicity, error: CalendarNotCovered) -> Refusal:
    errors = [FieldError("calendar.notices", f"missing_{m.layer}_notice", m.message) for m in error.missing]
    title = "工作日历尚缺放假通知，不能计算公示期；请录入errors所列的通知后重新提交。"
    return Refusal(409, "calendar_not_covered", title, errors, basis=f"{rule.article}：{rule.quote}")


def _view(calendar: Calendar, known: KnownDay) -> CalendarDay:
    labels = {"national": calendar.national.label, "office": calendar.office.label}
    if calendar.regional:
        labels["regional"] = calendar.regional.label
    return CalendarDay(
        day=known.day, weekday=known.weekday, working=known.working, counted=known.working,
        label=known.label, layer=known.layer, layer_label=labels[known.layer],
        source=known.source, confidence=known.confidence,
    )  # fmt: skip


def _notes(
    calendar: Calendar, working_days: WorkingDays, published_on: date, window: _Window
) -> Iterator[str]:
    if _is_day_off(working_days, published_on):
        yield calendar.texts.published_on_day_off
    if calendar.regional is None:
        return
    for year in sorted({working_days.regional_year(known.day) or 0 for known in window.days} - {0}):
        data = calendar.regional.years.get(year)
        if data and data.confidence == "weak":
            notice = calendar.regional.notice.format(year=year)
            yield calendar.texts.weak.format(year=year, source=data.source, notice=notice)


def _is_day_off(working_days: WorkingDays, day: date) -> bool:
    try:
        return not working_days.known(day).working
    except CalendarNotCovered:  # It lies outside the window, which is known.
        return False


def _readings(
    edition: Edition, rule: Publicity, working_days: WorkingDays, facts: PublicityFacts, choices: Choices
) -> WindowReadings:
    """Each other window once, with the fewest readings that lead to it."""
    seen: set[tuple[date | None, date | None]] = {_window(rule, working_days, facts, choices).ends}
    differs: list[WindowDifference] = []
    for changed in changes(edition, choices):
        other = _difference(edition, rule, working_days, facts, choices, changed)
        ends = (other.first_day, other.last_day)
        if ends not in seen:
            seen.add(ends)
            differs.append(other)
    return WindowReadings(
        chosen=choices, basis=edition.head.silent_basis, same_under_all=not differs, differs=tuple(differs)
    )


def _difference(
    edition: Edition, rule: Publicity, working_days: WorkingDays, facts: PublicityFacts,
    choices: Choices, changed: Choices,
) -> WindowDifference:  # fmt: skip
    told = described(edition, changed)
    try:
        first, last = _window(rule, working_days, facts, {**choices, **changed}).ends
    except CalendarNotCovered as error:
        missing = tuple(item.notice for item in error.missing)
        return WindowDifference(**told, first_day=None, last_day=None, missing_notices=missing)
    return WindowDifference(**told, first_day=first, last_day=last)


def _overlay(overlay: CalendarOverlay, given: Choices) -> dict[str, object] | None:
    entered = overlay.model_dump(mode="json", exclude_defaults=True)
    whole = {"calendar": entered, "readings": dict(given)}
    return {name: value for name, value in whole.items() if value} or None
