"""What the API takes; what it gives are the contracts themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from rules_service.use_cases.describe_edition import EditionView
from shared.contracts.batch import Detail
from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Facts, Identifier, Input
from shared.contracts.materials import MaterialsFacts, Stage
from shared.contracts.overlay import Overlay
from shared.regulation.readings import Reading
from shared.web.parameters import Parameters

EditionName = Annotated[Identifier | None, Field(description="版本；不填为所问之日施行中的版本")]
_AsOf = Annotated[Day | None, Field(description="截止日（工作年限算到哪一天）；不填为今天")]

_FACTS: dict[str, Any] = {
    "trade": "钳工",
    "union_member": True,
    "on_front_line": True,
    "named_before": False,
    "in_catalogue": True,
    "spells": {
        "complete": True,
        "items": [{"from": "2010-07", "to": "2026-06", "trade": "钳工", "in_guilin": True}],
    },
    "contests": {"complete": True, "items": [{"contest": "自治区职工职业技能大赛", "rank": 6}]},
    "findings": {"S3": {"value": True, "by": "county_union", "basis": "集体研究 2026-05-12"}},
}


class EligibilityRequest(Input):
    """条件审核；不需要姓名和身份证号，没有填的事实一律视为未知"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"edition": "guilin_artisan_2025", "as_of": "2026-06-30", "facts": _FACTS}
        }
    )

    edition: EditionName = None
    as_of: _AsOf = None
    facts: Facts
    overlay: Overlay | None = Field(None, description="年度设定：理解和年度目录；不填的按版本的默认理解")


class MaterialsRequest(Input):
    """材料审核；不在items中的材料视为未提交"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": "guilin_artisan_2025",
                "stage": "submission",
                "materials": {
                    "channel": "unit",
                    "consent": True,
                    "items": [{"kind": "deeds", "copies": 3, "characters": 1860}],
                },
            }
        }
    )

    edition: EditionName = None
    stage: Stage = Field(description="程序环节：submission、county_review、forwarding")
    as_of: _AsOf = None
    materials: MaterialsFacts
    overlay: Overlay | None = Field(None, description="年度设定；只看其中的理解，不填的按版本的默认理解")


class EditionPath(Input):
    edition: Identifier = Field(description="版本")


class EditionsView(Answer):
    """版本列表"""

    editions: tuple[EditionView, ...]


class BatchQuery(Parameters):
    """What holds for all lines; the first line may say it too, and then goes before this."""

    model_config = ConfigDict(extra="forbid")

    edition: Identifier | None = Field(None, description="版本；不填为所问之日施行中的版本")
    as_of: Day | None = Field(None, description="截止日；不填为今天")
    detail: Detail = Field("full", description="full：与单个审核相同；brief：结论、各条判断、待补事实和凭据")


class GivenReceipt(Input):
    """原来的凭据；多出的项不看"""

    model_config = ConfigDict(extra="ignore")

    edition: Identifier
    edition_sha256: str
    overlay_sha256: str | None = None
    facts_sha256: str
    engine: str
    decided_at: Annotated[datetime, Field(strict=False)]

    def as_given(self) -> Receipt:
        return Receipt.model_validate(self.model_dump())


class ReplayRequest(Input):
    """复核凭据：原来的问题（与原请求的内容相同）和所得的凭据；可附上原答复"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "eligibility",
                "question": {"as_of": "2026-06-30", "facts": _FACTS},
                "receipt": {
                    "edition": "guilin_artisan_2025",
                    "edition_sha256": "0" * 64,
                    "overlay_sha256": None,
                    "facts_sha256": "0" * 64,
                    "engine": "durable-rules 2.0.28",
                    "decided_at": "2026-07-01T04:00:00Z",
                },
            }
        }
    )

    kind: str = Field(description="原请求地址的最后一段：eligibility、materials、list-sizes、revocation 等")
    question: dict[str, Any] = Field(description="原请求的内容")
    receipt: GivenReceipt
    answer: dict[str, Any] | None = Field(None, description="原答复；附上的逐项比较")


class ConditionPath(Input):
    edition: Identifier = Field(description="版本")
    condition: Identifier = Field(description="条件编号，如 S6.3")


class EditionsQuery(Parameters):
    """Which editions are listed."""

    model_config = ConfigDict(extra="forbid")

    on: Day | None = Field(None, description="只列这一天施行中的版本")


class ReadingsView(Answer):
    """办法没有写明之处"""

    readings: tuple[Reading, ...]
