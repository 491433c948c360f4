"""PDFs bound into one."""

import io

import pikepdf
import pytest

from docgen_service.pdf.binding import bound
from docgen_service.pdf.inspection import Pdf, read_pdf


def _pdf(*widths: int) -> Pdf:
    """Pages that can be told apart by their width."""
    with pikepdf.new() as made:
        for width in widths:
            made.add_blank_page(page_size=(width, 100))
        target = io.BytesIO()
        made.save(target)
    return Pdf(target.getvalue(), len(widths))


def _widths(pdf: Pdf) -> list[int]:
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        return [int(page.mediabox[2]) for page in opened.pages]


def test_pages_follow_one_another_and_sets_follow_whole() -> None:
    once = bound([_pdf(10, 20), _pdf(30)])
    assert (_widths(once), once.pages) == ([10, 20, 30], 3)
    thrice = bound([_pdf(10, 20), _pdf(30)], times=3)
    assert (_widths(thrice), thrice.pages) == ([10, 20, 30] * 3, 9)
    assert read_pdf(thrice.content) == thrice


def test_three_sets_are_hardly_larger_than_one() -> None:
    part = _pdf(*range(100, 200))
    assert len(bound([part], times=3).content) < 3 * len(bound([part]).content)


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = [_pdf(10), _pdf(20)]
    assert bound(parts).content == bound(parts).content


def test_nothing_is_not_bound() -> None:
    with pytest.raises(ValueError, match="nothing"):
        bound([])
