"""Materials (申报材料) and their scans: streamed in both directions."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response, current_app, jsonify
from flask_openapi3 import APIBlueprint, Tag

from intake_service import repository, views
from intake_service.api.applications import READERS
from intake_service.api.inputs import (
    FORM_BODY,
    SCAN_BODY,
    ApplicationPath,
    MaterialKeyHeader,
    MaterialPath,
    NewMaterial,
    UploadHeader,
)
from intake_service.api.outputs import MaterialOut, MaterialsOut
from intake_service.api.parsing import form_upload, intake, raw_upload
from intake_service.use_cases.add_material import Paper, add_material, remove_material
from intake_service.use_cases.read_files import material_content
from intake_service.use_cases.store_content import Upload, store_content
from shared.database import transaction
from shared.problems import Refusal
from shared.web import FILE, optional_idempotency_key, principal, requires

api = APIBlueprint(
    "materials",
    __name__,
    url_prefix="/v1/applications/<uuid:application_id>/materials",
    abp_tags=[Tag(name="材料")],
)
MOST_IN_A_FORM = 20 * 1024 * 1024


@api.post("", summary="登记一份材料", responses={201: MaterialOut})
@requires("posting_system")
def add(path: ApplicationPath, header: MaterialKeyHeader, body: NewMaterial) -> tuple[Response, int]:
    """先登记，再把扫描件上传到返回的材料的content；replaces写明替换哪一份。"""
    paper = Paper(**body.model_dump())
    key = optional_idempotency_key()
    material = add_material(intake(), principal(), path.application_id, paper, key)
    return jsonify(views.one_material(intake(), principal(), material)), 201


@api.get("", summary="材料清单", responses={200: MaterialsOut})
@requires(*READERS)
def index(path: ApplicationPath) -> Response:
    """全部材料，被替换的也在内（in_force为false）。"""
    with transaction(intake().engine) as session:
        row = repository.application(session, principal(), path.application_id)
        return jsonify(views.materials(intake(), session, principal(), row))


@api.delete("/<uuid:material_id>", summary="删除未提交的材料", responses={204: None})
@requires("posting_system")
def remove(path: MaterialPath) -> tuple[str, int]:
    """已随申报提交的材料不能删除，只能在补正时替换。"""
    remove_material(intake(), principal(), path.application_id, path.material_id)
    return "", 204


@api.put(
    "/<uuid:material_id>/content",
    summary="上传扫描件",
    responses={200: MaterialOut},
    openapi_extensions=SCAN_BODY,
)
@requires("posting_system", "county_union")
def put_content(path: MaterialPath, header: UploadHeader) -> Response:
    """请求体即文件（PDF、JPEG或PNG），须带Content-Length；县（市、区）总工会只上传所记录意见的扫描件。"""
    return _store(path, raw_upload)


@api.post(
    "/<uuid:material_id>/content",
    summary="以表单上传较小的扫描件",
    responses={200: MaterialOut},
    openapi_extensions=FORM_BODY,
)
@requires("posting_system", "county_union")
def post_content(path: MaterialPath, header: UploadHeader) -> Response:
    """multipart/form-data，字段名file，最大20MB；更大的文件请用PUT。"""
    return _store(path, lambda: form_upload(MOST_IN_A_FORM))


@api.get("/<uuid:material_id>/content", summary="下载扫描件", responses={200: FILE})
@requires(*READERS)
def get_content(path: MaterialPath) -> Response:
    """原样返回所存的文件。"""
    file, chunks = material_content(intake(), principal(), path.application_id, path.material_id)
    return download(chunks, file.content_type, file.size)


def download(chunks: Iterator[bytes], content_type: str, size: int) -> Response:
    """A file that a browser saves and never shows as a page of ours."""
    response = Response(chunks, content_type=content_type)
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _store(path: MaterialPath, upload: Callable[[], Upload]) -> Response:
    with _one_of_few():  # before a byte of the body is taken: a form is read as a whole
        material, _ = store_content(intake(), principal(), path.application_id, path.material_id, upload())
    return jsonify(views.one_material(intake(), principal(), material))


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Bounds the uploads at once, so that memory stays bounded too."""
    slots: threading.BoundedSemaphore = current_app.extensions["upload_slots"]
    if not slots.acquire(timeout=1):
        raise Refusal(429, "uploads_busy", "同时上传的文件过多，请稍后重试。", headers={"Retry-After": "5"})
    try:
        yield
    finally:
        slots.release()
