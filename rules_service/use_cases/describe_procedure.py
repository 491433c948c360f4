"""Tells what an edition says of procedure, revocation, treatment and calendar, with its words and its readings."""

from __future__ import annotations

from pydantic import Field

from rules_service.use_cases.describe_edition import EditionView, describe
from shared.contracts.common import Answer
from shared.regulation.calendar_data import Calendar
from shared.regulation.edition import Edition
from shared.regulation.national import PACKAGE
from shared.regulation.parts import Part
from shared.regulation.readings import Reading
from shared.regulation.revocation import Revocation
from shared.regulation.stages import Stages
from shared.regulation.treatment import Treatment
from shared.regulation.under_readings import under_readings


class StagesView(Answer):
    """推荐程序."""

    edition: EditionView
    stages: Stages
    readings: tuple[Reading, ...] = Field(description="与之有关、办法没有写明之处")


class RevocationView(Answer):
    """撤销."""

    edition: EditionView
    revocation: Revocation
    readings: tuple[Reading, ...] = Field(description="与之有关、办法没有写明之处")


class TreatmentView(Answer):
    """待遇、向上推荐和人才库."""

    edition: EditionView
    treatment: Treatment
    readings: tuple[Reading, ...] = Field(description="与之有关、办法没有写明之处")


class CalendarView(Answer):
    """工作日历."""

    edition: EditionView
    calendar: Calendar
    national_source: str = Field(description="全国节假日的数据来源")


def describe_stages(edition: Edition) -> StagesView:
    """The stages; raises Refusal where the edition has none."""
    part = edition.needed(Stages)
    return StagesView(edition=describe(edition), stages=part, readings=_readings(edition, part))


def describe_revocation(edition: Edition) -> RevocationView:
    """The grounds, the steps and what is recovered; raises Refusal where the edition has none."""
    part = edition.needed(Revocation)
    return RevocationView(edition=describe(edition), revocation=part, readings=_readings(edition, part))


def describe_treatment_rules(edition: Edition) -> TreatmentView:
    """What holders get, and the pool; raises Refusal where the edition has none."""
    part = edition.needed(Treatment)
    return TreatmentView(edition=describe(edition), treatment=part, readings=_readings(edition, part))


def describe_calendar(edition: Edition) -> CalendarView:
    """The region's own days; raises Refusal where the edition has none."""
    part = edition.needed(Calendar)
    return CalendarView(edition=describe(edition), calendar=part, national_source=PACKAGE)


def _readings(edition: Edition, part: Part) -> tuple[Reading, ...]:
    ids = set(part.ids())
    named = {parameter.reading for _, parameter in under_readings(part)}
    return tuple(
        reading for reading in edition.readings.readings if reading.id in named or ids & set(reading.bears_on)
    )
