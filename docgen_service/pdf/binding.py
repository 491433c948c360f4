"""Several PDFs bound into one (合订), in their order; the same ones give the same bytes."""

import io
from collections.abc import Iterable

import pikepdf

from docgen_service.pdf.inspection import Pdf


def bound(parts: Iterable[Pdf], times: int = 1) -> Pdf:
    """One PDF of all pages, as a whole `times` over (一式几份); at least one part is needed."""
    with pikepdf.new() as book:
        for part in parts:
            with pikepdf.open(io.BytesIO(part.content)) as opened:
                book.pages.extend(opened.pages)
        once = len(book.pages)
        if not once:
            raise ValueError("nothing to bind")
        for _ in range(times - 1):
            book.pages.extend(book.pages[:once])
        target = io.BytesIO()
        book.save(target, deterministic_id=True)
    return Pdf(target.getvalue(), once * times)
