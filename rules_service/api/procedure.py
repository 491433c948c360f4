"""Procedure, naming, treatment and revocation: one request, one answer; nothing is stored."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api import answers
from rules_service.api.context import CALLERS, service
from rules_service.api.procedure_schemas import (
    ListSizesRequest,
    NamingRequest,
    PublicityRequest,
    RevocationRequest,
    TieBreakRequest,
    TreatmentRequest,
)
from shared.contracts.calendar import PublicityWindow
from shared.contracts.lists import ListSizesAnswer
from shared.contracts.naming import NamingAnswer
from shared.contracts.revocation import RevocationAnswer
from shared.contracts.treatment import TieAnswer, TreatmentAnswer
from shared.web import requires

api = APIBlueprint("procedure", __name__, url_prefix="/v1", abp_tags=[Tag(name="程序、待遇和撤销")])


@api.post("/list-sizes", summary="名单规模", responses={200: ListSizesAnswer})
@requires(*CALLERS)
def list_sizes(body: ListSizesRequest) -> Response:
    """按名额算出初审、评定、审定名单的人数和后备人数，并列出其他理解下的不同结果。"""
    return jsonify(answers.list_sizes(service(), body))


@api.post("/publicity-window", summary="公示期", responses={200: PublicityWindow})
@requires(*CALLERS)
def publicity_window(body: PublicityRequest) -> Response:
    """按工作日算出公示期的起止日期，逐日写明来源；放假通知尚缺的不推算，返回409并写明所缺的通知。"""
    return jsonify(answers.publicity_window(service(), body))


@api.post("/naming", summary="可否命名", responses={200: NamingAnswer})
@requires(*CALLERS)
def naming(body: NamingRequest) -> Response:
    """公示是否期满、有无未核实的异议；只说明能否命名，不作出命名。"""
    return jsonify(answers.naming(service(), body))


@api.post("/treatment", summary="待遇、向上推荐和人才库", responses={200: TreatmentAnswer})
@requires(*CALLERS)
def treatment(body: TreatmentRequest) -> Response:
    """谁享受什么、哪些待定数额、能否向上推荐、能否列入工匠人才库。"""
    return jsonify(answers.treatment(service(), body))


@api.post("/tie-break", summary="同等条件下优先", responses={200: TieAnswer})
@requires(*CALLERS)
def tie_break(body: TieBreakRequest) -> Response:
    """评议名次相同的，人才库中的排在前面；只排先后，不加分。"""
    return jsonify(answers.tie_break(service(), body))


@api.post("/revocation", summary="撤销情形", responses={200: RevocationAnswer})
@requires(*CALLERS)
def revocation(body: RevocationRequest) -> Response:
    """逐项判断撤销情形是否初步成立，列出程序、收回的项目和待补事项；仅供参考，不是撤销决定。"""
    return jsonify(answers.revocation(service(), body))
