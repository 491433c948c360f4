"""What an objection during publicity leads to (异议, 第八条（六）): register, acknowledgement, outcome, substitution.

Who objected is never in the data: nothing that docgen keeps, prints or sends can give a reporter away. The
register prints a sheet for the hand, which is sealed and kept apart; the papers know its number alone.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    Blank,
    Contact,
    Count,
    DateOrBlank,
    DocumentModel,
    Narrative,
    NarrativeOrBlank,
    StatementOrBlank,
    Text,
    TextOrBlank,
    Year,
    taken_from,
)

ReporterKind = Literal["person", "unit", "anonymous"]
Recipient = Literal["reporter", "unit", "candidate"]


class _OfPublicity(DocumentModel):
    """Which candidate, and in which publicity (公示)."""

    year: Annotated[Year, taken_from("cycle", "年度")]
    candidate: Annotated[Text, taken_from("office", "公示人选姓名")]
    first_day: Annotated[DateOrBlank, taken_from("cycle", "公示期第一日")]
    last_day: Annotated[DateOrBlank, taken_from("cycle", "公示期最后一日")]


class ObjectionRegisterData(_OfPublicity):
    """异议登记表: what was objected, when and how; the reporter's name goes on the sealed sheet by hand."""

    employer: Annotated[TextOrBlank, taken_from("application", "公示人选的工作单位")]
    standing: Annotated[Literal["regular", "reserve"] | Blank, taken_from("office", "正式人选或后备人选")]
    received_at: Annotated[AwareDatetime | Blank, taken_from("office", "收到异议的时间，含时区")]
    received_by: Annotated[TextOrBlank, taken_from("office", "受理方式，如来信、来电、来访、电子邮件")]
    reporter: Annotated[
        ReporterKind | Blank, taken_from("office", "个人署名、单位署名或匿名；不得写姓名、名称")
    ]
    sealed_number: Annotated[TextOrBlank, taken_from("office", "密封件编号；异议人信息只在密封件内")]
    matter: Annotated[
        NarrativeOrBlank, taken_from("office", "反映的事项，转述事实，不得写入可据以辨认异议人的内容")
    ]
    evidence: Annotated[StatementOrBlank, taken_from("office", "随附材料的名称和件数")]
    late: Annotated[bool | Blank, taken_from("office", "是否在公示期满后收到")]
    handling: Annotated[NarrativeOrBlank, taken_from("office", "拟办意见")]
    registered_by: Annotated[TextOrBlank, taken_from("office", "登记人")]


class ObjectionAcknowledgementData(_OfPublicity):
    """异议受理告知书: says that an objection was entered and will be verified; handed over without a name."""

    register_number: Annotated[Text, taken_from("register", "异议登记编号")]
    received_on: Annotated[DateOrBlank, taken_from("office", "收到异议的日期")]
    late_reading: Annotated[
        TextOrBlank, taken_from("cycle", "公示期满后收到而受理的，所取的理解；公示期内的用 not_applicable")
    ]
    missing: Annotated[
        tuple[Text, ...], Field(max_length=20), taken_from("office", "请异议人补充的线索，可为空")
    ]
    contact: Annotated[Contact, taken_from("cycle", "领导小组办公室联系方式")]


class _Outcome(_OfPublicity):
    """What was verified, and who decided on it; the regulation names no body (按本年度设定)."""

    employer: Annotated[TextOrBlank, taken_from("application", "公示人选的工作单位")]
    matter: Annotated[Narrative, taken_from("office", "反映的事项，不得写入可据以辨认异议人的内容")]
    findings: Annotated[Narrative, taken_from("office", "核实的情况")]
    decided_by: Annotated[Text, taken_from("cycle", "研究决定的机构：办法未规定，按本年度设定")]
    decided_on: Annotated[DateOrBlank, taken_from("office", "研究决定的日期；拟稿时未定可留空")]
    contact: Annotated[Contact, taken_from("cycle", "领导小组办公室联系方式")]


