"""What answers an application: what came in, what is missing, what was found (第八条（二）)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.contracts.documents.fields import (
    Contact,
    DateOrBlank,
    DocumentModel,
    Narrative,
    Statement,
    Text,
    TextOrBlank,
    taken_from,
)


class ReceivedItem(DocumentModel):
    """One line of the 收件清单: a material that was handed in."""

    label: Annotated[Text, taken_from("application", "材料名称")]
    copies: Annotated[int | None, Field(ge=0, le=999), taken_from("application", "份数；尚未清点则印“/”")]
    pages: Annotated[
        int | None, Field(ge=1, le=99_999), taken_from("application", "每份页数；不能得知则印“/”")
    ]
    form: Annotated[
        Literal["original", "copy", "original_and_copy", "scan"],
        taken_from("application", "原件、复印件、原件及复印件；纸质尚未收到的为电子扫描件"),
    ]


class OutstandingAsk(DocumentModel):
    """A matter that the county union has yet to find or obtain (待认定事项), not the applicant."""

    question: Annotated[Text, taken_from("verdict", "待认定或待取得的事项")]
    article: Annotated[Text, taken_from("verdict", "依据条款；办法未规定的，照写“办法未规定，按本年度设定”")]


class ReceiptSlipData(DocumentModel):
    """受理回执（收件清单）: what was received, from whom, when (第八条（二））."""

    application_number: Annotated[Text, taken_from("application", "申报编号")]
    applicant_name: Annotated[Text, taken_from("application", "申报人（被推荐人）姓名")]
    channel: Annotated[Text, taken_from("edition", "申报渠道名称")]
    receiving_organ: Annotated[Text, taken_from("edition", "受理的县（市、区）总工会")]
    submitted_at: Annotated[AwareDatetime, taken_from("application", "提交时间，含时区；按北京时间印出")]
    version: Annotated[int, Field(ge=1), taken_from("application", "第几次提交")]
    items: Annotated[tuple[ReceivedItem, ...], Field(max_length=1000), taken_from("application", "收件清单")]
    asks: Annotated[
        tuple[OutstandingAsk, ...],
        Field(max_length=200),
        taken_from("verdict", "尚待县（市、区）总工会认定或取得的事项，可为空"),
    ]
    contact: Annotated[Contact, taken_from("cycle", "受理机关联系方式")]


class CorrectionItem(DocumentModel):
    """One matter to be put right (补正事项)."""

    what: Annotated[Text, taken_from("verdict", "须补正的材料或栏目")]
    why: Annotated[Text, taken_from("verdict", "缺什么、错在哪里")]
    article: Annotated[Text, taken_from("verdict", "依据条款；办法未规定的，照写“办法未规定，按本年度设定”")]
    quote: Annotated[TextOrBlank, taken_from("edition", "条款原文；办法未规定的，用 not_applicable")]


class CorrectionNoticeData(DocumentModel):
    """补正通知书: what is missing or wrong, until when, and on what ground (第八条（二））."""

    addressee: Annotated[Text, taken_from("application", "收件人：申报人、推荐单位或推荐专家")]
    applicant_name: Annotated[Text, taken_from("application", "申报人（被推荐人）姓名")]
    application_number: Annotated[Text, taken_from("application", "申报编号")]
    items: Annotated[
        tuple[CorrectionItem, ...], Field(min_length=1, max_length=200), taken_from("verdict", "补正事项")
    ]
    reopened: Annotated[
        tuple[Text, ...], Field(max_length=200), taken_from("case", "系统重新开放的栏目和材料名称，可为空")
    ]
    deadline: Annotated[DateOrBlank, taken_from("case", "补正截止日；拟稿时未定可留空")]
    organ: Annotated[Text, taken_from("edition", "发出通知的县（市、区）总工会")]
    contact: Annotated[Contact, taken_from("cycle", "发出机关联系方式")]


class FailedCondition(DocumentModel):
    """A condition that was found not to be met (未符合的条件), with the fact found."""

    article: Annotated[Text, taken_from("verdict", "条款，如“第六条”")]
    quote: Annotated[Statement, taken_from("edition", "条款原文")]
    fact_found: Annotated[Statement, taken_from("verdict", "查明的事实")]


class IneligibilityNoticeData(DocumentModel):
    """不符合条件告知书: facts, ground, decision, remedy; issued after collective review (第八条（二））."""

    addressee: Annotated[Text, taken_from("application", "收件人：申报人、推荐单位或推荐专家")]
    applicant_name: Annotated[Text, taken_from("application", "申报人（被推荐人）姓名")]
    application_number: Annotated[Text, taken_from("application", "申报编号")]
    channel: Annotated[Text, taken_from("edition", "申报渠道名称")]
    failed: Annotated[
        tuple[FailedCondition, ...],
        Field(min_length=1, max_length=100),
        taken_from("verdict", "未符合的条件"),
    ]
    deciding_body: Annotated[Text, taken_from("case", "作出审核决定的县（市、区）总工会")]
    reviewed_on: Annotated[DateOrBlank, taken_from("case", "集体研究审核的日期；拟稿时未定可留空")]
    participants: Annotated[
        tuple[Text, ...], Field(max_length=50), taken_from("case", "参加集体研究的部门；拟稿时未定可为空")
    ]
    remedy: Annotated[Narrative, taken_from("cycle", "救济途径的文字：办法未规定，按本年度设定")]
    contact: Annotated[Contact, taken_from("cycle", "联系方式")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "receipt_slip": ReceiptSlipData,
    "correction_notice": CorrectionNoticeData,
    "ineligibility_notice": IneligibilityNoticeData,
}
