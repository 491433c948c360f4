"""The lists of candidates (名单): 初审 (第八条（三）), 评定 (第八条（四）), 审定 (第八条（五）).

How many should stand on a list follows from the quota by the edition's arithmetic (`shared.regulation.lists`):
docgen works it out, or checks it where it is stated; nobody types it.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    BY_HAND,
    Code,
    Count,
    CountOrBlank,
    DateOrBlank,
    DocumentModel,
    StatementOrBlank,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)


class ReadingTaken(DocumentModel):
    """The option that the year takes of a reading (理解) on which the size of the lists rests."""

    reading: Annotated[Code, taken_from("cycle", "理解的编号，如 list_rounding")]
    option: Annotated[Code, taken_from("cycle", "所取的选项")]
    question: Annotated[TextOrBlank, taken_from("edition", "理解的问题；不填由系统写出")] = BY_HAND
    label: Annotated[TextOrBlank, taken_from("edition", "选项的文字；不填由系统写出")] = BY_HAND


class MeetingHeld(DocumentModel):
    """A meeting (会议) that settled the list; its date may be free while the paper is a draft."""

    meeting: Annotated[Code, taken_from("edition", "会议的编号，见 stages.yaml")]
    label: Annotated[TextOrBlank, taken_from("edition", "会议名称；不填由系统按版本写出")] = BY_HAND
    held_on: Annotated[DateOrBlank, taken_from("office", "开会日期；拟稿时未定可留空")]


class Candidate(DocumentModel):
    """One line of a list (人选)."""

    name: Annotated[Text, taken_from("application", "姓名")]
    sex: Annotated[TextOrBlank, taken_from("application", "性别")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    post_trade: Annotated[TextOrBlank, taken_from("application", "岗位/工种")]
    county: Annotated[TextOrBlank, taken_from("application", "县（市、区）")]
    channel: Annotated[Text, taken_from("edition", "申报渠道名称")]
    items: Annotated[TextOrBlank, taken_from("verdict", "符合条件项，如（三）（六）")]
    rank: Annotated[
        Annotated[int, Field(ge=1, le=10_000)] | None, taken_from("office", "排序；未排序的印“/”")
    ]


class Shortlist(DocumentModel):
    """What every list says above its rows: quota, ratio, how many there should be, how many there are."""

    year: Annotated[Year, taken_from("cycle", "年度")]
    quota: Annotated[CountOrBlank, taken_from("cycle", "当年名额；拟稿时未定可留空")]
    ratio: Annotated[TextOrBlank, taken_from("edition", "名额与名单之比；不填由系统按版本写出")] = BY_HAND
    expected: Annotated[
        CountOrBlank,
        taken_from("edition", "应列人数，由名额和比例算出；不填由系统算出，填写的须与算出的相符"),
    ] = BY_HAND
    listed: Annotated[Count, taken_from("office", "实列人数，会议或评议议定；须与名单行数相符")]
    readings: Annotated[
        tuple[ReadingTaken, ...],
        Field(max_length=20),
        taken_from("cycle", "名单规模所取的理解；不填的取默认，由系统写出"),
    ] = ()
    size_note: Annotated[StatementOrBlank, taken_from("edition", "名单规模的说明；不填由系统按版本写出")] = (
        BY_HAND
    )
    candidates: Annotated[
        tuple[Candidate, ...], Field(max_length=1000), taken_from("office", "人选，按印出的次序，可为空")
    ]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.listed != len(self.candidates):
            raise PydanticCustomError(
                "listed_differs",
                "实列人数写的是{listed}，名单却有{rows}行，请核对名单是否漏列、多列，或改正实列人数。",
                {"listed": self.listed, "rows": len(self.candidates)},
            )
        ranks = [candidate.rank for candidate in self.candidates if candidate.rank is not None]
        if len(set(ranks)) != len(ranks):
            raise PydanticCustomError("rank_repeated", "有两人以上排序相同，请核对各人的排序。")
        return self


class PreliminaryListData(Shortlist):
    """初审建议名单 (第八条（三）): the office's proposal after its own appraisal (评议)."""

    reviewed_on: Annotated[DateOrBlank, taken_from("office", "评议日期；拟稿时未定可留空")]


class AssessmentListData(Shortlist):
    """评定名单 (第八条（四）): settled by 党组会议 and 主席办公会议, both."""

    meetings: Annotated[
        tuple[MeetingHeld, ...], Field(max_length=10), taken_from("office", "评定的会议，须与办法所列相符")
    ]


class ApprovedCandidate(Candidate):
    """One line of the last list, with its standing (正式、后备)."""

    standing: Annotated[Literal["named", "reserve"], taken_from("office", "正式人选或后备人选")]


class ApprovalListData(Shortlist):
    """审定名单 (第八条（五）): settled by 领导小组会议; of the list, so many are reserve (后备人选)."""

    expected_reserve: Annotated[
        CountOrBlank, taken_from("edition", "应有后备人数；不填由系统算出，填写的须与算出的相符")
    ] = BY_HAND
    meetings: Annotated[
        tuple[MeetingHeld, ...], Field(max_length=10), taken_from("office", "审定的会议，须与办法所列相符")
    ]
    candidates: Annotated[
        tuple[ApprovedCandidate, ...],
        Field(max_length=1000),
        taken_from("office", "人选，按印出的次序，可为空"),
    ]

    @model_validator(mode="after")
    def _reserve_is_ranked(self) -> Self:
        if any(item.standing == "reserve" and item.rank is None for item in self.candidates):
            raise PydanticCustomError(
                "reserve_not_ranked", "后备人选须写明排序：递补按审定会议记录的排序，请补充。"
            )
        return self

    @WorkedOut
    def named(self) -> int:
        """正式人选数."""
        return sum(candidate.standing == "named" for candidate in self.candidates)

    @WorkedOut
    def reserve(self) -> int:
        """后备人选数."""
        return sum(candidate.standing == "reserve" for candidate in self.candidates)


KINDS: Mapping[str, type[DocumentModel]] = {
    "preliminary_list": PreliminaryListData,
    "assessment_list": AssessmentListData,
    "approval_list": ApprovalListData,
}
