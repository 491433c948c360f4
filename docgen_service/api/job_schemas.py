"""What the API takes and gives about jobs (批量任务) and links (下载链接)."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from flask_openapi3 import FileStorage
from pydantic import BaseModel, ConfigDict, Field

from docgen_service.api.schemas import CORRECTION, Code, Kind, OrganCode
from docgen_service.models import Job
from shared.contracts.documents.fields import Text, TextOrBlank

JobStateName = Literal["queued", "running", "done", "failed", "cancelled"]
Output = Literal["zip", "pack", "pdf"]
Outputs = Annotated[list[Output], Field(min_length=1, max_length=3)]
_OUTPUTS = "zip 逐份的Word文件打成一个压缩包；pack 合订成一个Word文件；pdf 合订成一个PDF（后两种份数有限）"
_ACTION = "draft 拟稿；issue 签发（逐份取编号）"
_SAME = "确认名单中的同名者是不同的人（没有身份证号一栏时）"
_BASE = {"edition": "guilin_artisan_2025", "kind": "correction_notice", "organ_code": "450302"}
_SHARED = ("organ", "contact", "deadline")
_COMMON = {name: CORRECTION[name] for name in _SHARED}
_ONE = {name: value for name, value in CORRECTION.items() if name not in _SHARED}
_NEW_JOB: dict[str, Any] = {
    **_BASE, "action": "issue", "outputs": ["zip"], "common": _COMMON,
    "entries": [{"data": _ONE}, {"data": {**_ONE, "addressee": "样例乙", "applicant_name": "样例乙"}}],
}  # fmt: skip
_NEW_SHEET_JOB: dict[str, Any] = {
    "edition": "guilin_artisan_2025", "kind": "certificate", "organ_code": "450300", "action": "issue",
    "outputs": "zip", "sheet": "（证书名单.xlsx）",
    "common": {"year": 2026, "circular_number": "市工发〔2026〕9号", "circular_on": "2026-09-30"},
}  # fmt: skip
_NEW_COLLECTION: dict[str, Any] = {
    "edition": "guilin_artisan_2025", "organ_code": "450302",
    "documents": ["0198f3a2-7c11-7e0e-9d6f-3a1f0c2b7d44"], "outputs": ["pdf"], "sets": 3,
    "cover": {"about": "样例甲“桂林工匠”申报材料", "reference": "2026-450302-0001"},
}  # fmt: skip
_JOB: dict[str, Any] = {
    "id": "0198f3a2-7c11-5e0e-9d6f-3a1f0c2b7d44", **_BASE, "action": "issue", "outputs": ["zip"],
    "state": "done", "total": 2, "done": 2, "failed": 0, "faults": [], "failure": None,
    "requested_by": "领导小组办公室（办公系统）经办人甲", "created_at": "2026-06-01T01:00:00Z",
    "changed_at": "2026-06-01T01:00:02Z", "ended_at": "2026-06-01T01:00:02Z", "cancel_asked_at": None,
    "results": [{"output": "zip", "size": 21480, "sha256": "9f86d081884c7d65" * 4}],
    "results_until": "2026-06-08T01:00:02Z",
}  # fmt: skip


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class JobPath(BaseModel):
    job_id: UUID = Field(description="批量任务的id")


class KindPath(BaseModel):
    kind: Kind = Field(description="文书种类")


class SheetQuery(_In):
    edition: Code = Field(description="版本")


class EntryIn(_In):
    """一份文书的数据；给出document_id的，签发那份拟稿"""

    data: dict[str, Any] = Field(description="该种文书的数据；common中已有的栏目不再写")
    document_id: UUID | None = Field(None, description="此前拟好的文书")


class NewJob(_In):
    """成批拟稿或签发；Idempotency-Key 请求头必填，重发同一请求不会制作第二次"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": _NEW_JOB}
    )

    edition: Code = Field(description="版本，如 guilin_artisan_2025")
    kind: Kind = Field(description="文书种类")
    organ_code: OrganCode = Field(description="发出文书的机关代码")
    action: Literal["draft", "issue"] = Field(description=_ACTION)
    outputs: Outputs = Field(["zip"], description=_OUTPUTS)
    common: dict[str, Any] = Field(default_factory=dict, description="各份相同的栏目，只写一次")
    same_names_differ: bool = Field(False, description=_SAME)
    entries: Annotated[list[EntryIn], Field(min_length=1, max_length=10_000)]


