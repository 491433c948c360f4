"""What is known of a candidate: the facts that a condition may read, and nothing else.

Every fact may be absent, which means *unknown*: never a no, never a zero. No name and no ID number is here.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from shared.privacy import holds_id_number
from shared.regulation.months import Month

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Input(BaseModel):
    """What a client sends: frozen, and an unknown field is an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


def _clean(text: str) -> str:
    if "\0" in text or not _encodable(text):
        raise PydanticCustomError("unusable_character", "含有不能处理的字符，请删除。")
    return text


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True


def _impersonal(text: str) -> str:
    """What may stand in the register in the clear; an ID number has a field of its own, which is sealed."""
    if holds_id_number(text):
        raise PydanticCustomError("id_number_in_text", "这里不得写身份证号，请删去后重新提交。")
    return text


SealedText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_clean)
]
Text = Annotated[SealedText, AfterValidator(_impersonal)]
LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_clean), AfterValidator(_impersonal),
]  # fmt: skip
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]{0,63}$")]
Scans = Annotated[
    tuple[Text, ...], Field(strict=False, max_length=50, title="佐证扫描件", description="佐证扫描件编号")
]


def _day(value: Any) -> date:
    """Only a date, or text that is one: a number would be taken for a time stamp."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise PydanticCustomError("date_form", "日期应写作“2026-06-30”。")


Day = Annotated[date, BeforeValidator(_day)]


class Spell(Input):
    """工作经历 (第六条): one job, both months counted; no `to` = 仍在岗 (that is a value, not a gap)."""

    from_: Month = Field(alias="from", title="起始年月", examples=["2010-07"], description="起始年月")
    to: Month | None = Field(
        None, title="终止年月", examples=["2026-06"], description="终止年月；不填表示至今仍在该岗位"
    )
    trade: Text | None = Field(
        None,
        title="工种（专业）",
        examples=["钳工"],
        description="工种（专业），须与“本项（专业）”用同一名称",
    )
    in_guilin: bool | None = Field(
        None, title="在桂林区域内", examples=[True], description="是否在桂林区域内工作"
    )
    scans: Scans = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise PydanticCustomError("spell_ends_before_it_begins", "终止年月早于起始年月，请核对。")
        return self


class Contest(Input):
    """竞赛成绩 (第六条（六）): `contest` as on the certificate, `contest_class` as confirmed by a human."""

    contest: Text = Field(
        title="竞赛名称", examples=["自治区职工职业技能大赛"], description="竞赛名称（以证书为准）"
    )
    contest_class: Text | None = Field(
        None, title="竞赛类别", examples=["国家一类大赛"], description="经确认的竞赛类别；均不属于时填“其他”"
    )
    rank: Annotated[int, Field(ge=1, le=100_000)] | None = Field(
        None, title="名次", examples=[6], description="名次；证书只写等次的不填"
    )
    scans: Scans = ()


class Honour(Input):
    """称号、奖项、资格 (第六条（四）（六）), such as 全国技术能手, or 工艺美术大师 with its level."""

    title: Text = Field(
        title="名称", examples=["全国技术能手"], description="称号、奖项或资格名称（以证书为准）"
    )
    honour_class: Text | None = Field(
        None, title="称号或奖项", examples=["科学技术奖"], description="经确认的称号或奖项；均不是时填“其他”"
    )
    level: Identifier | None = Field(
        None,
        title="级别",
        examples=["municipal"],
        description="级别代码：national、regional、municipal、other",
    )
    scans: Scans = ()


class _List(Input):
    complete: bool = Field(
        False,
        title="已列全部",
        examples=[True],
        description="申明已列全部；未申明时，“未达到”一律视为证据不足",
    )


class Spells(_List):
    """全部工作经历."""

    items: Annotated[tuple[Spell, ...], Field(strict=False, max_length=200, title="逐段工作经历")] = ()


class Contests(_List):
    """全部竞赛成绩."""

    items: Annotated[tuple[Contest, ...], Field(strict=False, max_length=200, title="逐项成绩")] = ()


class Honours(_List):
    """全部称号、奖项和资格."""

    items: Annotated[tuple[Honour, ...], Field(strict=False, max_length=200, title="逐项称号")] = ()


class Finding(Input):
    """人工认定: recorded by a named role on a stated basis; never inferred."""

    value: bool = Field(title="认定结论", examples=[True])
    by: Identifier = Field(
        title="认定主体", examples=["county_union"], description="认定主体代码，如 county_union"
    )
    basis: LongText = Field(
        title="认定依据", examples=["集体研究 2026-05-12"], description="认定依据，如“集体研究 2026-05-12”"
    )
    on: Day | None = Field(None, title="认定日期", examples=["2026-05-12"], description="认定日期")
    scans: Scans = ()


def _dropped(value: Any) -> dict[str, Any]:
    """Art. 6 (不受年龄、性别、学历、职级、职称等条件限制): nothing of these is kept, hashed or judged."""
    if not isinstance(value, dict):
        raise PydanticCustomError("dict_type", "应为对象。")
    return {}


class Facts(Input):
    """申报事实 (第四、六、七条).

    `attributes` takes whatever a personnel system sends along about the person (年龄、性别、学历、职级、
    职称、民族 …; the list of Art. 6 is open: 等条件) and drops it while parsing: a client need not filter
    its records, and no value can reach a rule, a hash or a log.
    """

    trade: Text | None = Field(
        None, title="本项（专业）", examples=["钳工"], description="本项（专业）：申报的工种"
    )
    in_catalogue: bool | None = Field(
        None, title="工种在培育选树目录内", examples=[True], description="工种在当年评选通知的培育选树目录内"
    )
    union_member: bool | None = Field(None, title="工会会员", examples=[True], description="工会会员")
    on_front_line: bool | None = Field(
        None, title="仍在一线岗位上从事生产工作", examples=[True], description="仍在一线岗位上从事生产工作"
    )
    named_before: bool | None = Field(
        None, title="已获得过本称号", examples=[False], description="已获得过本称号"
    )
    title_revoked: bool | None = Field(
        None,
        title="本称号已被撤销",
        examples=[False],
        description="获得过的本称号已被撤销；按默认理解不影响结论",
    )
    skilled_worker: bool | None = Field(None, title="技能人才", examples=[True], description="技能人才")
    public_official: bool | None = Field(
        None, title="公职人员", examples=[False], description="公职人员；只影响材料，不影响条件"
    )
    spells: Spells | None = Field(None, title="工作经历")
    contests: Contests | None = Field(None, title="竞赛成绩")
    honours: Honours | None = Field(None, title="称号、奖项和资格")
    findings: Annotated[dict[Identifier, Finding], Field(max_length=200)] = Field(
        default_factory=dict, title="人工认定"
    )
    claimed_items: Annotated[tuple[Identifier, ...], Field(strict=False, max_length=20)] = Field(
        (), title="主张符合的条件", description="申报人主张符合的条件（如 S3）；只用于待补事项的排序"
    )
    evidence: Annotated[dict[Identifier, Scans], Field(max_length=50)] = Field(
        default_factory=dict, title="佐证", description="各项事实的佐证扫描件，如 union_member → 会员证"
    )
    attributes: Annotated[dict[str, Any], BeforeValidator(_dropped)] = Field(
        default_factory=dict,
        title="不作为条件的个人情况",
        description="年龄、性别、学历等；依第六条不作为条件，收到即丢弃",
    )
