"""Editions and their conditions, with the words of the regulation that each implements."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.context import CALLERS, service
from rules_service.api.schemas import EditionPath, EditionsView
from rules_service.use_cases.describe_edition import ConditionsView, describe_conditions, list_editions
from rules_service.use_cases.describe_procedure import (
    CalendarView,
    RevocationView,
    StagesView,
    TreatmentView,
    describe_calendar,
    describe_revocation,
    describe_stages,
    describe_treatment_rules,
)
from shared.regulation.library import Library
from shared.web import requires

api = APIBlueprint("editions", __name__, url_prefix="/v1/editions", abp_tags=[Tag(name="版本")])


@api.get("", summary="版本列表", responses={200: EditionsView})
@requires(*CALLERS)
def editions() -> Response:
    """全部版本及其施行日期和校验和。"""
    return jsonify(EditionsView(editions=list_editions(_library())))


@api.get("/<string:edition>/conditions", summary="版本的条件", responses={200: ConditionsView})
@requires(*CALLERS)
def conditions(path: EditionPath) -> Response:
    """全部条件：编号、条文、原文、参数。"""
    return jsonify(describe_conditions(_library().get(path.edition)))


@api.get("/<string:edition>/stages", summary="版本的推荐程序", responses={200: StagesView})
@requires(*CALLERS)
def stages(path: EditionPath) -> Response:
    """程序环节、办理主体、会议、名单比例、公示、异议和命名：条文、原文和所取的理解。"""
    return jsonify(describe_stages(_library().get(path.edition)))


@api.get("/<string:edition>/revocation", summary="版本的撤销规定", responses={200: RevocationView})
@requires(*CALLERS)
def revocation(path: EditionPath) -> Response:
    """撤销情形、所看的文书、撤销程序、收回和不收回的项目：条文和原文。"""
    return jsonify(describe_revocation(_library().get(path.edition)))


@api.get("/<string:edition>/treatment", summary="版本的待遇规定", responses={200: TreatmentView})
@requires(*CALLERS)
def treatment(path: EditionPath) -> Response:
    """待遇、向上推荐和工匠人才库：条文和原文。"""
    return jsonify(describe_treatment_rules(_library().get(path.edition)))


@api.get("/<string:edition>/calendar", summary="版本的工作日历", responses={200: CalendarView})
@requires(*CALLERS)
def calendar(path: EditionPath) -> Response:
    """地区放假日期及其来源和确认程度；尚未录入的年份为空。"""
    return jsonify(describe_calendar(_library().get(path.edition)))


def _library() -> Library:
    return service().regulations.library
