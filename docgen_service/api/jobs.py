"""Jobs (批量任务): many documents at once, their progress, their results."""

import hashlib
import io
from typing import BinaryIO

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag

from docgen_service.api.job_schemas import (
    JobOut,
    JobPath,
    JobsOut,
    JobsQuery,
    KindPath,
    LinkOut,
    NewCollection,
    NewJob,
    NewResultLink,
    NewSheetJob,
    ResultQuery,
    SheetQuery,
)
from docgen_service.api.parsing import docgen, given
from docgen_service.models import Job
from docgen_service.sheets.blank import XLSX
from docgen_service.sheets.guard import MAX_BYTES
from docgen_service.use_cases.order_job import job_from_entries, job_from_sheet, job_of_documents
from docgen_service.use_cases.read_jobs import cancel_job, empty_sheet, find_job, list_jobs, open_result
from docgen_service.use_cases.seal_parts import JobOrder, Print
from docgen_service.use_cases.share_link import Shared, link_to_result, result_name
from shared.web import FILE, IdempotencyHeader, idempotency_key, principal, requires
from shared.web.described import problem

api = APIBlueprint("jobs", __name__, url_prefix="/v1", abp_tags=[Tag(name="批量任务")])
CLERKS = ("county_union", "office")
_MAX_JSON = 64 * 1024 * 1024
_LARGE = {"/v1/jobs", "/v1/jobs/sheets", "/v1/jobs/collections"}


def allow_large_bodies() -> None:
    """A job's data may be larger than other requests; called before the body is read."""
    if request.method == "POST" and request.path in _LARGE:
        request.max_content_length = _MAX_JSON if request.is_json else MAX_BYTES + 1024 * 1024
        request.max_form_memory_size = 2 * 1024 * 1024


@api.get("/kinds/<kind>/sheet", summary="空的数据表", responses={200: FILE})
@requires(*CLERKS)
def sheet(path: KindPath, query: SheetQuery) -> Response:
    """一种文书的Excel空表（.xlsx）：栏目名称、一行填好的示例（提交前删去）和填写说明。"""
    title, content = empty_sheet(docgen(), query.edition, path.kind)
    digest = hashlib.sha256(content).hexdigest()
    return given(Shared(f"{title}数据表.xlsx", XLSX, len(content), digest, iter([content])))


@api.post("/jobs", summary="成批制作", responses={202: JobOut})
@requires(*CLERKS)
def create(header: IdempotencyHeader, body: NewJob) -> tuple[Response, int]:
    """数据逐项给出。全部检查无误才受理，有错一次列出全部；同一Idempotency-Key重发不会再做一次。"""
    order = JobOrder(
        edition=body.edition, kind=body.kind, organ_code=body.organ_code, action=body.action,
        outputs=_outputs(list(body.outputs)), common=body.common, same_names_differ=body.same_names_differ,
        digest=hashlib.sha256(body.model_dump_json().encode()).hexdigest(),
    )  # fmt: skip
    entries = [entry.model_dump() for entry in body.entries]
    return _accepted(job_from_entries(docgen(), principal(), idempotency_key(), order, entries))


@api.post("/jobs/sheets", summary="上传数据表成批制作", responses={202: JobOut, 415: problem("415")})
@requires(*CLERKS)
def create_from_sheet(header: IdempotencyHeader, form: NewSheetJob) -> tuple[Response, int]:
    """每行一份。栏目、格式、重复的人等逐行检查，错误一次列出（行、列、原因）；有错则什么也不做。"""
    stream: BinaryIO = form.sheet.stream  # type: ignore[assignment]
    order = JobOrder(
        edition=form.edition, kind=form.kind, organ_code=form.organ_code, action=form.action,
        outputs=_outputs(form.outputs.split(",")), common=form.common,
        same_names_differ=form.same_names_differ, digest=_digest(stream),
    )  # fmt: skip
    return _accepted(job_from_sheet(docgen(), principal(), idempotency_key(), order, stream))


@api.post("/jobs/collections", summary="打包或合订已有文书", responses={202: JobOut})
@requires(*CLERKS)
def collect(header: IdempotencyHeader, body: NewCollection) -> tuple[Response, int]:
    """把已有的文书按所列次序打成一个压缩包，或合订成一个PDF（一式几份、前加封面清单），不制作新文书。"""
    order = JobOrder(
        edition=body.edition, kind="", organ_code=body.organ_code, action="collect",
        outputs=_outputs(list(body.outputs)),
        printed=Print(body.sets, body.cover.model_dump(mode="json") if body.cover else None),
        digest=hashlib.sha256(body.model_dump_json().encode()).hexdigest(),
    )  # fmt: skip
    return _accepted(job_of_documents(docgen(), principal(), idempotency_key(), order, body.documents))


@api.get("/jobs", summary="批量任务清单", responses={200: JobsOut})
@requires(*CLERKS)
def index(query: JobsQuery) -> Response:
    """办公室看全部，县（市、区）总工会看本级的；新的在前。"""
    rows = list_jobs(docgen(), principal(), query.state, query.before, query.limit)
    return jsonify({"jobs": [JobOut.of(row) for row in rows]})


@api.get("/jobs/<uuid:job_id>", summary="一个批量任务", responses={200: JobOut})
@requires(*CLERKS)
def show(path: JobPath) -> Response:
    """状态、进度和没有制成的各份。"""
    return jsonify(JobOut.of(find_job(docgen(), principal(), path.job_id)))


@api.post("/jobs/<uuid:job_id>/cancel", summary="取消批量任务", responses={200: JobOut})
@requires(*CLERKS)
def cancel(path: JobPath) -> Response:
    """在两份文书之间停下；已经制成的文书和编号留在登记簿中，可逐份作废。"""
    return jsonify(JobOut.of(cancel_job(docgen(), principal(), path.job_id)))


@api.get("/jobs/<uuid:job_id>/result", summary="取结果", responses={200: FILE, 410: problem("410")})
@requires(*CLERKS)
def result(path: JobPath, query: ResultQuery) -> Response:
    """压缩包或合订本；文件名为序号、文书名称和编号，不含姓名。结果保存七天。"""
    row = find_job(docgen(), principal(), path.job_id)
    found, chunks = open_result(docgen(), principal(), path.job_id, query.output)
    name = result_name(row, query.output)
    return given(Shared(name, found["content_type"], found["size"], found["sha256"], chunks))


@api.post("/jobs/<uuid:job_id>/link", summary="结果的下载链接", responses={201: LinkOut})
@requires(*CLERKS)
def link(path: JobPath, body: NewResultLink) -> tuple[Response, int]:
    """几分钟内有效，不需要密钥。"""
    token, made = link_to_result(docgen(), principal(), path.job_id, body.output, body.minutes)
    return jsonify(LinkOut(path=f"/v1/links/{token}", expires_at=made.expires_at)), 201


def _accepted(job: Job) -> tuple[Response, int]:
    return jsonify(JobOut.of(job)), 202


def _outputs(wanted: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(wanted), reverse=True))


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(1024 * 1024):
        digest.update(chunk)
    stream.seek(io.SEEK_SET)
    return digest.hexdigest()
