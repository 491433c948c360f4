"""申报材料 (第八条（二）): what has been handed in, and what the rules service says about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Day, Identifier, Input, Scans

Stage = Literal["submission", "county_review", "forwarding"]
"""程序环节 at which a material is due: 申报, 县级审核, 上报."""

Party = Literal["applicant", "unit", "expert", "county"]
"""Who provides a material: 申报个人, 推荐单位, 推荐专家, 县（市、区）总工会."""

MaterialResult = Literal["met", "missing", "defective", "needs_check"]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class MaterialItem(Input):
    """One material handed in; what is None has not been looked at yet (not: is wanting)."""

    kind: Identifier = Field(description="材料种类代码，见版本的 channels.yaml")
    copies: Count | None = Field(None, description="纸质份数")
    original: bool | None = Field(None, description="已出示原件供核对")
    characters: Count | None = Field(None, description="字数")
    issued_on: Day | None = Field(None, description="出具日期")
    opinion: Literal["agree", "disagree"] | None = Field(None, description="意见内容：同意或不同意")
    scans: Scans = ()


class Recommender(Input):
    """推荐专家 (第八条（二）3): no name, only what the article asks for."""

    qualification: Identifier | None = Field(None, description="资格代码，如 senior_technician")
    trade_same: bool | None = Field(None, description="与被推荐人同专业")
    works_in_region: bool | None = Field(None, description="在本市工作；只在相应的理解下要求")
    certified_in_region: bool | None = Field(None, description="资格证书在本市核发；只在相应的理解下要求")


class MaterialsFacts(Input):
    """What was handed in through one channel (申报渠道); a material that is not in the list is missing.

    The stage stands in the request beside it, so that the same facts can be checked for another stage.
    """

    channel: Identifier = Field(description="申报渠道代码：individual、unit、expert")
    items: Annotated[tuple[MaterialItem, ...], Field(strict=False, max_length=500)] = ()
    consent: bool | None = Field(None, description="已征得被推荐人同意")
    recommenders: Annotated[tuple[Recommender, ...], Field(strict=False, max_length=20)] | None = None
    public_official: bool | None = Field(None, description="公职人员")
    exercises_power: bool | None = Field(None, description="行使公权；只在相应的理解下要求")
    claims_awards: bool | None = Field(None, description="申报人主张有获奖或证书")


class MaterialOutcome(Answer):
    """The outcome of one requirement: `needs_check` is for a human's eye and no fault of the applicant's.

    `due_now` says whether it is due at the stage that was asked about.
    """

    kind: str
    label: str
    outcome: MaterialResult
    article: str
    quote: str
    due: Stage
    due_now: bool
    by: Party
    reasons: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()


class MaterialAsk(Answer):
    """待补材料: what to bring or to check, and who; `blocking` = due at this stage."""

    kind: str
    label: str
    outcome: MaterialResult
    question: str
    by: Party
    by_label: str
    article: str
    due: Stage
    blocking: bool


class MaterialsDifference(Answer):
    """Readings (理解) under which the materials come out otherwise: complete or not, and which of them."""

    options: dict[str, str]
    questions: tuple[str, ...]
    option_labels: tuple[str, ...]
    complete: bool | None
    headline: str
    kinds: tuple[str, ...] = Field(description="情况不同的材料")


class MaterialsReadings(Answer):
    """Which readings the answer rests on, and whether it is the same under all."""

    chosen: dict[str, str]
    basis: str
    same_under_all: bool
    differs: tuple[MaterialsDifference, ...] = ()


class MaterialsVerdict(Answer):
    """材料审核意见 for one stage. `complete` is None while only a human's check is wanting."""

    channel: str
    stage: Stage
    complete: bool | None
    headline: str
    notice: str
    outcomes: tuple[MaterialOutcome, ...]
    asks_applicant: tuple[MaterialAsk, ...]
    asks_county: tuple[MaterialAsk, ...]
    notes: tuple[str, ...] = ()
    readings: MaterialsReadings | None = Field(None, description="所取的理解，以及换一种理解时的不同")
    receipt: Receipt
