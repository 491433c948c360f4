"""What the API takes and gives about numbers (编号)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from docgen_service.api.schemas import Code, NumberText, OrganCode
from docgen_service.models import Document, Number
from docgen_service.use_cases.read_numbers import Gap, Register
from shared.contracts.facts import Text as CleanText

_STATE = "reserved 已预留，used 已使用，voided 已作废"
_ORIGIN = "series 本系统编出，office_system 由办公室自有系统编出、登记在此"
_RESERVE: dict[str, Any] = {
    "edition": "guilin_artisan_2025",
    "series": "correction",
    "organ_code": "450302",
    "purpose": "补正通知书，待领导审签",
}
_TAKE_OVER: dict[str, Any] = {
    "edition": "guilin_artisan_2025",
    "series": "correction",
    "number": "桂工匠补〔2026〕450302-0012号",
    "source": "本会办公系统",
    "purpose": "补正通知书，已在办公系统中编号",
}


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NumberPath(BaseModel):
    number_id: UUID = Field(description="登记簿中该编号的id")


class ReserveNumber(_In):
    """预留下一号；Idempotency-Key 请求头必填，重发同一请求不会多占一号"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": _RESERVE}
    )

    edition: Code = Field(description="版本")
    series: Code = Field(description="编号序列，见 GET /v1/kinds")
    organ_code: OrganCode = Field(description="机关代码：县（市、区）或本市")
    purpose: CleanText = Field(description="用途，记入登记簿；请勿写个人信息")


class TakeOverNumber(_In):
    """登记由办公室自有系统编出的编号；本系统从此不再编出这个号，下一号接在它后面"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": _TAKE_OVER}
    )

    edition: Code = Field(description="版本")
    series: Code = Field(description="编号序列")
    number: NumberText = Field(description="完整编号，与序列的格式一致")
    source: CleanText = Field(description="由哪个系统编出，如：市总工会办公系统")
    purpose: CleanText = Field(description="用途，记入登记簿；请勿写个人信息")
    used_elsewhere: bool = Field(False, description="这个编号的文书不在本系统制作")
    gap_confirmed: bool = Field(False, description="确认跳过很多号")


class ReleaseNumber(_In):
    """作废一个未用于文书的编号"""

    reason: CleanText = Field(description="原因，记入登记簿")


class NumbersQuery(BaseModel):
    """按条件查询编号登记簿"""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    series: Code | None = Field(None, description="编号序列")
    year: Annotated[int, Field(ge=0, le=2199)] | None = Field(None, description="年度")
    organ: OrganCode | None = Field(None, description="机关代码")
    state: Literal["reserved", "used", "voided"] | None = Field(None, description=_STATE)
    origin: Literal["series", "office_system"] | None = Field(None, description=_ORIGIN)
    number: NumberText | None = Field(None, description="完整编号")
    cursor: UUID | None = Field(None, description="上一页的next")
    limit: int = Field(50, ge=1, le=200, description="每页条数")


class RegisterQuery(BaseModel):
    """一个编号序列的登记簿"""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    edition: Code = Field(description="版本")
    series: Code = Field(description="编号序列")
    year: int = Field(ge=2025, le=2199, description="年度")
    organ_code: OrganCode = Field(description="机关代码；全市统一编号的序列填本市代码")


class NumberOut(BaseModel):
    """登记簿中的一个编号"""

    id: UUID
    edition: str
    series: str
    year: int
    organ: str
    n: int
    number: str
    state: Literal["reserved", "used", "voided"] = Field(description=_STATE)
    origin: Literal["series", "office_system"] = Field(description=_ORIGIN)
    purpose: str | None
    source: str | None
    reserved_for: UUID | None = Field(description="正在签发、尚未完成的文书")
    document_id: UUID | None
    reason: str | None
    taken_at: datetime
    taken_by: str | None
    used_at: datetime | None
    voided_at: datetime | None
    voided_by: str | None

    @classmethod
    def of(cls, row: Number) -> "NumberOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class NumbersOut(BaseModel):
    """一页编号，新的在前"""

    numbers: list[NumberOut]
    next: UUID | None = Field(description="下一页的cursor；没有更多则为null")


class GapOut(BaseModel):
    """空号：不在登记簿中的一段编号，及其原因"""

    first: int
    last: int
    reason: str

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        return cls(first=gap.first, last=gap.last, reason=gap.reason)


class EntryOut(NumberOut):
    """登记簿的一行，连同使用它的文书"""

    kind: str | None
    organ_name: str | None
    issued_on: date | None

    @classmethod
    def with_document(cls, row: Number, document: Document | None) -> "EntryOut":
        values: dict[str, Any] = NumberOut.of(row).model_dump()
        extra = (document.kind, document.organ, document.issued_on) if document else (None, None, None)
        return cls(**values, kind=extra[0], organ_name=extra[1], issued_on=extra[2])


class RegisterOut(BaseModel):
    """编号登记簿：一个序列自第一号起的全部编号和空号的说明"""

    title: str
    note: str
    entries: list[EntryOut]
    gaps: list[GapOut]

    @classmethod
    def of(cls, register: Register) -> "RegisterOut":
        entries = [
            EntryOut.with_document(row, register.documents.get(row.document_id) if row.document_id else None)
            for row in register.numbers
        ]
        gaps = [GapOut.of(gap) for gap in register.gaps]
        return cls(title=register.title, note=register.note, entries=entries, gaps=gaps)
