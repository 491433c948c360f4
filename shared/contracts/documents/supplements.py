"""Supplementary sheets (补充页) for what the annexes have no room for, and the nominee's consent (第八条（二）).

The printed annexes stay as they are; these sheets are bound with them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.documents.annexes import Opinion
from shared.contracts.documents.fields import (
    Blank,
    Contact,
    DateOrBlank,
    DocumentModel,
    Statement,
    Text,
    TextOrBlank,
    taken_from,
)

Months = Annotated[int, Field(ge=0, le=1200)]
Agreement = Literal["agree", "disagree"]


class ClaimedItem(DocumentModel):
    """One of the six qualifying items (符合以下条件之一), and whether the application claims it."""

    label: Annotated[Text, taken_from("edition", "条件名称，如“（一）具有工艺专长”")]
    claimed: Annotated[bool, taken_from("application", "是否主张符合此项；空白页均为否，待手填")]
    basis: Annotated[TextOrBlank, taken_from("application", "所依据的事实和材料")]


class ApplicationSupplementData(DocumentModel):
    """申报信息补充页: channel, membership, years worked, claimed items; 附件1 has no cell for them (第六条)."""

    application_number: Annotated[TextOrBlank, taken_from("application", "申报编号")]
    name: Annotated[TextOrBlank, taken_from("application", "申报人（被推荐人）姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    channel: Annotated[TextOrBlank, taken_from("edition", "申报渠道名称")]
    recommenders: Annotated[TextOrBlank, taken_from("application", "推荐单位或推荐专家；个人自主申报的印“/”")]
    union: Annotated[TextOrBlank, taken_from("application", "所在单位工会（工会隶属关系）")]
    union_member: Annotated[bool | Blank, taken_from("case", "是否工会会员")]
    trade: Annotated[TextOrBlank, taken_from("application", "从事的项目（专业）、工种")]
    trade_months: Annotated[Months | Blank, taken_from("verdict", "从事本项（专业）工作的月数；按年、月印出")]
    guilin_months: Annotated[Months | Blank, taken_from("verdict", "在桂林区域内工作的月数；按年、月印出")]
    as_of: Annotated[DateOrBlank, taken_from("cycle", "工作年限算到哪一天")]
    on_front_line: Annotated[bool | Blank, taken_from("case", "是否仍在一线岗位上从事生产工作")]
    public_official: Annotated[bool | Blank, taken_from("case", "是否公职人员")]
    items: Annotated[
        tuple[ClaimedItem, ...],
        Field(min_length=1, max_length=20),
        taken_from("edition", "符合条件之一的各项"),
    ]
    attestation: Annotated[Opinion, taken_from("case", "单位或县（市、区）总工会对上列事实的证明")]


class UnitOpinionData(DocumentModel):
    """单位意见页: the recommending unit's opinion; no annex has a cell for it (第八条（二）2)."""

    application_number: Annotated[TextOrBlank, taken_from("application", "申报编号")]
    name: Annotated[TextOrBlank, taken_from("application", "被推荐人姓名")]
    unit: Annotated[TextOrBlank, taken_from("application", "推荐单位（所在单位）")]
    union: Annotated[TextOrBlank, taken_from("application", "推荐单位工会及其上级工会（工会隶属关系）")]
    consent: Annotated[bool | Blank, taken_from("application", "是否已征得被推荐人同意")]
    opinion: Annotated[Opinion, taken_from("application", "推荐单位的意见")]
    contact: Annotated[Contact, taken_from("application", "推荐单位联系方式")]


class CountyOpinionData(DocumentModel):
    """县（市、区）总工会意见页: the “相应意见” that 第八条（二） wants and annex 1 has no cell for."""

    application_number: Annotated[TextOrBlank, taken_from("application", "申报编号")]
    name: Annotated[TextOrBlank, taken_from("application", "被推荐人姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    channel: Annotated[TextOrBlank, taken_from("edition", "申报渠道名称")]
    article: Annotated[Text, taken_from("edition", "该渠道的条款，如“第八条（二）1”")]
    organ: Annotated[TextOrBlank, taken_from("edition", "审核的县（市、区）总工会")]
    reviewed_on: Annotated[DateOrBlank, taken_from("case", "集体研究审核的日期")]
    participants: Annotated[
        tuple[Text, ...], Field(max_length=50), taken_from("case", "参加集体研究的部门，可为空")
    ]
    result: Annotated[Literal["recommended", "not_recommended"] | Blank, taken_from("case", "审核结果")]
    opinion: Annotated[Opinion, taken_from("case", "县（市、区）总工会的相应意见")]


class ProcessedData(DocumentModel):
    """Personal data and what it is processed for (处理目的、处理的个人信息种类)."""

    purpose: Annotated[Text, taken_from("cycle", "处理目的")]
    data: Annotated[Text, taken_from("cycle", "为此处理的个人信息")]
    sensitive: Annotated[bool, taken_from("cycle", "是否含敏感个人信息")]


class NomineeConsentData(DocumentModel):
    """被推荐人知情同意书: consent to be nominated (第八条（二）2、3) and to the use of personal data.

    Sensitive data and publication are consented to separately (个人信息保护法的单独同意); silence is no consent.
    """

    nominee_name: Annotated[TextOrBlank, taken_from("application", "被推荐人姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    channel: Annotated[TextOrBlank, taken_from("edition", "申报渠道名称")]
    recommenders: Annotated[TextOrBlank, taken_from("application", "推荐单位或推荐专家；个人自主申报的印“/”")]
    handlers: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=20),
        taken_from("edition", "个人信息处理者：受理的县（市、区）总工会、领导小组及其办公室等"),
    ]
    processed: Annotated[
        tuple[ProcessedData, ...],
        Field(min_length=1, max_length=30),
        taken_from("cycle", "处理目的和个人信息种类"),
    ]
    published: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=20),
        taken_from("cycle", "公示和通报中公开的个人信息"),
    ]
    not_published: Annotated[
        tuple[Text, ...], Field(min_length=1, max_length=20), taken_from("cycle", "不公开的个人信息")
    ]
    site: Annotated[Text, taken_from("edition", "公示的网站")]
    retention: Annotated[Statement, taken_from("cycle", "保存期限：办法未规定，按本年度设定")]
    nomination: Annotated[Agreement | Blank, taken_from("application", "是否同意作为被推荐人")]
    sensitive_data: Annotated[Agreement | Blank, taken_from("application", "是否同意处理敏感个人信息")]
    publication: Annotated[Agreement | Blank, taken_from("application", "是否同意公示和公开")]
    signed_on: Annotated[DateOrBlank, taken_from("application", "签名日期")]
    contact: Annotated[Contact, taken_from("cycle", "行使权利的联系方式")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "application_supplement": ApplicationSupplementData,
    "unit_opinion": UnitOpinionData,
    "county_opinion": CountyOpinionData,
    "nominee_consent": NomineeConsentData,
}
