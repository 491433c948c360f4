"""撤销 (第十六、十七条): what is known of a holder, and what it comes to; never “revoked”, that is the group's to decide."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Finding, Identifier, Input, Scans
from shared.contracts.verdict import Ask, ConditionOutcome

GroundResult = Literal["made_out_prima_facie", "needs_judgement", "not_made_out"]
"""初步成立, 尚不能判断 (a fact or a judgement is wanting), 不成立."""


class RecordFact(Input):
    """文书: a judgment, a penalty, a sanction; what `values` does not say is not known yet."""

    kind: Identifier = Field(description="文书种类代码，见版本的 revocation.yaml")
    decided_on: Day | None = Field(None, description="作出日期")
    values: Annotated[dict[Identifier, bool | Identifier], Field(max_length=20)] = Field(
        default_factory=dict, description="文书的要素，如 effective、penalty"
    )
    finding: Finding | None = Field(
        None,
        description="对该文书的人工认定（如命名前的判决是否属于所列情形）；须认定的不止一项的，分别填在findings中",
    )
    findings: Annotated[dict[Identifier, Finding], Field(max_length=20)] = Field(
        default_factory=dict, description="按要素分别填写的人工认定，如 since_naming、infringer"
    )
    scans: Scans = ()


class Records(Input):
    """全部文书."""

    complete: bool = Field(False, description="申明已列全部；未申明时，“没有”一律视为未知")
    items: Annotated[tuple[RecordFact, ...], Field(strict=False, max_length=100)] = ()


class RevocationFacts(Input):
    """与称号获得者有关的事实; no name is needed."""

    named_on: Day = Field(description="命名日期，见称号登记")
    records: Records | None = None
    findings: Annotated[dict[Identifier, Finding], Field(max_length=100)] = Field(default_factory=dict)


class GroundOutcome(Answer):
    """一项撤销情形: its result, and in `detail` its parts with article, words and facts."""

    id: str
    label: str
    article: str
    quote: str
    outcome: GroundResult
    detail: ConditionOutcome


class ProcedureStep(Answer):
    """撤销程序的一步; `basis` is the article, or says that the regulation is silent and what is taken."""

    id: str
    label: str
    actor: str = Field(description="由谁办理；不止一个的，此处为牵头的")
    actor_label: str = Field(description="由谁办理，牵头的在前")
    actor_basis: str = Field(description="由谁办理的依据：条款，或办法没有规定时所取的理解")
    article: str | None
    quote: str | None
    basis: str


class RecoveryItem(Answer):
    """收回或不收回的一项."""

    id: str
    label: str
    article: str
    quote: str
    note: str | None = None


class RevocationAnswer(Answer):
    """撤销情形的初步判断; the office verifies, the leading group decides (第十七条)."""

    outcome: GroundResult
    headline: str
    notice: str
    grounds: tuple[GroundOutcome, ...]
    asks: tuple[Ask, ...]
    procedure: tuple[ProcedureStep, ...]
    recovered: tuple[RecoveryItem, ...] = Field(description="撤销后收回的")
    not_recovered: tuple[RecoveryItem, ...] = Field(description="不在收回之列的")
    notes: tuple[str, ...]
    readings: dict[str, str] = Field(description="所取的理解")
    receipt: Receipt
