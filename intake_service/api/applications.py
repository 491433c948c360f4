"""Applications (申报): create, change, submit, withdraw, read."""

from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from intake_service import views
from intake_service.api.inputs import (
    PATCH_BODY,
    ApplicationPath,
    ListQuery,
    NewApplication,
    Reason,
    VersionPath,
)
from intake_service.api.outputs import ApplicationOut, DifferencesOut, PageOut, SummaryOut
from intake_service.api.parsing import intake, json_object
from intake_service.models import Application
from intake_service.use_cases.change_application import change_application
from intake_service.use_cases.create_application import create_application
from intake_service.use_cases.submit import submit
from intake_service.use_cases.withdraw import withdraw
from shared.web import IdempotencyHeader, idempotency_key, principal, requires, trace_id

api = APIBlueprint("applications", __name__, url_prefix="/v1/applications", abp_tags=[Tag(name="申报")])
READERS = ("posting_system", "county_union", "office")


@api.post("", summary="提交申报草稿", responses={201: SummaryOut, 200: SummaryOut})
@requires("posting_system")
def create(header: IdempotencyHeader, body: NewApplication) -> tuple[Response, int]:
    """须带请求头Idempotency-Key；同一值重发返回原申报（200）。"""
    row, new = create_application(
        intake(), principal(), idempotency_key(), body.edition, body.year, body.content()
    )
    return _shown(row, 201 if new else 200)


@api.get("", summary="查询申报", responses={200: PageOut})
@requires(*READERS)
def index(query: ListQuery) -> Response:
    """按条件查询本系统、本县（市、区）或全部申报，新的在前；以next翻页。"""
    wanted = query.model_dump(exclude={"cursor", "limit"})
    return jsonify(views.page(intake(), principal(), wanted, query.cursor, query.limit))


@api.get("/<uuid:application_id>", summary="办理状态", responses={200: ApplicationOut})
@requires(*READERS)
def show(path: ApplicationPath) -> Response:
    """内容、材料、审核意见、文书和全部办理过程。"""
    return jsonify(views.whole(intake(), principal(), path.application_id))


@api.patch(
    "/<uuid:application_id>",
    summary="修改草稿或补正",
    responses={200: SummaryOut},
    openapi_extensions=PATCH_BODY,
)
@requires("posting_system")
def change(path: ApplicationPath) -> tuple[Response, int]:
    """JSON Merge Patch：只写要改的项，null表示删除；补正时只能改补正通知开放的栏目。"""
    return _shown(change_application(intake(), principal(), path.application_id, json_object()))


@api.post("/<uuid:application_id>/submission", summary="正式提交", responses={202: SummaryOut})
@requires("posting_system")
def submit_(path: ApplicationPath) -> tuple[Response, int]:
    """提交后不能修改；审核结果通过状态查询和回调得到。"""
    return _shown(submit(intake(), principal(), path.application_id, trace_id()), 202)


@api.post("/<uuid:application_id>/withdrawal", summary="撤回", responses={200: SummaryOut})
@requires("posting_system")
def withdraw_(path: ApplicationPath, body: Reason) -> tuple[Response, int]:
    """县级审核决定作出之前可以撤回。"""
    return _shown(withdraw(intake(), principal(), path.application_id, body.reason, trace_id()))


@api.get(
    "/<uuid:application_id>/versions/<int:version>/differences",
    summary="补正前后的差别",
    responses={200: DifferencesOut},
)
@requires(*READERS)
def differences(path: VersionPath) -> Response:
    """这次提交与上一次相比，改了哪些栏目、换了哪些材料。"""
    return jsonify(views.changes(intake(), principal(), path.application_id, path.version))


def _shown(row: Application, status: int = 200) -> tuple[Response, int]:
    shown: dict[str, Any] = views.summary(row)
    return jsonify(shown), status
