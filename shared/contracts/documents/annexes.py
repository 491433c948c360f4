"""The annexes (附件1至附件3) as the regulation prints them, and the continuation of annex 3."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from shared.contracts.documents.fields import (
    DateOrBlank,
    DocumentModel,
    MonthOrBlank,
    NarrativeOrBlank,
    PhotoReference,
    TextOrBlank,
    taken_from,
)


class Annex1Data(DocumentModel):
    """《“桂林工匠”推荐申请表》（附件1，第八条（二））: every cell of the printed form."""

    filled_on: Annotated[DateOrBlank, taken_from("application", "填表时间")]
    name: Annotated[TextOrBlank, taken_from("application", "姓名")]
    sex: Annotated[TextOrBlank, taken_from("application", "性别")]
    birth_month: Annotated[MonthOrBlank, taken_from("application", "出生年月，YYYY-MM")]
    photo: Annotated[
        PhotoReference | None, taken_from("application", "2寸正面免冠红底彩色照片；无则印照片框内的提示文字")
    ] = None
    ethnicity: Annotated[TextOrBlank, taken_from("application", "民族")]
    native_place: Annotated[TextOrBlank, taken_from("application", "籍贯")]
    birthplace: Annotated[TextOrBlank, taken_from("application", "出生地")]
    id_number: Annotated[TextOrBlank, taken_from("application", "身份证号")]
    phone: Annotated[TextOrBlank, taken_from("application", "联系电话")]
    political_status: Annotated[TextOrBlank, taken_from("application", "政治面貌")]
    education: Annotated[TextOrBlank, taken_from("application", "学历")]
    work_start: Annotated[MonthOrBlank, taken_from("application", "参加工作时间，YYYY-MM")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    post_title: Annotated[TextOrBlank, taken_from("application", "职务职称")]
    awards_penalties: Annotated[NarrativeOrBlank, taken_from("application", "奖惩情况（市级及以上）")]
    resume: Annotated[NarrativeOrBlank, taken_from("application", "个人简历，分行书写")]
    deeds: Annotated[NarrativeOrBlank, taken_from("application", "主要事迹，分段书写")]


class Opinion(DocumentModel):
    """意见栏: what an organ says, and the day beside its seal; the seal itself is put on the paper."""

    words: Annotated[NarrativeOrBlank, taken_from("case", "意见；不需要该意见的印“/”")]
    signed_on: Annotated[DateOrBlank, taken_from("case", "盖章日期")]


class Annex2Data(DocumentModel):
    """《“桂林工匠”推荐部门意见表》（附件2，第八条（二））: five opinions, obtained by the county union.

    Who is no public official (公职人员) has “/” in the first two (reading `official_opinions`).
    """

    name: Annotated[TextOrBlank, taken_from("application", "被推荐对象姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    discipline_opinion: Annotated[Opinion, taken_from("case", "纪检监察部门意见")]
    personnel_opinion: Annotated[Opinion, taken_from("case", "组织人事部门意见")]
    industry_opinion: Annotated[Opinion, taken_from("case", "工信部门意见")]
    science_opinion: Annotated[Opinion, taken_from("case", "科技部门意见")]
    labour_opinion: Annotated[Opinion, taken_from("case", "人社部门意见")]


class Expert(DocumentModel):
    """推荐专家: who recommends, and the letter (推荐信内容)."""

    name: Annotated[TextOrBlank, taken_from("application", "推荐专家姓名")]
    id_number: Annotated[TextOrBlank, taken_from("application", "推荐专家身份证号")]
    employer: Annotated[TextOrBlank, taken_from("application", "推荐专家工作单位")]
    title: Annotated[TextOrBlank, taken_from("application", "推荐专家职务、职称")]
    letter: Annotated[NarrativeOrBlank, taken_from("application", "推荐信内容")]
    phone: Annotated[TextOrBlank, taken_from("application", "推荐专家联系电话（手机）")]


class FurtherExpert(Expert):
    """The third expert, or a later one: 附件3 has room for two."""

    ordinal: Annotated[int, Field(ge=3, le=99), taken_from("application", "第几名推荐专家，自3起")]


class Annex3Data(DocumentModel):
    """《“桂林工匠”专家推荐函》（附件3，第八条（二）3）: the first two experts, and the county union's check."""

    filled_on: Annotated[DateOrBlank, taken_from("application", "填报时间")]
    nominee_name: Annotated[TextOrBlank, taken_from("application", "被推荐人姓名")]
    id_number: Annotated[TextOrBlank, taken_from("application", "被推荐人身份证号")]
    first_expert: Annotated[Expert, taken_from("application", "推荐专家之一")]
    second_expert: Annotated[Expert, taken_from("application", "推荐专家之二")]
    verification: Annotated[NarrativeOrBlank, taken_from("case", "县（市、区）总工会审核是否属实")]


class Annex3ContinuationData(DocumentModel):
    """专家推荐函续页: the third expert and those after; “2名以上” sets no upper bound (第八条（二）3)."""

    filled_on: Annotated[DateOrBlank, taken_from("application", "填报时间")]
    nominee_name: Annotated[TextOrBlank, taken_from("application", "被推荐人姓名")]
    id_number: Annotated[TextOrBlank, taken_from("application", "被推荐人身份证号")]
    experts: Annotated[
        tuple[FurtherExpert, ...],
        Field(min_length=1, max_length=97),
        taken_from("application", "第三名以上的推荐专家"),
    ]
    verification: Annotated[NarrativeOrBlank, taken_from("case", "县（市、区）总工会审核是否属实")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "annex_1": Annex1Data,
    "annex_2": Annex2Data,
    "annex_3": Annex3Data,
    "annex_3_continuation": Annex3ContinuationData,
}
