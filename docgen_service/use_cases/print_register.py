"""Prints the register of numbers (编号登记簿) of one series; the paper itself is entered nowhere."""

from collections.abc import Iterator
from typing import Any

from docgen_service.content import read_for
from docgen_service.docgen import Docgen
from docgen_service.domain import NumberOrigin
from docgen_service.models import Number
from docgen_service.reach import county_label
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.wording import LEGAL_ZONE
from docgen_service.use_cases.read_numbers import Gap, Register, read_register
from shared.auth import Principal
from shared.contracts.documents.fields import BY_HAND, NOT_APPLICABLE
from shared.regulation.edition import Edition

KIND = "number_register"
_NOTHING = NOT_APPLICABLE.model_dump()


def print_register(
    docgen: Docgen, principal: Principal, edition: str, series: str, year: int, organ_code: str
) -> tuple[str, bytes]:
    """A name for the file, and the Word file: every number in order, each gap in its place."""
    register = read_register(docgen, principal, edition, series, year, organ_code)
    published = docgen.shelf.get(edition, KIND)
    raw = {
        "series": register.title,
        "scope": _scope(published.edition, register) or _NOTHING,
        "printed_on": docgen.today().isoformat(),
        "entries": [entry for _, entry in sorted(_entries(published.edition, register), key=_place)],
    }
    data, _ = read_for(published, raw)
    imprint = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=False)
    file = published.template.render(context_of(data, imprint, {}))
    return f"{published.definition.title}_{register.title}", file


def _scope(edition: Edition, register: Register) -> str:
    """Within what the series counts: 2026年　秀峰区总工会."""
    per, scope = register.scope.series.per, register.scope
    parts = [f"{scope.year}年"] if "year" in per else []
    if "organ" in per and scope.organ in edition.codes.regions:
        parts.append(county_label(edition, scope.organ))
    return "\u3000".join(parts)


def _place(entry: tuple[int, dict[str, Any]]) -> int:
    return entry[0]


def _entries(edition: Edition, register: Register) -> Iterator[tuple[int, dict[str, Any]]]:
    yield from ((row.n, _entry(edition, register, row)) for row in register.numbers)
    yield from ((gap.first, _gap(gap)) for gap in register.gaps)


def _entry(edition: Edition, register: Register, row: Number) -> dict[str, Any]:
    document = register.documents.get(row.document_id) if row.document_id else None
    definition = edition.documents.get(document.kind) if document else None
    source = row.source if row.origin == NumberOrigin.OFFICE_SYSTEM else None
    return {
        "number": row.number,
        "document": (definition.title if definition else row.purpose) or _NOTHING,
        "state": row.state,
        "origin": row.origin,
        "reason": row.reason or source or _NOTHING,
        "entered_on": row.taken_at.astimezone(LEGAL_ZONE).date().isoformat(),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    span = f"第{gap.first}号" if gap.first == gap.last else f"第{gap.first}号至第{gap.last}号"
    return {
        "number": span, "document": _NOTHING, "state": "gap", "origin": None,
        "reason": gap.reason, "entered_on": _NOTHING,
    }  # fmt: skip
