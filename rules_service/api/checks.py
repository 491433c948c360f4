"""Eligibility and materials: one request, one verdict; nothing is stored."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.context import CALLERS, service, today
from rules_service.api.schemas import EligibilityRequest, MaterialsRequest
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.check_materials import check_materials
from shared.contracts.materials import MaterialsVerdict
from shared.contracts.verdict import Verdict
from shared.web import requires

api = APIBlueprint("checks", __name__, url_prefix="/v1", abp_tags=[Tag(name="审核")])


@api.post("/eligibility", summary="条件审核", responses={200: Verdict})
@requires(*CALLERS)
def eligibility(body: EligibilityRequest) -> Response:
    """逐条给出判断、条文、依据的事实和待补事项；仅供参考，不是审核结论。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    as_of = body.as_of or today(rules)
    year = compiled.conditions.year(body.overlay)
    found = check_eligibility(compiled.conditions, body.facts, as_of, rules.clock(), year)
    return Response(found.model_dump_json(), content_type="application/json")


@api.post("/materials", summary="材料审核", responses={200: MaterialsVerdict})
@requires(*CALLERS)
def materials(body: MaterialsRequest) -> Response:
    """按申报渠道和程序环节列出已备、缺少、不合要求和待核对的材料。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    as_of = body.as_of or today(rules)
    return jsonify(
        check_materials(
            compiled.edition, compiled.materials, body.materials, body.stage, as_of, rules.clock()
        )
    )
