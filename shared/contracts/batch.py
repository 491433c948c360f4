"""批量条件审核 as NDJSON: one applicant a line, one answer a line, in the same order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Facts, Identifier, Input, Text
from shared.contracts.overlay import Overlay
from shared.contracts.verdict import Eligibility, Outcome

Detail = Literal["full", "brief"]


class BatchCommon(Input):
    """各行共用的版本、截止日和年度设定"""

    edition: Identifier | None = Field(None, description="版本；不填为所问之日施行中的版本")
    as_of: Day | None = Field(None, description="截止日；不填为今天")
    overlay: Overlay | None = Field(None, description="年度设定")


class BatchHead(Input):
    """第一行可写各行共用的内容"""

    common: BatchCommon


class BatchLine(Input):
    """一行一名申报人；id由调用方自定，原样返回，请勿填姓名或身份证号"""

    id: Text | None = Field(None, description="调用方自定的编号")
    as_of: Day | None = Field(None, description="截止日；不填的按第一行")
    facts: Facts


class BriefVerdict(Answer):
    """结论的简要形式: no words and no facts, but every outcome, what would decide it, and the receipt."""

    verdict: Eligibility
    headline: str
    outcomes: dict[str, Outcome] = Field(description="条件编号 → 判断")
    decisive: tuple[str, ...] = Field(description="会影响结论的待补事实")
    same_under_all: bool
    receipt: Receipt


class BatchSummary(Answer):
    """最后一行；没有这一行的，答复没有传完"""

    lines: Annotated[int, Field(description="收到的行数，不含第一行的共用内容和空行")]
    answered: int
    refused: int
