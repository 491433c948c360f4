"""致申报人、致审核人: the answer as plain text; every word of it comes from the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rules_service.explanation import Explanation
from shared.contracts.verdict import Ask, ReadingsReport
from shared.regulation.conditions import ApplicantText, OfficerText
from shared.regulation.edition import Edition


class Told(NamedTuple):
    """What both texts tell of."""

    found: Explanation
    headline: str
    asks: Sequence[Ask]
    readings: ReadingsReport
    as_of: date


class LetterWriter:
    """Writes both texts; an edition without their sentences has none."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._letters = edition.conditions.texts.letters
        self._materials = edition.channels.materials

    def applicant(self, told: Told) -> str | None:
        """What is still wanted of the applicant, and what others see to."""
        return "\n".join(self._applicant(self._letters.applicant, told)) if self._letters else None

    def officer(self, told: Told) -> str | None:
        """What is not met, what would decide, and where another reading leads elsewhere."""
        return "\n".join(self._officer(self._letters.officer, told)) if self._letters else None

    def _applicant(self, text: ApplicantText, told: Told) -> Iterator[str]:
        yield text.opening.format(headline=told.headline, notice=self._edition.head.advice_notice)
        decisive = [ask for ask in told.asks if ask.decisive]
        own = [ask for ask in decisive if set(ask.attested_by) & set(text.own)]
        others = [ask for ask in decisive if ask not in own]
        if own:
            yield text.wanted.format(count=len(own))
            yield from self._lines(own, text.wanted_line, text.proven_line)
        if others:
            yield text.waiting.format(count=len(others))
            yield from self._lines(others, text.waiting_line, text.waiting_line)
        yield text.closing

    def _officer(self, text: OfficerText, told: Told) -> Iterator[str]:
        head = self._edition.head
        yield text.opening.format(headline=told.headline, notice=head.advice_notice)
        yield from self._failed(text, told.found)
        decisive = [ask for ask in told.asks if ask.decisive]
        if decisive:
            yield text.wanted.format(count=len(decisive))
            yield from self._lines(decisive, text.wanted_line, text.wanted_line)
        yield from _differing(text, told.readings)
        yield text.closing.format(
            title=head.title, document_number=head.document_number, as_of=told.as_of.isoformat()
        )

    def _failed(self, text: OfficerText, found: Explanation) -> Iterator[str]:
        conditions = self._edition.conditions
        failed = [top for top in (*conditions.general, conditions.items) if found.truths[top.id] is False]
        if failed:
            yield text.failed.format(count=len(failed))
        for number, node in enumerate(failed, 1):
            yield text.failed_line.format(
                number=number, label=node.label, article=node.article, quote=node.quote
            )

    def _lines(self, asks: Iterable[Ask], plain: str, proven: str) -> Iterator[str]:
        for number, ask in enumerate(asks, 1):
            yield (proven if ask.proof else plain).format(
                number=number,
                question=ask.question,
                article=ask.article,
                bodies="、".join(ask.attested_by_labels),
                proof="、".join(self._materials[kind] for kind in ask.proof),
            )


def _differing(text: OfficerText, readings: ReadingsReport) -> Iterator[str]:
    if readings.differs:
        yield text.differs.format(count=len(readings.differs))
    for number, other in enumerate(readings.differs, 1):
        pairs = zip(other.questions, other.option_labels, strict=True)
        shown = "；".join(text.reading.format(question=question, option=option) for question, option in pairs)
        yield text.differs_line.format(number=number, readings=shown, verdict=text.verdicts[other.verdict])
