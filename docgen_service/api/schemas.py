"""What the API takes and gives."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from docgen_service.models import Document
from shared.contracts.facts import Text as CleanText

Reason = CleanText
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.]{1,64}$")]
OrganCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Kind = Code
NumberText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Format = Literal["docx", "pdf"]
DocumentState = Literal["draft", "issued", "void"]

_CONTACT = {"office": "劳动和经济工作部", "phone": "0773-0000000", "address": {"blank": "by_hand"}}
CORRECTION: dict[str, Any] = {
    "addressee": "样例甲",
    "applicant_name": "样例甲",
    "application_number": "桂工匠申〔2026〕0001号",
    "items": [
        {
            "what": "无犯罪记录证明",
            "why": "未提交",
            "article": "第八条（二）1",
            "quote": "无犯罪记录证明",
        }
    ],
    "reopened": ["无犯罪记录证明"],
    "deadline": "2026-06-30",
    "organ": "秀峰区总工会",
    "contact": _CONTACT,
}


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class DocumentPath(BaseModel):
    document_id: UUID = Field(description="文书的id")


class ContentQuery(_In):
    """下载哪一种文件"""

    format: Format = Field("docx", description="docx Word文件，pdf PDF文件")


class NewDocument(_In):
    """拟一份文书；Idempotency-Key 请求头必填，重发同一请求不会产生第二份"""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={
            "example": {
                "edition": "guilin_artisan_2025",
                "kind": "correction_notice",
                "organ_code": "450302",
                "data": CORRECTION,
            }
        },
    )

    edition: Code = Field(description="版本，如 guilin_artisan_2025")
    kind: Kind = Field(description="文书种类")
    organ_code: OrganCode = Field(
        description="发出文书的机关：县（市、区）代码，如 450302；市级文书填本市代码，如 450300"
    )
    data: dict[str, Any] = Field(description="该种文书的数据，栏目见 GET /v1/kinds")


class IssueDocument(_In):
    """签发：再给出一次数据，本服务不保存数据"""

    data: dict[str, Any] = Field(description="该种文书的数据")
    number: NumberText | None = Field(None, description="用已预留或已登记的编号签发；不填则取该序列的下一号")


class VoidDocument(_In):
    """作废"""

    reason: Reason = Field(description="作废原因，记入编号登记簿")


class ListQuery(BaseModel):
    """按条件查询文书"""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    kind: Kind | None = Field(None, description="文书种类")
    state: DocumentState | None = Field(None, description="draft 拟稿，issued 已签发，void 已作废")
    organ_code: OrganCode | None = Field(None, description="县（市、区）代码")
    year: Annotated[int, Field(ge=2025, le=2199)] | None = Field(None, description="年度")
    application_id: UUID | None = Field(None, description="申报的id")
    job_id: UUID | None = Field(None, description="批量任务的id")
    number: CleanText | None = Field(None, description="文书编号")
    cursor: Annotated[str, Field(max_length=200)] | None = Field(None, description="上一页的next")
    limit: int = Field(50, ge=1, le=200, description="每页条数")


class DocumentOut(BaseModel):
    """文书；cleaned 是删去了无法印刷的字符的栏目"""

    id: UUID
    edition: str
    kind: str
    state: DocumentState
    number: str | None
    year: int
    organ_code: str
    organ: str
    application_id: UUID | None
    application_version: int | None
    job_id: UUID | None = Field(description="由哪个批量任务制成")
    job_item: int | None = Field(description="是其中的第几份")
    requested_by: str
    revision: int
    sha256: str
    size: int
    content_type: str
    template_sha256: str
    data_sha256: str
    cleaned: list[str]
    created_at: datetime
    changed_at: datetime
    issued_on: date | None
    issued_by: str | None
    voided_at: datetime | None
    voided_by: str | None
    void_reason: str | None
    formats: list[Format] = Field(description="可下载的格式，见 GET …/content?format=")

    @classmethod
    def of(cls, row: Document, pdf: bool) -> "DocumentOut":
        entered = {name: getattr(row, name) for name in cls.model_fields if name != "formats"}
        return cls(**entered, formats=["docx", "pdf"] if pdf else ["docx"])


class PageOut(BaseModel):
    """一页文书，新的在前"""

    documents: list[DocumentOut]
    next: str | None = Field(description="下一页的cursor；没有更多则为null")


class KindOut(BaseModel):
    """一种文书：依据、编号和数据的JSON Schema（每个栏目写明含义和来源）"""

    kind: str
    title: str
    article: str | None
    series: str | None
    level: Literal["county", "city", "either"] = Field(
        description="county 由县（市、区）总工会发出，city 由市级机关发出（领导小组办公室办理），either 不限"
    )
    data_schema: dict[str, Any]


class KindsOut(BaseModel):
    """版本的全部文书"""

    edition: str
    kinds: list[KindOut]


class KindsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    edition: Code = Field(description="版本，如 guilin_artisan_2025")
