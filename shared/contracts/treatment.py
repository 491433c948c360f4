"""待遇 (第九条), 向上推荐 (第十条), 工匠人才库 (第七条): who gets what, and what still waits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Finding, Identifier, Input
from shared.contracts.verdict import Ask, DecidedBy

Fen = Annotated[int, Field(ge=0, le=100_000_000_00)]


class TreatmentFacts(Input):
    """A candidate of this year, or a holder; what is absent is unknown."""

    named: bool | None = Field(None, description="已获得称号；未获得的填 false")
    amounts_fen: Annotated[dict[Identifier, Fen], Field(max_length=20)] = Field(
        default_factory=dict, description="当年数额（分）：待遇代码 → 数额，如 bonus"
    )
    findings: Annotated[dict[Identifier, Finding], Field(max_length=20)] = Field(
        default_factory=dict, description="人工认定：pool（培育潜力）、may_day_medal（符合条件）"
    )


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
    amount_fen: int | None = None
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
