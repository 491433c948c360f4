"""What the API takes on procedure, naming, treatment and revocation."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from rules_service.api.schemas import EditionName
from shared.contracts.calendar import CalendarOverlay
from shared.contracts.facts import Day, Input
from shared.contracts.lists import ChosenReadings
from shared.contracts.naming import NamingFacts
from shared.contracts.revocation import RevocationFacts
from shared.contracts.treatment import Contender, TreatmentFacts

_EDITION = "guilin_artisan_2025"
_FINDING: dict[str, Any] = {"value": True, "by": "office", "basis": "办公室核实 2026-05-20"}
Today = Annotated[Day | None, Field(description="判断日期；不填为今天")]


class ListSizesRequest(Input):
    """名单规模；名额由当年确定"""

    model_config = ConfigDict(json_schema_extra={"example": {"edition": _EDITION, "quota": 50}})

    edition: EditionName = None
    quota: Annotated[int, Field(ge=1, le=10_000)] = Field(description="当年拟命名的名额")
    readings: ChosenReadings = Field(default_factory=dict)


class PublicityRequest(Input):
    """公示期；三月三和次年的放假通知尚未收录的，随请求录入"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": _EDITION,
                "published_on": "2026-04-15",
                "calendar": {
                    "notices": [
                        {
                            "layer": "regional",
                            "year": 2026,
                            "rest_days": ["2026-04-20", "2026-04-21"],
                            "source": "按实际通知填写文号（此处为示例）",
                        }
                    ]
                },
            }
        }
    )

    edition: EditionName = None
    published_on: Day = Field(description="发布日期")
    corrected_on: Day | None = Field(
        None, description="公示内容有影响辨认人选或异议受理的错误的，更正后重新发布的日期"
    )
    calendar: CalendarOverlay = Field(CalendarOverlay(), description="办公室录入的放假通知和个别日子")
    readings: ChosenReadings = Field(default_factory=dict)


class NamingRequest(Input):
    """可否命名；没有录入的视为未知，不当作没有异议"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": _EDITION,
                "as_of": "2026-09-25",
                "facts": {"last_day": "2026-09-24", "objections": ["rejected"], "candidate": "unchanged"},
            }
        }
    )

    edition: EditionName = None
    as_of: Today = None
    facts: NamingFacts
    readings: ChosenReadings = Field(default_factory=dict)


class RevocationRequest(Input):
    """撤销情形；不需要姓名和身份证号，没有填的事实一律视为未知"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": _EDITION,
                "as_of": "2026-11-22",
                "facts": {
                    "named_on": "2026-01-15",
                    "records": {
                        "complete": True,
                        "items": [
                            {
                                "kind": "sanction",
                                "decided_on": "2026-06-01",
                                "values": {"effective": True, "sanction": "removal"},
                            }
                        ],
                    },
                    "findings": {"R4.conduct": _FINDING | {"value": False}},
                },
            }
        }
    )

    edition: EditionName = None
    as_of: Today = None
    facts: RevocationFacts
    readings: ChosenReadings = Field(default_factory=dict)


class TreatmentRequest(Input):
    """待遇、向上推荐和人才库；数额由当年确定，以元为单位"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"edition": _EDITION, "facts": {"named": False, "findings": {"pool": _FINDING}}}
        }
    )

    edition: EditionName = None
    facts: TreatmentFacts
    readings: ChosenReadings = Field(default_factory=dict)


class TieBreakRequest(Input):
    """同等条件下优先；评议名次相同即为同等条件"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": _EDITION,
                "contenders": [
                    {"ref": "2026-450302-0001", "place": 1, "in_pool": False},
                    {"ref": "2026-450302-0007", "place": 1, "in_pool": True},
                ],
            }
        }
    )

    edition: EditionName = None
    contenders: Annotated[tuple[Contender, ...], Field(strict=False, max_length=2000)]
