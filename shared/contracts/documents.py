"""The typed data of the official documents (文书数据): what each prints, and where every field comes from.

Undefined is an error. A blank is a value of its own: 无, “/”, or left free for the hand (`Blank`).
Dates are ISO dates and months in the data (1980-05); their printed form is the template's affair.
Sources: application 申报, verdict 审核结论, case 办理记录 (recorded by the county), cycle 年度, edition 版本.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Source = Literal["application", "verdict", "case", "cycle", "edition"]
_SOURCE_LABELS: Mapping[str, str] = {
    "application": "申报",
    "verdict": "审核结论",
    "case": "县（市、区）总工会办理记录",
    "cycle": "年度设定",
    "edition": "办法版本",
}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
# A quoted article, or what was found and on what basis: as long as the county union may write it.
Statement = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2500)]
Narrative = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ObjectKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/._-]{1,200}$")]


def _from(source: Source, description: str) -> Any:
    """Describes a field in Chinese and names its source, for readers and for the JSON schema."""
    text = f"{description}（来源：{_SOURCE_LABELS[source]}）"
    return Field(description=text, json_schema_extra={"source": source})


class DocumentModel(BaseModel):
    """Whatever a document prints: frozen, and nothing that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Blank(DocumentModel):
    """A blank (空白) meant as such: 无 (none), “/” (not_applicable), or left free for the hand (by_hand)."""

    blank: Annotated[
        Literal["none", "not_applicable", "by_hand"],
        Field(description="none 印“无”，not_applicable 印“/”，by_hand 留空待手填"),
    ]


NONE = Blank(blank="none")
NOT_APPLICABLE = Blank(blank="not_applicable")
BY_HAND = Blank(blank="by_hand")

TextOrBlank = Text | Blank
NarrativeOrBlank = Narrative | Blank
MonthOrBlank = YearMonth | Blank
DateOrBlank = date | Blank


class PhotoReference(DocumentModel):
    """The applicant's photo (照片), as an object of the materials bucket."""

    object_key: Annotated[ObjectKey, _from("application", "照片在材料桶中的对象键")]
    sha256: Annotated[Sha256, _from("application", "照片文件的 SHA-256，取用时核对")]


class Contact(DocumentModel):
    """Whom to ask (联系方式) at the body that issues the document."""

    office: Annotated[TextOrBlank, _from("cycle", "联系科室或联系人")]
    phone: Annotated[TextOrBlank, _from("cycle", "联系电话")]
    address: Annotated[TextOrBlank, _from("cycle", "联系地址")]


class Annex1Data(DocumentModel):
    """《“桂林工匠”推荐申请表》（附件1，第八条（二））: every cell of the printed form."""

    filled_on: Annotated[DateOrBlank, _from("application", "填表时间")]
    name: Annotated[TextOrBlank, _from("application", "姓名")]
    sex: Annotated[TextOrBlank, _from("application", "性别")]
    birth_month: Annotated[MonthOrBlank, _from("application", "出生年月，YYYY-MM")]
    photo: Annotated[
        PhotoReference | None, _from("application", "2寸正面免冠红底彩色照片；无则印照片框内的提示文字")
    ] = None
    ethnicity: Annotated[TextOrBlank, _from("application", "民族")]
    native_place: Annotated[TextOrBlank, _from("application", "籍贯")]
    birthplace: Annotated[TextOrBlank, _from("application", "出生地")]
    id_number: Annotated[TextOrBlank, _from("application", "身份证号")]
    phone: Annotated[TextOrBlank, _from("application", "联系电话")]
    political_status: Annotated[TextOrBlank, _from("application", "政治面貌")]
    education: Annotated[TextOrBlank, _from("application", "学历")]
    work_start: Annotated[MonthOrBlank, _from("application", "参加工作时间，YYYY-MM")]
    employer: Annotated[TextOrBlank, _from("application", "工作单位")]
    post_title: Annotated[TextOrBlank, _from("application", "职务职称")]
    awards_penalties: Annotated[NarrativeOrBlank, _from("application", "奖惩情况（市级及以上）")]
    resume: Annotated[NarrativeOrBlank, _from("application", "个人简历，分行书写")]
    deeds: Annotated[NarrativeOrBlank, _from("application", "主要事迹，分段书写")]


class ReceivedItem(DocumentModel):
    """One line of the 收件清单: a material that was handed in."""

    label: Annotated[Text, _from("application", "材料名称")]
    copies: Annotated[int | None, Field(ge=0, le=999), _from("application", "份数；尚未清点则印“/”")]
    pages: Annotated[int | None, Field(ge=1, le=99_999), _from("application", "每份页数；不能得知则印“/”")]
    form: Annotated[
        Literal["original", "copy", "original_and_copy", "scan"],
        _from("application", "原件、复印件、原件及复印件；纸质尚未收到的为电子扫描件"),
    ]


