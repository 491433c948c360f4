"""年度设定 worked out for one edition: the readings in use, the catalogues, and the hash that a receipt names."""

from __future__ import annotations

from typing import NamedTuple

from rules_service.catalogue import Catalogue
from rules_service.receipts import digest
from shared.contracts.overlay import NOTHING, Overlay
from shared.regulation.edition import Edition
from shared.regulation.overlays import options_of


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


def year_of(edition: Edition, overlay: Overlay = NOTHING) -> Year:
    """Works out an overlay; raises a Refusal (422) that names every entry that does not fit the edition."""
    options = options_of(edition, overlay)
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