class NewSheetJob(_In):
    """上传Excel表，每行一份；全部检查无误才开始制作"""

    # The library reads form fields that look like JSON as JSON: a code becomes a number, and is one no longer.
    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True, coerce_numbers_to_str=True,
        json_schema_extra={"example": _NEW_SHEET_JOB},
    )  # fmt: skip

    edition: Code = Field(description="版本，如 guilin_artisan_2025")
    kind: Kind = Field(description="文书种类")
    organ_code: OrganCode = Field(description="发出文书的机关代码")
    action: Literal["draft", "issue"] = Field(description=_ACTION)
    outputs: Annotated[str, Field(pattern=r"^(zip|pack|pdf)(,(zip|pack|pdf)){0,2}$")] = Field(
        "zip", description=f"{_OUTPUTS}；几种都要的写作 zip,pdf"
    )
    common: dict[str, Any] = Field(default_factory=dict, description="各份相同的栏目，写成JSON")
    same_names_differ: bool = Field(False, description=_SAME)
    sheet: FileStorage = Field(description="数据表（.xlsx），空表见 GET /v1/kinds/{kind}/sheet")


class CoverIn(_In):
    """成套材料封面清单：所含文书和页数由系统写出"""

    about: Text = Field(description="事由，如“某某‘桂林工匠’申报材料”")
    reference: TextOrBlank = Field(description='申报编号或年度；留空写作{"blank": "by_hand"}')


class NewCollection(_In):
    """把已有的文书打成一个压缩包，或合订成一个PDF（一式几份、带封面清单）"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": _NEW_COLLECTION}
    )

    edition: Code = Field(description="版本")
    organ_code: OrganCode = Field(description="机关代码：本县（市、区），或本市（办公室）")
    documents: Annotated[list[UUID], Field(min_length=1, max_length=10_000)] = Field(description="文书的id")
    outputs: Annotated[list[Literal["zip", "pdf"]], Field(min_length=1, max_length=2)] = Field(
        ["zip"], description="zip 打成一个压缩包；pdf 合订成一个PDF（份数有限）"
    )
    sets: int = Field(1, ge=1, le=20, description="PDF一式几份，如办法要求的3份：整套依次重复")
    cover: CoverIn | None = Field(None, description="PDF最前的封面清单；不要的不填")


class JobsQuery(_In):
    """按条件查询批量任务"""

    state: JobStateName | None = Field(None, description="状态")
    before: UUID | None = Field(None, description="上一页最后一个任务的id")
    limit: int = Field(50, ge=1, le=200, description="每页条数")


class ResultQuery(_In):
    output: Output = Field("zip", description=_OUTPUTS)


class NewLink(_In):
    """要一个限时下载链接"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": {"minutes": 10}}
    )

    minutes: int = Field(10, ge=1, le=60, description="几分钟后失效")


class NewResultLink(NewLink):
    """要一个批量任务结果的限时下载链接"""

    output: Output = Field("zip", description=_OUTPUTS)


class LinkPath(BaseModel):
    token: Annotated[str, Field(max_length=400)] = Field(description="链接中的签名")


class LinkOut(BaseModel):
    """限时下载链接；不需要密钥，过期失效，链接中没有个人信息"""

    path: str = Field(description="接在本服务地址之后")
    expires_at: datetime


class ResultOut(BaseModel):
    """一种结果"""

    output: Output
    size: int
    sha256: str


class ItemFault(BaseModel):
    """没有制成的一份：第几份、为什么"""

    item: int
    code: str
    message: str


class JobOut(BaseModel):
    """批量任务：状态和进度"""

    model_config = ConfigDict(json_schema_extra={"example": _JOB})

    id: UUID
    edition: str
    kind: str
    organ_code: str
    action: Literal["draft", "issue", "collect"]
    outputs: list[Output]
    state: JobStateName = Field(
        description="queued 等候，running 进行，done 完成，failed 失败，cancelled 已取消"
    )
    total: int
    done: int
    failed: int
    faults: list[ItemFault]
    failure: str | None = Field(description="失败的原因代码")
    requested_by: str
    created_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    cancel_asked_at: datetime | None
    results: list[ResultOut]
    results_until: datetime | None = Field(description="结果保存到何时；文书本身一直在登记簿中")

    @classmethod
    def of(cls, row: Job) -> "JobOut":
        values = {name: getattr(row, name) for name in cls.model_fields if name != "results"}
        results = [{name: item[name] for name in ResultOut.model_fields} for item in row.results]
        return cls(**values, results=[ResultOut(**item) for item in results])


class JobsOut(BaseModel):
    """批量任务，新的在前"""

    jobs: list[JobOut]
