"""年度设定 worked out for one edition: the readings in use, the catalogues, and the hash that a receipt names."""

from __future__ import annotations

from typing import NamedTuple

from rules_service.catalogue import Catalogue, entry_errors
from rules_service.names import Names
from rules_service.receipts import digest
from shared.contracts.overlay import NOTHING, Overlay
from shared.problems import Refusal
from shared.regulation.edition import Edition
from shared.regulation.under_readings import chosen


class Year(NamedTuple):
    """What is set for a year.

    `choices` are the options of the readings under which a verdict is worked out, `chosen` those of all readings
    that bear on a condition; `not_computed` names those that have another option whose verdict nobody can work out.
    """

    catalogue: Catalogue
    choices: dict[str, str]
    chosen: dict[str, str]
    not_computed: tuple[str, ...]
    sha256: str | None


def year_of(edition: Edition, names: Names, overlay: Overlay = NOTHING) -> Year:
    """Works out an overlay; raises a Refusal (422) that names every entry that does not fit the edition."""
    options = chosen(edition, (reading.id for reading in edition.readings.readings), overlay.readings)
    errors = list(entry_errors(overlay, names))
    if errors:
        raise Refusal(422, "overlay_unfit", "年度目录与本版本不符，请按errors逐项修改后重新提交。", errors)
    bearing = _bearing_on_conditions(edition)
    given = overlay.model_dump(mode="json", exclude_defaults=True)
    return Year(
        Catalogue(overlay),
        {reading.id: options[reading.id] for reading in edition.readings.computed()},
        {name: options[name] for name in bearing},
        tuple(r.id for r in edition.readings.readings if r.id in bearing and r.not_computed),
        digest(given) if given else None,
    )


def _bearing_on_conditions(edition: Edition) -> list[str]:
    nodes = {node.id for node in edition.conditions.nodes()}
    return [reading.id for reading in edition.readings.readings if nodes & set(reading.bears_on)]
