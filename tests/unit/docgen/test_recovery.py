"""Recovery (收回): what came back, what is still due, and never the union's subsidy."""

from typing import Any

import pytest
from pydantic import ValidationError

from docgen_service.rendering.samples import sample
from shared.contracts.documents.fields import BY_HAND, NONE
from shared.contracts.documents.revocation import RecoveryNoticeData, RecoveryRegisterData
from shared.regulation.library import Library
from shared.regulation.revocation import Revocation
from tests.support.papers import EDITION, Render, words


def _register(**changes: Any) -> RecoveryRegisterData:
    plain = sample(RecoveryRegisterData, rich=True, entries=1).model_dump()
    return RecoveryRegisterData.model_validate(plain | changes)


@pytest.mark.parametrize(
    ("bonus", "paid_back", "outstanding"),
    [(1_000_000, 0, 1_000_000), (1_000_000, 999_999, 1), (1_000_000, 1_000_000, 0), (1_000_000, BY_HAND, BY_HAND)],
)  # fmt: skip
def test_what_is_still_due_is_worked_out_to_the_fen(
    bonus: int, paid_back: object, outstanding: object
) -> None:
    assert _register(bonus=bonus, paid_back=paid_back).outstanding == outstanding


@pytest.mark.parametrize("bonus", [1_000_000, NONE])
def test_more_than_was_paid_cannot_come_back(bonus: object) -> None:
    with pytest.raises(ValidationError) as caught:
        _register(bonus=bonus, paid_back=1_000_001)
    assert caught.value.errors()[0]["type"] == "paid_back_exceeds"


def test_the_papers_name_what_the_article_recovers_and_keep_the_rest_out(render: Render) -> None:
    revocation = Library().get(EDITION).needed(Revocation)
    kept = tuple(item.label for item in revocation.not_recovered)
    plain = sample(RecoveryNoticeData, rich=True, entries=1).model_dump()
    text = words(render(RecoveryNoticeData.model_validate(plain | {"not_recovered": kept})))
    assert {"奖杯", "证书", "激励金"} <= set(text)
    assert f"{'、'.join(kept)}，《办法》第十六条没有列明收回，不在本通知之内。" in text


def test_no_account_is_given_where_no_bonus_was_paid(render: Render) -> None:
    plain = sample(RecoveryNoticeData, rich=True, entries=1).model_dump()
    text = words(render(RecoveryNoticeData.model_validate(plain | {"bonus": NONE})))
    assert not any("账" in line for line in text)
