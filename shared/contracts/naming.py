"""命名 (第八条（六）（七）): whether anything still stands in the way of naming one candidate."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Input
from shared.contracts.verdict import Ask

ObjectionResult = Literal["open", "upheld", "rejected", "partly_upheld"]
"""异议: 尚未核实, 属实, 失实, 部分属实或仅涉及枝节."""

NamingResult = Literal[
    "may_be_named", "not_yet", "on_hold", "needs_judgement", "withdrawn", "cancelled", "unknown"
]

CandidateNow = Literal["unchanged", "withdrawn", "died", "moved_away"]
"""命名当日的情况: 没有变化, 已撤回, 已去世, 已调离."""

_Objections = Annotated[tuple[ObjectionResult, ...], Field(strict=False, max_length=200)]


class NamingFacts(Input):
    """公示和异议的情况; what is absent is unknown, an empty list means that there was no objection."""

    last_day: Day | None = Field(None, description="公示期的最后一日")
    objections: _Objections | None = Field(
        None, description="对该人选的全部异议的核实结果；没有异议的填空列表"
    )
    late_objections: _Objections = Field(
        (), description="其中公示期满后、命名前才提出的，列在这里，不列入objections"
    )
    others_open: bool | None = Field(None, description="同批其他人选有未核实的异议")
    candidate: CandidateNow | None = Field(
        None,
        description="命名当日复核的情况：unchanged 没有变化，withdrawn 已撤回，died 已去世，moved_away 已调离",
    )


class NamingReason(Answer):
    """One thing that stands in the way, or that nothing does; with its article and words."""

    text: str
    article: str
    quote: str


class NamingDifference(Answer):
    """Readings (理解) under which the outcome is another one."""

    options: dict[str, str]
    questions: tuple[str, ...]
    option_labels: tuple[str, ...]
    outcome: NamingResult


class NamingReadings(Answer):
    """Which readings the outcome rests on, and whether it is the same under all."""

    chosen: dict[str, str]
    basis: str
    same_under_all: bool
    differs: tuple[NamingDifference, ...] = ()


class NamingAnswer(Answer):
    """可否命名."""

    outcome: NamingResult
    reasons: tuple[NamingReason, ...]
    reserve_moves_up: bool = Field(description="取消参评资格后由后备人选递补")
    substitute_published_anew: bool = Field(
        description="递补的人选须另行公示（按所取的理解公示没有列出后备人选）"
    )
    document: str
    documents: tuple[str, ...] = Field(description="命名印发的文书，按所取的理解")
    issuers: tuple[str, ...]
    issuer_labels: tuple[str, ...]
    asks: tuple[Ask, ...]
    readings: NamingReadings
    receipt: Receipt
