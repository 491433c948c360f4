"""Minutes (会议纪要、审议意见) of the meetings of 第八条（四）（五）: 党组会议, 主席办公会议, 领导小组会议."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    BY_HAND,
    Blank,
    Code,
    DateOrBlank,
    DocumentModel,
    Narrative,
    NarrativeOrBlank,
    Text,
    TextOrBlank,
    WorkedOut,
    taken_from,
)


class Attendee(DocumentModel):
    """A person at a meeting, or excused from it."""

    name: Annotated[Text, taken_from("office", "姓名")]
    post: Annotated[TextOrBlank, taken_from("office", "单位、职务")]


class Matter(DocumentModel):
    """A matter that was settled (议定事项)."""

    topic: Annotated[Text, taken_from("office", "议题")]
    opinions: Annotated[NarrativeOrBlank, taken_from("office", "审议意见，分段书写；没有的用 none，不印")]
    decision: Annotated[Narrative, taken_from("office", "议定的内容，分段书写")]


People = Annotated[tuple[Attendee, ...], Field(max_length=200)]


class MeetingMinutesData(DocumentModel):
    """会议纪要 (GB/T 9704 纪要格式): who was there, what was settled; no seal."""

    meeting: Annotated[Code, taken_from("edition", "会议的编号，见 stages.yaml", printed=False)]
    heading: Annotated[TextOrBlank, taken_from("edition", "纪要标志；不填由系统按版本写出")] = BY_HAND
    article: Annotated[TextOrBlank, taken_from("edition", "开会的依据条款；不填由系统按版本写出")] = BY_HAND
    issue: Annotated[TextOrBlank, taken_from("office", "纪要的期号或编号，由办公室自有系统编出")]
    held_on: Annotated[DateOrBlank, taken_from("office", "开会日期")]
    place: Annotated[TextOrBlank, taken_from("office", "地点")]
    chair: Annotated[TextOrBlank, taken_from("office", "主持人及职务")]
    matters: Annotated[
        tuple[Matter, ...], Field(min_length=1, max_length=50), taken_from("office", "议定事项")
    ]
    attachments: Annotated[
        tuple[Text, ...], Field(max_length=50), taken_from("office", "附件名称，如所议定的名单；可为空")
    ]
    attendees: Annotated[People, Field(min_length=1), taken_from("office", "出席人员")]
    observers: Annotated[People, taken_from("office", "列席人员，可为空")]
    excused: Annotated[People, taken_from("office", "请假人员，可为空")]
    recorder: Annotated[TextOrBlank, taken_from("office", "记录人")]

    @model_validator(mode="after")
    def _there_or_not(self) -> Self:
        there = {(person.name, str(person.post)) for person in (*self.attendees, *self.observers)}
        if there & {(person.name, str(person.post)) for person in self.excused}:
            raise PydanticCustomError("both_there_and_excused", "有人既出席或列席又请假，请核对人员名单。")
        return self

    @WorkedOut
    def present(self) -> str:
        """出席人员."""
        return _listed(self.attendees)

    @WorkedOut
    def sitting_in(self) -> str:
        """列席人员."""
        return _listed(self.observers)

    @WorkedOut
    def absent(self) -> str:
        """请假人员."""
        return _listed(self.excused)


def _listed(people: Iterable[Attendee]) -> str:
    """甲（市总工会主席）、乙."""
    return "、".join(
        person.name if isinstance(person.post, Blank) else f"{person.name}（{person.post}）"
        for person in people
    )


KINDS: Mapping[str, type[DocumentModel]] = {"meeting_minutes": MeetingMinutesData}
