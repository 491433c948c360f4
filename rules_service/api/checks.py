"""Eligibility and materials: one request, one verdict; nothing is stored."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api import answers
from rules_service.api.context import CALLERS, service
from rules_service.api.schemas import EligibilityRequest, MaterialsRequest
from shared.contracts.materials import MaterialsVerdict
from shared.contracts.verdict import Verdict
from shared.web import requires

api = APIBlueprint("checks", __name__, url_prefix="/v1", abp_tags=[Tag(name="审核")])


@api.post("/eligibility", summary="条件审核", responses={200: Verdict})
@requires(*CALLERS)
def eligibility(body: EligibilityRequest) -> Response:
    """逐条给出判断、条文、依据的事实和待补事项；仅供参考，不是审核结论。"""
    found = answers.eligibility(service(), body)
    return Response(found.model_dump_json(), content_type="application/json")


@api.post("/materials", summary="材料审核", responses={200: MaterialsVerdict})
@requires(*CALLERS)
def materials(body: MaterialsRequest) -> Response:
    """按申报渠道和程序环节列出已备、缺少、不合要求和待核对的材料。"""
    return jsonify(answers.materials(service(), body))
