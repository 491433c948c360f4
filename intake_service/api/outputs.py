"""What the API gives."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, RootModel


class MaterialOut(BaseModel):
    """材料"""

    id: UUID
    kind: str
    label: str
    title: str | None
    copies: int | None
    pages: int | None
    original: bool | None
    issued_on: date | None
    opinion: str | None
    stored: bool
    size: int | None
    sha256: str | None
    content_type: str | None
    first_version: int | None
    replaces: UUID | None
    in_force: bool


class MaterialsOut(RootModel[list[MaterialOut]]):
    """全部材料"""


class DocumentOut(BaseModel):
    """文书"""

    id: UUID
    kind: str
    version: int
    state: str
    number: str | None
    sha256: str
    size: int
    content_type: str


class DocumentsOut(RootModel[list[DocumentOut]]):
    """全部文书"""


class NoticeOut(BaseModel):
    """通知书"""

    id: UUID
    kind: str
    version: int
    state: str
    items: list[Any]
    fields: list[str]
    materials: list[str]
    deadline: date | None


class EventOut(BaseModel):
    """办理过程中的一步"""

    at: str
    kind: str
    actor: str
    details: dict[str, Any]


class SummaryOut(BaseModel):
    """申报概况"""

    id: UUID
    number: str | None
    edition: str
    year: int
    channel: str
    county: str
    trade: str
    state: str
    state_label: str
    version: int
    verdict: str | None
    complete: bool | None = Field(description="截至checked_stage环节应有的材料是否齐备；null表示只待人工核对")
    checked_stage: str | None = Field(description="最近一次审核所按的环节")
    check_pending: bool
    created_at: str
    changed_at: str
    submitted_at: str | None


class TradeOut(BaseModel):
    """培育选树目录中的一个工种"""

    code: str
    name: str


class ContactOut(BaseModel):
    """联系方式"""

    office: str
    phone: str
    address: str


class CountyOut(BaseModel):
    """接收申报的县（市、区）总工会"""

    code: str = Field(description="县（市、区）代码，即申报的county")
    organ: str
    contact: ContactOut | None = Field(description="当年评选通知没有写明的为null")


class CycleOut(BaseModel):
    """年度：申报期、培育选树目录、接收申报的县（市、区）总工会"""

    edition: str
    year: int
    opens_on: date
    deadline: date
    catalogue: list[TradeOut]
    counties: list[CountyOut]


class PageOut(BaseModel):
    """一页申报"""

    items: list[SummaryOut]
    next: str | None


class ApplicationOut(SummaryOut):
    """申报：内容、材料、文书、审核意见和办理过程"""

    content: dict[str, Any]
    opened: dict[str, Any] | None
    materials: list[MaterialOut]
    documents: list[DocumentOut]
    notices: list[NoticeOut]
    result: dict[str, Any] | None
    decision: dict[str, Any] | None
    findings: dict[str, Any]
    proposals: dict[str, str] = Field(
        description="申报人所述的竞赛、称号类别，供县（市、区）总工会确认时参考"
    )
    history: list[EventOut]


class DifferencesOut(BaseModel):
    """两次提交之间的差别"""

    version: int
    against: int
    content: dict[str, Any]
    materials_added: list[MaterialOut]
    materials_removed: list[MaterialOut]


class RetriedOut(BaseModel):
    """重新处理了多少条消息"""

    retried: int


class FailureOut(BaseModel):
    """未能处理的消息"""

    id: UUID
    application_id: UUID | None
    task: str
    attempts: int
    code: str | None
    failed_at: str


class FailuresOut(RootModel[list[FailureOut]]):
    """未能处理的消息"""


class FormFieldOut(BaseModel):
    """一个栏目"""

    model_config = ConfigDict(extra="allow")

    id: str
    label: str
    kind: str
    required: bool
    options: Any = Field(None, description="可选的值；不是选择栏的为空")


class FormOut(BaseModel):
    """附件1的栏目"""

    form: str
    title: str
    fields: list[FormFieldOut]


class SubjectOut(BaseModel):
    """一个认定事项"""

    subject: str
    question: str
    answers: list[str] | None = Field(None, description="有的，在其中选一项")


class SubjectsOut(RootModel[list[SubjectOut]]):
    """全部认定事项"""
