"""The office's desk (领导小组办公室): what could not be processed; and what anybody may read of an edition."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from intake_service import views
from intake_service.api.inputs import CyclePath, EditionPath, FailurePath
from intake_service.api.outputs import CycleOut, FailureOut, FailuresOut, FormOut, RetriedOut, SubjectsOut
from intake_service.api.parsing import intake
from intake_service.form_check import ANNEX
from intake_service.models import OutboxMessage
from intake_service.use_cases.handle_failures import failures, retry, retry_all
from intake_service.use_cases.record_findings import class_subjects, subjects
from shared.web import principal, requires, trace_id

api = APIBlueprint("office", __name__, url_prefix="/v1", abp_tags=[Tag(name="办公室")])


@api.get("/failures", summary="未能处理的消息", responses={200: FailuresOut})
@requires("office", "operator")
def list_failures() -> Response:
    """多次尝试仍未成功的处理；查明原因后可重新处理。"""
    return jsonify([_failure(row) for row in failures(intake())])


@api.post("/failures/retry", summary="全部重新处理", responses={202: RetriedOut})
@requires("office", "operator")
def retry_all_failures() -> tuple[Response, int]:
    """某个部件长时间停用之后使用。"""
    return jsonify(retried=retry_all(intake(), principal(), trace_id())), 202


@api.post("/failures/<uuid:message_id>/retry", summary="重新处理", responses={202: FailureOut})
@requires("office", "operator")
def retry_failure(path: FailurePath) -> tuple[Response, int]:
    """从头开始尝试。"""
    return jsonify(_failure(retry(intake(), principal(), path.message_id, trace_id()))), 202


@api.get("/editions/<edition>/form", summary="申请表栏目", responses={200: FormOut})
@requires("posting_system", "county_union", "office")
def form(path: EditionPath) -> Response:
    """附件1的栏目、类型和可选值；系统可据此画出表单。"""
    edition = intake().editions.get(path.edition)
    fields = [
        field.model_dump(exclude={"codes", "choices"}) | {"options": field.options(edition)}
        for field in edition.forms.get(ANNEX).fields
    ]
    return jsonify({"form": ANNEX, "title": edition.forms.get(ANNEX).title, "fields": fields})


@api.get("/editions/<edition>/findings", summary="认定事项", responses={200: SubjectsOut})
@requires("posting_system", "county_union", "office")
def finding_subjects(path: EditionPath) -> Response:
    """县（市、区）总工会可以认定或证明的事项；有answers的在其中选一项，n为该项在清单中的位置，自0起。"""
    edition = intake().editions.get(path.edition)
    found = [{"subject": name, "question": question} for name, question in subjects(edition).items()]
    classes = [
        {"subject": name, "question": question, "answers": answers}
        for name, (question, answers) in class_subjects(edition).items()
    ]
    return jsonify(found + classes)


@api.get("/cycles/<edition>/<int:year>", summary="年度的申报期、目录和接收单位", responses={200: CycleOut})
@requires("posting_system", "county_union", "office")
def show_cycle(path: CyclePath) -> Response:
    """当年评选通知所定的申报期和培育选树目录，以及接收申报的县（市、区）总工会。"""
    return jsonify(views.cycle(intake(), path.edition, path.year))


def _failure(row: OutboxMessage) -> dict[str, object]:
    return {
        "id": row.id, "application_id": row.application_id, "task": row.task, "attempts": row.attempts,
        "code": row.failure, "failed_at": row.failed_at.isoformat() if row.failed_at else None,
    }  # fmt: skip
