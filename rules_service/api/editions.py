"""Editions and their conditions, with the words of the regulation that each implements."""

import json

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.context import CALLERS, service
from rules_service.api.schemas import ConditionPath, EditionPath, EditionsQuery, EditionsView, ReadingsView
from rules_service.use_cases.describe_condition import ArticleCondition, describe_condition
from rules_service.use_cases.describe_edition import ConditionsView, describe, describe_conditions
from rules_service.use_cases.describe_facts import facts_schema
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
from rules_service.use_cases.find_editions import editions_in_force, every_edition
from shared.regulation.library import Library
from shared.web import requires

api = APIBlueprint("editions", __name__, url_prefix="/v1/editions", abp_tags=[Tag(name="版本")])


@api.get("", summary="版本列表", responses={200: EditionsView})
@requires(*CALLERS)
def editions(query: EditionsQuery) -> Response:
    """全部版本及其施行日期和校验和；写明on的，只列那一天施行中的版本，那时还没有的返回404并说明自何日起施行。"""
    found = editions_in_force(_library(), query.on) if query.on else every_edition(_library())
    return jsonify(EditionsView(editions=tuple(map(describe, found))))


@api.get("/<string:edition>/conditions", summary="版本的条件", responses={200: ConditionsView})
@requires(*CALLERS)
def conditions(path: EditionPath) -> Response:
    """全部条件：编号、条文、原文、参数。"""
    return jsonify(describe_conditions(_library().get(path.edition)))


@api.get(
    "/<string:edition>/conditions/<string:condition>", summary="一项条件", responses={200: ArticleCondition}
)
@requires(*CALLERS)
def condition(path: ConditionPath) -> Response:
    """一项条件和它的条文全文、所需的事实、由谁证明，以及办法没有写明之处。"""
    return jsonify(describe_condition(_library().get(path.edition), path.condition))


@api.get("/<string:edition>/readings", summary="版本的理解", responses={200: ReadingsView})
@requires(*CALLERS)
def readings(path: EditionPath) -> Response:
    """办法没有写明之处：问题、可选的理解、默认的理解和所影响的条件。"""
    return jsonify(ReadingsView(readings=_library().get(path.edition).readings.readings))


@api.get(
    "/<string:edition>/facts-schema",
    summary="申报事实的JSON Schema",
    responses={
        200: {"description": "JSON Schema 2020-12", "content": {"application/schema+json": {"schema": {}}}}
    },
)
@requires(*CALLERS)
def schema(path: EditionPath) -> Response:
    """可填的事实及其中文名称、说明、示例和可选值，可据以生成填报页面。"""
    content = facts_schema(_library().get(path.edition))
    return Response(json.dumps(content, ensure_ascii=False), content_type="application/schema+json")


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