class OutstandingAsk(DocumentModel):
    """A matter that the county union has yet to find or obtain (待认定事项), not the applicant."""

    question: Annotated[Text, _from("verdict", "待认定或待取得的事项")]
    article: Annotated[Text, _from("verdict", "依据条款；办法未规定的，照写“办法未规定，按本年度设定”")]


class ReceiptSlipData(DocumentModel):
    """受理回执（收件清单）: what was received, from whom, when (第八条（二））."""

    application_number: Annotated[Text, _from("application", "申报编号")]
    applicant_name: Annotated[Text, _from("application", "申报人（被推荐人）姓名")]
    channel: Annotated[Text, _from("edition", "申报渠道名称")]
    receiving_organ: Annotated[Text, _from("edition", "受理的县（市、区）总工会")]
    submitted_at: Annotated[AwareDatetime, _from("application", "提交时间，含时区；按北京时间印出")]
    version: Annotated[int, Field(ge=1), _from("application", "第几次提交")]
    items: Annotated[tuple[ReceivedItem, ...], Field(max_length=1000), _from("application", "收件清单")]
    asks: Annotated[
        tuple[OutstandingAsk, ...],
        Field(max_length=200),
        _from("verdict", "尚待县（市、区）总工会认定或取得的事项，可为空"),
    ]
    contact: Annotated[Contact, _from("cycle", "受理机关联系方式")]


class CorrectionItem(DocumentModel):
    """One matter to be put right (补正事项)."""

    what: Annotated[Text, _from("verdict", "须补正的材料或栏目")]
    why: Annotated[Text, _from("verdict", "缺什么、错在哪里")]
    article: Annotated[Text, _from("verdict", "依据条款；办法未规定的，照写“办法未规定，按本年度设定”")]
    quote: Annotated[TextOrBlank, _from("edition", "条款原文；办法未规定的，用 not_applicable")]


class CorrectionNoticeData(DocumentModel):
    """补正通知书: what is missing or wrong, until when, and on what ground (第八条（二））."""

    addressee: Annotated[Text, _from("application", "收件人：申报人、推荐单位或推荐专家")]
    applicant_name: Annotated[Text, _from("application", "申报人（被推荐人）姓名")]
    application_number: Annotated[Text, _from("application", "申报编号")]
    items: Annotated[
        tuple[CorrectionItem, ...], Field(min_length=1, max_length=200), _from("verdict", "补正事项")
    ]
    reopened: Annotated[
        tuple[Text, ...], Field(max_length=200), _from("case", "系统重新开放的栏目和材料名称，可为空")
    ]
    deadline: Annotated[DateOrBlank, _from("case", "补正截止日；拟稿时未定可留空")]
    organ: Annotated[Text, _from("edition", "发出通知的县（市、区）总工会")]
    contact: Annotated[Contact, _from("cycle", "发出机关联系方式")]


class FailedCondition(DocumentModel):
    """A condition that was found not to be met (未符合的条件), with the fact found."""

    article: Annotated[Text, _from("verdict", "条款，如“第六条”")]
    quote: Annotated[Statement, _from("edition", "条款原文")]
    fact_found: Annotated[Statement, _from("verdict", "查明的事实")]


class IneligibilityNoticeData(DocumentModel):
    """不符合条件告知书: facts, ground, decision, remedy; issued after collective review (第八条（二））."""

    addressee: Annotated[Text, _from("application", "收件人：申报人、推荐单位或推荐专家")]
    applicant_name: Annotated[Text, _from("application", "申报人（被推荐人）姓名")]
    application_number: Annotated[Text, _from("application", "申报编号")]
    channel: Annotated[Text, _from("edition", "申报渠道名称")]
    failed: Annotated[
        tuple[FailedCondition, ...], Field(min_length=1, max_length=100), _from("verdict", "未符合的条件")
    ]
    deciding_body: Annotated[Text, _from("case", "作出审核决定的县（市、区）总工会")]
    reviewed_on: Annotated[DateOrBlank, _from("case", "集体研究审核的日期；拟稿时未定可留空")]
    participants: Annotated[
        tuple[Text, ...], Field(max_length=50), _from("case", "参加集体研究的部门；拟稿时未定可为空")
    ]
    remedy: Annotated[Narrative, _from("cycle", "救济途径的文字：办法未规定，按本年度设定")]
    contact: Annotated[Contact, _from("cycle", "联系方式")]


DOCUMENT_KINDS: Mapping[str, type[DocumentModel]] = MappingProxyType(
    {
        "annex_1": Annex1Data,
        "receipt_slip": ReceiptSlipData,
        "correction_notice": CorrectionNoticeData,
        "ineligibility_notice": IneligibilityNoticeData,
    }
)
