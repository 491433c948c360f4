"""Checks whether a candidate meets the conditions (条件审核): 第四、六、七条."""

from __future__ import annotations

from datetime import date, datetime

from rules_service.explanation import Explanation
from rules_service.known import Known
from rules_service.letters import Told
from rules_service.program import Choices, Program
from rules_service.receipts import receipt
from rules_service.validation import refuse_unfit
from rules_service.wording import headline
from rules_service.year import Year
from shared.contracts.facts import Facts
from shared.contracts.verdict import Eligibility, ReadingDifference, ReadingsReport, Verdict
from shared.regulation.edition import Edition


def check_eligibility(
    program: Program, facts: Facts, as_of: date, now: datetime, year: Year | None = None
) -> Verdict:
    """The verdict on these facts as of a day; raises Refusal where the facts do not fit the edition."""
    year = year or program.usual_year
    edition = program.edition
    refuse_unfit(edition, program.names, facts, as_of)
    known = Known(facts, as_of, program.names)
    found = program.explain(known, year.choices)
    asks = program.ask_book.asks(known, found, year.catalogue)
    readings = readings_report(program, known, found, year)
    told = Told(found, headline(edition, facts, found, asks), asks, readings, as_of)
    asked = {"as_of": as_of.isoformat(), "readings": year.chosen}
    return Verdict.trusted(
        {
            "verdict": found.verdict,
            "headline": told.headline,
            "notice": edition.head.advice_notice,
            "conditions": program.writer.conditions(found),
            "items": program.writer.items(found),
            "asks": asks,
            "readings": readings,
            "for_applicant": program.letters.applicant(told),
            "for_officer": program.letters.officer(told),
            "receipt": receipt(edition, asked, facts, now, overlay_sha256=year.sha256),
        }
    )


def readings_report(program: Program, known: Known, found: Explanation, year: Year) -> ReadingsReport:
    """The verdict under every combination of readings; of those that differ, the ones that change least."""
    formula, chosen = program.formula, year.choices
    differing = [
        (_changed(choices, chosen), other)
        for leaves, combinations in program.differing(known, found, chosen)
        if (other := formula.verdict(formula.settle(leaves))) != found.verdict
        for choices in combinations
    ]
    least: list[tuple[dict[str, str], Eligibility]] = []
    for changed, other in sorted(differing, key=lambda item: len(item[0])):
        if not any(fewer.items() <= changed.items() for fewer, _ in least):
            least.append((changed, other))
    report = tuple(_difference(program.edition, changed, other) for changed, other in least)
    return ReadingsReport(
        chosen=year.chosen, same_under_all=not report, differs=report, not_computed=year.not_computed
    )


def _changed(choices: Choices, chosen: Choices) -> dict[str, str]:
    return {name: option for name, option in choices.items() if option != chosen[name]}


def _difference(edition: Edition, changed: dict[str, str], found: Eligibility) -> ReadingDifference:
    readings = {reading.id: reading for reading in edition.readings.readings}
    return ReadingDifference(
        options=changed,
        questions=tuple(readings[name].question for name in changed),
        option_labels=tuple(readings[name].options[option].label for name, option in changed.items()),
        verdict=found,
    )
