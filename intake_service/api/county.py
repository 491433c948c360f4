"""The county union's desk (县（市、区）总工会): findings, papers seen, opinions, notices, the decision."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from intake_service import views
from intake_service.api.inputs import (
    ApplicationPath,
    DecisionIn,
    FindingsIn,
    MaterialPath,
    NoticeIn,
    NoticePath,
    OpinionIn,
    Reason,
    SeenIn,
)
from intake_service.api.outputs import MaterialOut, NoticeOut, SummaryOut
from intake_service.api.parsing import intake
from intake_service.models import Material
from intake_service.use_cases.change_notice import Draft, change_notice, draft_correction
from intake_service.use_cases.decide import Decided, decide
from intake_service.use_cases.issue_notice import issue_notice
from intake_service.use_cases.record_findings import Found, record_findings
from intake_service.use_cases.record_review import Opinion, Seen, note_material, record_opinion
from intake_service.use_cases.void_notice import void_notice
from shared.web import principal, requires, trace_id

api = APIBlueprint(
    "county", __name__, url_prefix="/v1/applications/<uuid:application_id>", abp_tags=[Tag(name="县级审核")]
)


@api.post("/findings", summary="记录认定", responses={202: SummaryOut})
@requires("county_union")
def findings(path: ApplicationPath, body: FindingsIn) -> tuple[Response, int]:
    """只有工作所在地的县（市、区）总工会可以记录；记录后重新审核。"""
    found = [Found(**item.model_dump()) for item in body.findings]
    row = record_findings(intake(), principal(), path.application_id, found, trace_id())
    return jsonify(views.summary(row)), 202


@api.post("/materials/<uuid:material_id>/review", summary="记录核对原件和份数", responses={202: MaterialOut})
@requires("county_union")
def review(path: MaterialPath, body: SeenIn) -> tuple[Response, int]:
    """原件核对后退回（第八条（二））。"""
    seen = Seen(**body.model_dump())
    return _material(
        note_material(intake(), principal(), path.application_id, path.material_id, seen, trace_id())
    )


@api.post("/opinions", summary="记录部门意见", responses={202: MaterialOut})
@requires("county_union")
def opinions(path: ApplicationPath, body: OpinionIn) -> tuple[Response, int]:
    """纪检监察、组织人事等部门的意见，以及本级意见；同一种意见以后一次为准。"""
    opinion = Opinion(**body.model_dump())
    return _material(record_opinion(intake(), principal(), path.application_id, opinion, trace_id()))


@api.post("/notices", summary="拟补正通知书", responses={202: NoticeOut})
@requires("county_union")
def draft(path: ApplicationPath, body: NoticeIn) -> tuple[Response, int]:
    """审核材料时发现其他需要补正的内容时使用；系统已拟稿的，请修改草稿。"""
    notice = draft_correction(intake(), principal(), path.application_id, _draft(body), trace_id())
    return jsonify(views.notice(notice)), 202


@api.put("/notices/<uuid:notice_id>", summary="修改通知书草稿", responses={202: NoticeOut})
@requires("county_union")
def change(path: NoticePath, body: NoticeIn) -> tuple[Response, int]:
    """发出之前可以修改事项、开放的栏目和材料、期限。"""
    notice = change_notice(
        intake(), principal(), path.application_id, path.notice_id, _draft(body), trace_id()
    )
    return jsonify(views.notice(notice)), 202


@api.post("/notices/<uuid:notice_id>/issue", summary="发出通知书", responses={202: NoticeOut})
@requires("county_union")
def issue(path: NoticePath) -> tuple[Response, int]:
    """补正通知书发出后即开放补正；不符合条件告知书须在集体研究决定之后发出。"""
    notice = issue_notice(intake(), principal(), path.application_id, path.notice_id, trace_id())
    return jsonify(views.notice(notice)), 202


@api.post("/notices/<uuid:notice_id>/void", summary="作废已发出的通知书", responses={202: NoticeOut})
@requires("county_union")
def void(path: NoticePath, body: Reason) -> tuple[Response, int]:
    """写明原因；返回按原文另拟的草稿，可修改后再发出。作废补正通知书即收回补正，未提交的修改和扫描件一并删除。"""
    notice = void_notice(intake(), principal(), path.application_id, path.notice_id, body.reason, trace_id())
    return jsonify(views.notice(notice)), 202


@api.post("/decision", summary="记录审核决定", responses={200: SummaryOut})
@requires("county_union")
def decision(path: ApplicationPath, body: DecisionIn) -> Response:
    """经集体研究后的决定；系统的审核结论仅供参考。"""
    decided = Decided(**body.model_dump())
    return jsonify(views.summary(decide(intake(), principal(), path.application_id, decided, trace_id())))


def _draft(body: NoticeIn) -> Draft:
    items = [item.model_dump() for item in body.items]
    return Draft(items, body.fields, body.materials, body.deadline)


def _material(material: Material) -> tuple[Response, int]:
    return jsonify(views.one_material(intake(), principal(), material)), 202
