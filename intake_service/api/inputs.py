"""What the API takes: paths, headers, queries, bodies."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from intake_service.content import Content
from shared.contracts.facts import Day
from shared.contracts.facts import LongText as Long
from shared.contracts.facts import Text as Short
from shared.web.parameters import Parameters

_INT4 = 2**31 - 1


Count = Annotated[int, Field(ge=0, le=999)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class ApplicationPath(BaseModel):
    application_id: UUID = Field(description="申报的id")


class MaterialPath(ApplicationPath):
    material_id: UUID = Field(description="材料的id")


class NoticePath(ApplicationPath):
    notice_id: UUID = Field(description="通知书的id")


class DocumentPath(ApplicationPath):
    document_id: UUID = Field(description="文书的id")


class VersionPath(ApplicationPath):
    version: Annotated[int, Field(ge=1, le=_INT4)] = Field(description="第几次提交")


class FailurePath(BaseModel):
    message_id: UUID = Field(description="消息的id")


class EditionPath(BaseModel):
    edition: Short = Field(description="版本")


class CyclePath(EditionPath):
    year: Annotated[int, Field(ge=1, le=_INT4)] = Field(description="年度")


class NewApplication(Content):
    """申报；Idempotency-Key 请求头必填，重发同一请求不会产生第二份申报"""

    edition: Short = Field(description="版本，如 guilin_artisan_2025")
    year: Annotated[int, Field(ge=2025, le=2199)] = Field(description="年度")

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edition": "guilin_artisan_2025",
                "year": 2026,
                "channel": "unit",
                "county": "450302",
                "trade": "fitter",
                "form": {"name": "李建国", "sex": "男", "id_number": "11010519491231002X"},
                "spells": {
                    "complete": True,
                    "items": [
                        {
                            "from": "2010-07",
                            "trade": "fitter",
                            "in_guilin": True,
                            "employer": "桂林某机械厂",
                        }
                    ],
                },
                "union_member": True,
                "on_front_line": True,
                "claimed_items": ["S3"],
            }
        }
    )

    def content(self) -> Content:
        """The application without its edition and year."""
        return Content.model_validate({name: getattr(self, name) for name in Content.model_fields})


class MaterialKeyHeader(Parameters):
    """Documents the header; `add` reads it."""

    key: str | None = Field(
        None,
        alias="Idempotency-Key",
        description="本份材料的唯一值（可不写）；带同一值重发，返回原来登记的材料",
    )
    model_config = ConfigDict(extra="ignore")


class UploadHeader(Parameters):
    """Documents the header; `parsing` reads it."""

    digest: str | None = Field(
        None, alias="X-Content-SHA256", description="文件的SHA-256（十六进制），供核对"
    )
    model_config = ConfigDict(extra="ignore")


PATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object", "description": "JSON Merge Patch（RFC 7396）"},
                "example": {"form": {"employer": "桂林某机械厂", "post_title": None}, "union_member": True},
            }
        },
    }
}


SCAN_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            name: {"schema": {"type": "string", "format": "binary"}}
            for name in ("application/pdf", "image/jpeg", "image/png", "application/octet-stream")
        },
    }
}


FORM_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
            }
        },
    }
}


class ListQuery(_In, Parameters):
    state: Short | None = Field(None, description="办理状态")
    channel: Short | None = Field(None, description="申报渠道")
    county: Short | None = Field(None, description="县（市、区）代码")
    year: Annotated[int, Field(ge=1, le=_INT4)] | None = Field(None, description="年度")
    number: Short | None = Field(None, description="申报编号")
    verdict: Short | None = Field(None, description="审核结论")
    cursor: Short | None = Field(None, description="上一页给出的next")
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class NewMaterial(_In):
    """一份材料；扫描件随后上传到它的content"""

    kind: Short = Field(description="材料种类，见版本的channels")
    title: Short | None = Field(None, description="材料名称，如证书名称；不写姓名和证件号码")
    copies: Count | None = Field(None, description="纸质份数")
    pages: Annotated[int, Field(ge=1, le=9999)] | None = Field(None, description="每份页数")
    issued_on: Day | None = Field(None, description="出具日期")
    replaces: UUID | None = Field(None, description="替换哪一份材料（补正时用）")
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"kind": "no_crime_certificate", "copies": 3, "pages": 1, "issued_on": "2026-05-06"}
        },
    )


class Reason(_In):
    reason: Short = Field(description="原因；不写个人信息")


class FindingIn(_In):
    """一项认定"""

    subject: Short = Field(
        description="认定事项，如 good_conduct、union_member；确认竞赛、称号类别的如 contests[0].contest_class"
    )
    value: bool | None = Field(None, description="认定结论；确认类别的不填")
    answer: Short | None = Field(None, description="所确认的类别；其他事项不填")
    basis: Long = Field(description="依据，如“集体研究 2026-05-12”")
    found_on: Day


class FindingsIn(_In):
    findings: Annotated[list[FindingIn], Field(min_length=1, max_length=100)]
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "findings": [
                    {"subject": "good_conduct", "value": True, "basis": "集体研究", "found_on": "2026-05-12"}
                ]
            }
        },
    )


class SeenIn(_In):
    """核对情况"""

    copies: Count | None = Field(None, description="实收份数")
    original: bool | None = Field(None, description="已核对原件")


class OpinionIn(_In):
    """部门意见或县级意见"""

    kind: Short = Field(description="材料种类，如 discipline_opinion")
    opinion: Literal["agree", "disagree"]
    issued_on: Day
    copies: Count | None = None


class CorrectionItemIn(_In):
    what: Short
    why: Short
    article: Short
    quote: Short | dict[str, str]


class GroundIn(_In):
    article: Short
    quote: Long
    fact_found: Short


class NoticeIn(_In):
    """通知书草稿"""

    items: Annotated[list[CorrectionItemIn | GroundIn], Field(min_length=1, max_length=100)]
    fields: Annotated[list[Short], Field(max_length=100)] = Field(
        [], description="开放修改的栏目，如 form.employer"
    )
    materials: Annotated[list[Short], Field(max_length=50)] = Field([], description="开放补交的材料种类")
    deadline: Day | None = Field(None, description="补正期限（含当日）；不写则按年度设定")


class DecisionIn(_In):
    """集体研究审核的决定"""

    recommended: bool = Field(description="是否予以推荐")
    reviewed_on: Day = Field(description="集体研究的日期")
    participants: Annotated[list[Short], Field(min_length=1, max_length=30)] = Field(
        description="参加研究的部门"
    )
    basis: Long = Field(description="依据，如会议纪要编号")
    grounds: Annotated[list[GroundIn], Field(max_length=50)] = Field([], description="不予推荐的条款和事实")
