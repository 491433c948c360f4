"""What the rules service answers on eligibility (审核结论): it advises, and refuses nobody."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Facts, Input
from shared.contracts.materials import MaterialsFacts, MaterialsVerdict
from shared.contracts.overlay import Overlay

Outcome = Literal["met", "not_met", "needs_judgement", "insufficient_evidence"]
Eligibility = Literal["eligible", "not_eligible", "undetermined"]
FactValue = bool | int | str | tuple[str, ...]


class DecidedBy(Answer):
    """认定主体与依据 of a human finding."""

    by: str
    by_label: str
    basis: str
    on: str | None = None


class ConditionOutcome(Answer):
    """A condition's outcome (条件判断) with its article, the facts and the scans behind it.

    A combination has `parts`; a leaf has none.
    """

    id: str
    label: str
    article: str
    quote: str
    outcome: Outcome
    facts: dict[str, FactValue] = Field(default_factory=dict)
    scans: tuple[str, ...] = ()
    decided_by: DecidedBy | None = None
    combination: Literal["all", "any"] | None = None
    parts: tuple[ConditionOutcome, ...] = ()


AskType = Literal[
    "finding",
    "boolean",
    "text",
    "rank",
    "level",
    "contest_class",
    "honour_class",
    "spells",
    "contests",
    "honours",
    "records",
    "choice",
    "date",
    "amount",
]


class Ask(Answer):
    """待补事项: one missing fact, who may attest it, and whether its value can change the verdict."""

    fact: str = Field(description="事实路径，如 findings.good_conduct、contests[0].rank")
    type: AskType
    question: str
    attested_by: tuple[str, ...]
    attested_by_labels: tuple[str, ...]
    proof: tuple[str, ...] = Field((), description="可作证明的材料种类")
    article: str
    conditions: tuple[str, ...] = Field(description="需要这一事实的条件")
    decisive: bool
    proposed: bool | str | None = Field(None, description="年度目录按名称列出的值；须由人工核对证书后确认")


class ReadingDifference(Answer):
    """A reading (理解) under which the verdict is another one."""

    options: dict[str, str] = Field(description="理解 → 所取选项；只列与所用理解不同的")
    questions: tuple[str, ...]
    option_labels: tuple[str, ...]
    verdict: Eligibility


class ReadingsReport(Answer):
    """Which readings the verdict rests on, and whether it is the same under all that can be computed."""

    chosen: dict[str, str]
    same_under_all: bool
    differs: tuple[ReadingDifference, ...] = ()
    not_computed: tuple[str, ...] = Field((), description="另有理解、但其结论不能由事实算出的，须由人工判断")


class Verdict(Answer):
    """审核结论: 仅供参考，不是审核结论 is what `notice` says; the county union decides (第八条)."""

    verdict: Eligibility
    headline: str
    notice: str
    conditions: tuple[ConditionOutcome, ...]
    items: ConditionOutcome = Field(description="符合以下条件之一")
    asks: tuple[Ask, ...]
    readings: ReadingsReport
    for_applicant: str | None = Field(None, description="致申报人的文字")
    for_officer: str | None = Field(None, description="致审核人的文字")
    receipt: Receipt


class CheckInput(Input):
    """The sealed content of CheckRequested; `overlay` is what the year's cycle sets."""

    facts: Facts
    materials: MaterialsFacts
    overlay: Overlay | None = None


class CheckResult(Answer):
    """The sealed content of ApplicationChecked."""

    verdict: Verdict
    materials: MaterialsVerdict
