"""Money is asked in yuan and kept in whole fen (数额, 第九条)."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.contracts.treatment import TreatmentFacts


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        (0, 0),
        (5000, 500_000),
        ("5000", 500_000),
        (5000.5, 500_050),
        ("5000.50", 500_050),
        (0.29, 29),
        ("0.01", 1),
    ],
)
def test_yuan_with_at_most_two_decimals_are_whole_fen(given: Any, fen: int) -> None:
    assert TreatmentFacts.model_validate({"amounts": {"bonus": given}}).fen("bonus") == fen


@pytest.mark.parametrize(
    "given", ["0.001", 0.125, -1, "-1", True, None, "五千", "1e3", 1e20, "", "５０００", "5000."]
)
def test_what_is_no_amount_in_yuan_is_refused(given: Any) -> None:
    with pytest.raises(ValidationError, match="金额以元为单位"):
        TreatmentFacts.model_validate({"amounts": {"bonus": given}})


def test_one_amount_is_written_in_one_way() -> None:
    written = {
        TreatmentFacts.model_validate({"amounts": {"bonus": given}}).model_dump_json()
        for given in (5000, "5000", "5000.00", 5000.0)
    }
    assert len(written) == 1
