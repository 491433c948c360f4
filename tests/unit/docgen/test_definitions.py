"""documents.yaml: definitions and series of numbers."""

import pytest
from pydantic import ValidationError

from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.documents import Series
from shared.regulation.library import Library
from tests.support.papers import EDITION


def _series(pattern: str, per: tuple[str, ...] = ("year", "organ")) -> Series:
    return Series.model_validate(
        {"id": "receipt", "title": "受理回执编号", "pattern": pattern, "per": per, "note": "自拟"}
    )


def test_a_number_is_written_after_its_pattern() -> None:
    assert _series("受〔{year}〕{organ}-{n:04d}号").number(7, 2026, "450302") == "受〔2026〕450302-0007号"
    assert _series("市工发〔{year}〕{n}号", ("year",)).number(4, 2025, "450302") == "市工发〔2025〕4号"


@pytest.mark.parametrize(
    "pattern",
    ["受{n}号", "受{year}{organ}号", "受{year}{organ}{n}{x}", "受{year}{organ}{n!r}号", "受{year}{organ}{n:>99}",
     "受{year.real}{organ}{n}", "受{year:04d}{organ}{n}"],
)  # fmt: skip
def test_a_pattern_that_would_repeat_itself_or_do_more_than_print_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        _series(pattern)


def test_only_the_receipt_slip_goes_out_by_itself() -> None:
    documents = Library().get(EDITION).documents.documents
    assert [item.kind for item in documents if item.goes_out == "by_itself"] == ["receipt_slip"]


def test_refusing_and_forwarding_only_follow_the_collective_decision() -> None:
    documents = Library().get(EDITION).documents.documents
    bound = {item.kind for item in documents if item.after_collective_decision}
    assert bound == {"ineligibility_notice", "forwarding_letter"}
    for kind in bound:
        assert {"reviewed_on", "participants"} <= DOCUMENT_KINDS[kind].model_fields.keys()


def test_invented_number_patterns_say_so() -> None:
    assert all("办法未规定" in series.note for series in Library().get(EDITION).documents.series)
