"""待遇 (第九条), 向上推荐 (第十条), 工匠人才库 (第七条): who gets what, and what still waits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Finding, Identifier, Input
from shared.contracts.verdict import Ask, DecidedBy

_YUAN = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


def _yuan(value: Any) -> Decimal:
    """Always with two decimals, so that one amount has one hash; a number of JSON is taken as it was written."""
    written = (
        value if isinstance(value, str | Decimal) else repr(value) if type(value) in (int, float) else ""
    )
    if not _YUAN.fullmatch(str(written)):
        raise PydanticCustomError("amount_form", "金额以元为单位，至多两位小数，如5000或5000.50。")
    return Decimal(written).quantize(Decimal("0.01"))


Yuan = Annotated[
    Decimal,
    BeforeValidator(_yuan),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}], "examples": ["5000.00"]}
    ),
]
"""金额（元）: at most two decimals; what is stored and answered is whole fen."""


class TreatmentFacts(Input):
    """A candidate of this year, or a holder; what is absent is unknown."""

    named: bool | None = Field(None, description="已获得称号；未获得的填 false")
    amounts: Annotated[dict[Identifier, Yuan], Field(max_length=20)] = Field(
        default_factory=dict, description="当年数额（元，至多两位小数）：待遇代码 → 数额，如 bonus"
    )
    findings: Annotated[dict[Identifier, Finding], Field(max_length=20)] = Field(
        default_factory=dict, description="人工认定：pool（培育潜力）、may_day_medal（符合条件）"
    )

    def fen(self, benefit: str) -> int | None:
        """The amount of a benefit in whole fen; None if it has not been set."""
        amount = self.amounts.get(benefit)
        return None if amount is None else int(amount * 100)


class BenefitView(Answer):
    """一项待遇: due, due once its amount is set, not due, or unknown."""

    id: str
    label: str
    to: str
    to_label: str
    article: str
    quote: str
    state: Literal["due", "waits_for_amount", "not_due", "unknown"]
    text: str
    amount: str | None = Field(None, description="数额（元，两位小数）")
    amount_fen: int | None = Field(None, description="数额（分）")
    once: bool
    earmark: str | None = Field(None, description="专项用途")


class UpwardView(Answer):
    """向上推荐一项."""

    id: str
    label: str
    article: str
    quote: str
    mode: Literal["priority", "if_eligible"]
    state: Literal["may_recommend", "not_recommended", "needs_judgement", "not_applicable", "unknown"]
    text: str
    decided_by: DecidedBy | None = None


class PoolView(Answer):
    """工匠人才库: entry is at discretion (可); being in it breaks ties and nothing else."""

    article: str
    quote: str
    state: Literal["may_enter", "needs_judgement", "not_applicable", "unknown"]
    text: str
    decider: str
    decider_label: str
    term_years: int | None = Field(description="储备年限；办法没有规定的为空")
    priority_quote: str
    priority_text: str
    decided_by: DecidedBy | None = None


class TreatmentAnswer(Answer):
    """待遇、向上推荐和人才库."""

    benefits: tuple[BenefitView, ...]
    upward: tuple[UpwardView, ...]
    pool: PoolView | None
    asks: tuple[Ask, ...]
    readings: dict[str, str]
    receipt: Receipt


Ref = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$", description="人选的编号；不要用姓名或身份证号")]


class Contender(Input):
    """人选: its place by the review (同等条件 = the same place), and whether it comes from the pool."""

    ref: Ref
    place: Annotated[int, Field(ge=1, le=100_000)] = Field(description="评议名次；同等条件的填同一名次")
    in_pool: bool | None = Field(None, description="已列入工匠人才库")


class TieFacts(Input):
    """一批人选."""

    contenders: Annotated[tuple[Contender, ...], Field(strict=False, max_length=2000)]


class RankedContender(Answer):
    """人选的顺序: one rank, or from–to while nothing in the text decides."""

    ref: str
    place: int
    from_rank: int
    to_rank: int
    decided: Literal["by_review", "by_pool", "open"]


class TieAnswer(Answer):
    """同等条件下优先: an order, never a score."""

    order: tuple[RankedContender, ...]
    article: str
    quote: str
    text: str
    asks: tuple[Ask, ...]
    receipt: Receipt
