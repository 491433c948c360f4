"""公示 (第八条（六）): the candidates that the leading group settled on, put before the public; no ID, telephone, birth date."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    Contact,
    Count,
    DateOrBlank,
    DocumentModel,
    Narrative,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)


class PublicCandidate(DocumentModel):
    """One line of the public list; what is not here must not be made public."""

    name: Annotated[Text, taken_from("application", "姓名")]
    sex: Annotated[Text, taken_from("application", "性别")]
    employer: Annotated[Text, taken_from("application", "工作单位")]
    post: Annotated[Text, taken_from("application", "岗位/工种")]


class PublicityNoticeData(DocumentModel):
    """公示 (第八条（六）): who, from when to when, and how to object."""

    NEEDED_AT_ISSUE = ("publicity_from", "publicity_until")

    organ: Annotated[Text, taken_from("edition", "发布机关；不填的按版本所列")]
    year: Annotated[Year, taken_from("cycle", "年度")]
    site: Annotated[Text, taken_from("edition", "公示所在的网站；不填的按版本所列")]
    working_days: Annotated[Count, taken_from("edition", "公示期的工作日数；不填的按版本所列")]
    publicity_from: Annotated[DateOrBlank, taken_from("office", "公示期第一日")]
    publicity_until: Annotated[DateOrBlank, taken_from("office", "公示期最后一日")]
    candidates: Annotated[
        tuple[PublicCandidate, ...],
        Field(min_length=1, max_length=1000),
        taken_from("office", "拟命名人选，按审定的次序"),
    ]
    reserves: Annotated[
        tuple[PublicCandidate, ...],
        Field(max_length=200),
        taken_from("office", "后备人选；按所取的理解（publicity_reserves）不公示的为空"),
    ]
    order: Annotated[TextOrBlank, taken_from("office", "名单的排列次序，如“按姓氏笔画排序”；不写的用 none")]
    how_to_report: Annotated[
        Narrative, taken_from("cycle", "反映情况的方式和要求：办法未规定，按本年度设定，分段书写")
    ]
    contact: Annotated[Contact, taken_from("cycle", "受理部门、电话、通信地址")]
    mail: Annotated[TextOrBlank, taken_from("cycle", "电子邮箱；没有的用 none")]

    @WorkedOut
    def candidate_count(self) -> int:
        """拟命名人选人数"""
        return len(self.candidates)

    @WorkedOut
    def reserve_count(self) -> int:
        """后备人选人数"""
        return len(self.reserves)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = self.publicity_from, self.publicity_until
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise PydanticCustomError("period_reversed", "公示期的最后一日早于第一日，请核对。")
        return self


KINDS: Mapping[str, type[DocumentModel]] = {"publicity_notice": PublicityNoticeData}