class ObjectionExplanationData(_Outcome):
    """情况说明（失实）: what was reported is untrue, the candidate stays; to reporter, unit or candidate."""

    recipient: Annotated[Recipient, taken_from("office", "送异议人、所在单位或公示人选本人")]
    addressee: Annotated[
        TextOrBlank, taken_from("office", "单位名称或人选姓名；送异议人的用 not_applicable，不得写姓名")
    ]
    register_number: Annotated[Text, taken_from("register", "异议登记编号")]

    @model_validator(mode="after")
    def _reporter_unnamed(self) -> Self:
        if (self.recipient == "reporter") != isinstance(self.addressee, Blank):
            raise PydanticCustomError(
                "reporter_named",
                "送异议人的不得写姓名或名称（addressee 用 not_applicable）；送单位或本人的须写明。",
            )
        return self


class DisqualificationNoticeData(_Outcome):
    """取消参评资格通知: what was reported is true (反映情况属实的，取消参评资格); to the candidate, through the unit."""

    addressee: Annotated[Text, taken_from("office", "收件单位；没有单位的为本人")]
    through_unit: Annotated[bool, taken_from("office", "是否经单位转送本人")]
    remedy: Annotated[Narrative, taken_from("cycle", "陈述和复核途径的文字：办法未规定，按本年度设定")]


class SubstitutionNoticeData(DocumentModel):
    """后备人选递补通知: the reserve who moves up, by the order in the minutes of 审定 (后备人选递补).

    The order is not in the regulation: the notice names the year's reading and the minutes. It does not name
    who left.
    """

    year: Annotated[Year, taken_from("cycle", "年度")]
    addressee: Annotated[Text, taken_from("office", "收件单位；没有单位的为本人")]
    through_unit: Annotated[bool, taken_from("office", "是否经单位转送本人")]
    candidate: Annotated[Text, taken_from("office", "递补的后备人选姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    vacancy: Annotated[Text, taken_from("office", "空缺的原因，不写原人选姓名，如“一名人选被取消参评资格”")]
    vacancy_reading: Annotated[
        TextOrBlank,
        taken_from("cycle", "不是因取消参评资格而空缺的，所取的理解；因取消参评资格的用 not_applicable"),
    ]
    order_reading: Annotated[Text, taken_from("cycle", "递补顺序所取的理解（substitution_order）")]
    approved_on: Annotated[DateOrBlank, taken_from("office", "领导小组审定会议的日期")]
    minutes: Annotated[TextOrBlank, taken_from("register", "审定会议纪要的编号")]
    rank: Annotated[Count, Field(ge=1), taken_from("office", "在后备人选中的排序")]
    skipped: Annotated[
        StatementOrBlank, taken_from("office", "排序在前的后备人选没有递补的原因；没有的用 not_applicable")
    ]
    decided_on: Annotated[DateOrBlank, taken_from("office", "领导小组书面决定的日期；拟稿时未定可留空")]
    published_before: Annotated[bool, taken_from("cycle", "是否已作为后备人选公示")]
    first_day: Annotated[DateOrBlank, taken_from("cycle", "公示期第一日：已公示的或将公示的")]
    last_day: Annotated[DateOrBlank, taken_from("cycle", "公示期最后一日")]
    publicity_reading: Annotated[
        Text, taken_from("cycle", "公示是否列出后备人选所取的理解（publicity_reserves）")
    ]
    site: Annotated[Text, taken_from("edition", "公示的网站")]
    contact: Annotated[Contact, taken_from("cycle", "领导小组办公室联系方式")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "objection_register": ObjectionRegisterData,
    "objection_acknowledgement": ObjectionAcknowledgementData,
    "objection_explanation": ObjectionExplanationData,
    "disqualification_notice": DisqualificationNoticeData,
    "substitution_notice": SubstitutionNoticeData,
}
