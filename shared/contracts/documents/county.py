"""What a county union writes while it reviews and forwards (县级集体研究审核、向上推荐申报, 第八条（二）)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.documents.fields import (
    BY_HAND,
    Blank,
    Contact,
    Count,
    CountOrBlank,
    DateOrBlank,
    DocumentModel,
    NarrativeOrBlank,
    StatementOrBlank,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)

ReviewResult = Literal["recommended", "not_recommended", "to_be_corrected"]


class Attendee(DocumentModel):
    """Who takes part in the collective review (参加集体研究的人员); the signature is by hand."""

    body: Annotated[TextOrBlank, taken_from("case", "部门")]
    name: Annotated[TextOrBlank, taken_from("case", "姓名")]
    post: Annotated[TextOrBlank, taken_from("case", "职务")]


class RecordedFinding(DocumentModel):
    """认定: what a human found about a condition, and on what basis."""

    question: Annotated[Text, taken_from("verdict", "认定事项")]
    article: Annotated[Text, taken_from("edition", "条款")]
    found: Annotated[bool | Blank, taken_from("case", "是否符合；尚未认定的留空")]
    basis: Annotated[StatementOrBlank, taken_from("case", "认定的依据")]


class DepartmentView(DocumentModel):
    """What one department said about one person (部门意见)."""

    body: Annotated[Text, taken_from("case", "部门")]
    view: Annotated[StatementOrBlank, taken_from("case", "意见")]


class ReviewedPerson(DocumentModel):
    """One person before the collective review, and the result (审核结果)."""

    name: Annotated[Text, taken_from("application", "申报人（被推荐人）姓名")]
    application_number: Annotated[TextOrBlank, taken_from("application", "申报编号")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    channel: Annotated[TextOrBlank, taken_from("edition", "申报渠道名称")]
    findings: Annotated[
        tuple[RecordedFinding, ...], Field(max_length=50), taken_from("case", "人工认定，可为空")
    ]
    views: Annotated[
        tuple[DepartmentView, ...], Field(max_length=20), taken_from("case", "各部门意见，可为空")
    ]
    approving: Annotated[CountOrBlank, taken_from("case", "同意票数；未采用表决的印“/”")]
    opposing: Annotated[CountOrBlank, taken_from("case", "不同意票数")]
    abstaining: Annotated[CountOrBlank, taken_from("case", "弃权票数")]
    result: Annotated[ReviewResult | Blank, taken_from("case", "审核结果")]
    ground: Annotated[NarrativeOrBlank, taken_from("case", "理由和依据条款")]


class CountyReviewRecordData(DocumentModel):
    """县级集体研究审核记录: who met, what was found, what was said, what was decided on each person.

    The regulation asks for collective review and says nothing of votes: they may be blank (第八条（二）).
    """

    organ: Annotated[Text, taken_from("edition", "召集集体研究的县（市、区）总工会")]
    year: Annotated[Year, taken_from("cycle", "年度")]
    reviewed_on: Annotated[DateOrBlank, taken_from("case", "集体研究的日期")]
    place: Annotated[TextOrBlank, taken_from("case", "地点")]
    chair: Annotated[TextOrBlank, taken_from("case", "主持人")]
    recorder: Annotated[TextOrBlank, taken_from("case", "记录人")]
    attendees: Annotated[
        tuple[Attendee, ...],
        Field(min_length=1, max_length=50),
        taken_from("case", "参加人员；会前打印的，留空行待手填"),
    ]
    persons: Annotated[
        tuple[ReviewedPerson, ...], Field(min_length=1, max_length=300), taken_from("case", "逐人审核情况")
    ]

    @WorkedOut
    def reviewed(self) -> Count:
        """本次研究审核的人数."""
        return len(self.persons)

    @WorkedOut
    def recommended(self) -> CountOrBlank:
        """同意向上推荐申报的人数；有尚未记录结果的，留空待手填."""
        if any(isinstance(person.result, Blank) for person in self.persons):
            return BY_HAND
        return sum(person.result == "recommended" for person in self.persons)


class ForwardedNominee(DocumentModel):
    """One line of the list that goes up (推荐对象)."""

    name: Annotated[Text, taken_from("application", "姓名")]
    sex: Annotated[TextOrBlank, taken_from("application", "性别")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    post_trade: Annotated[TextOrBlank, taken_from("application", "岗位/工种")]
    channel: Annotated[Text, taken_from("edition", "申报渠道名称")]
    items: Annotated[TextOrBlank, taken_from("case", "符合条件项，如（三）（六）")]


class ForwardingLetterData(DocumentModel):
    """上报函: the county union forwards whom it found to meet the conditions, to the office (第八条（二）)."""

    organ: Annotated[Text, taken_from("edition", "上报的县（市、区）总工会")]
    year: Annotated[Year, taken_from("cycle", "年度")]
    received: Annotated[Count, taken_from("case", "本年度受理的申报人数")]
    reviewed_on: Annotated[DateOrBlank, taken_from("case", "集体研究审核的日期；拟稿时未定可留空")]
    participants: Annotated[
        tuple[Text, ...], Field(max_length=50), taken_from("case", "参加集体研究的部门；拟稿时未定可为空")
    ]
    nominees: Annotated[
        tuple[ForwardedNominee, ...], Field(min_length=1, max_length=300), taken_from("case", "推荐对象")
    ]
    materials: Annotated[
        tuple[Text, ...], Field(min_length=1, max_length=50), taken_from("edition", "随函上报的材料名称")
    ]
    contact: Annotated[Contact, taken_from("cycle", "上报机关联系方式")]

    @WorkedOut
    def forwarded(self) -> Count:
        """上报的推荐对象人数."""
        return len(self.nominees)


class OpinionRequestData(DocumentModel):
    """公职人员意见征求函: asks 纪检监察 or 组织人事 whether it agrees; the reply slip is its second page (第八条（二）)."""

    organ: Annotated[Text, taken_from("edition", "发函的县（市、区）总工会")]
    addressee: Annotated[Text, taken_from("case", "收函的纪检监察或组织人事部门")]
    department: Annotated[
        Literal["discipline", "personnel"], taken_from("edition", "纪检监察部门或组织人事部门")
    ]
    year: Annotated[Year, taken_from("cycle", "年度")]
    name: Annotated[Text, taken_from("application", "被推荐人姓名")]
    sex: Annotated[TextOrBlank, taken_from("application", "性别")]
    employer: Annotated[Text, taken_from("application", "工作单位")]
    post_title: Annotated[TextOrBlank, taken_from("application", "职务职称")]
    channel: Annotated[Text, taken_from("edition", "申报渠道名称")]
    article: Annotated[Text, taken_from("edition", "该渠道的条款，如“第八条（二）2”")]
    deadline: Annotated[DateOrBlank, taken_from("case", "请求回复的日期；拟稿时未定可留空")]
    contact: Annotated[Contact, taken_from("cycle", "发函机关联系方式")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "county_review_record": CountyReviewRecordData,
    "forwarding_letter": ForwardingLetterData,
    "opinion_request": OpinionRequestData,
}
