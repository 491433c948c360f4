"""How fast the edition's own papers are made, from typed data to the file: told for information, beside nothing."""

import statistics
import time
from collections.abc import Iterator

from deploy.local.bench import docx_data
from deploy.local.bench.results import Result, figure
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import Filled, filled_specimens
from shared.pictures import Picture
from shared.regulation.library import Library

EDITION = "guilin_artisan_2025"


def papers_of_the_edition() -> Iterator[Result]:
    """The median of all specimens, and the slowest by its kind."""
    photo, library = docx_data.photo(0), Library()
    times = {
        f"{filled.published.definition.kind}, {filled.specimen.name}": _seconds(filled, photo)
        for filled in filled_specimens(Shelf(library), library.get(EDITION))
    }
    slowest = max(times, key=lambda name: times[name])
    yield figure(
        f"{len(times)} specimens of the edition: median", 1 / statistics.median(times.values()), "docs/s"
    )
    yield figure(f"slowest specimen: {slowest}", 1 / times[slowest], "docs/s")


def _seconds(filled: Filled, photo: Picture) -> float:
    spent = []
    for _ in range(9):
        began = time.process_time()
        filled.render(photo)
        spent.append(time.process_time() - began)
    return statistics.median(spent)
