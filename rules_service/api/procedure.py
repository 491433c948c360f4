"""Procedure, naming, treatment and revocation: one request, one answer; nothing is stored."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.context import CALLERS, service, today
from rules_service.api.procedure_schemas import (
    ListSizesRequest,
    NamingRequest,
    PublicityRequest,
    RevocationRequest,
    TieBreakRequest,
    TreatmentRequest,
)
from rules_service.use_cases.break_ties import break_ties
from rules_service.use_cases.check_naming import check_naming
from rules_service.use_cases.check_revocation import check_revocation
from rules_service.use_cases.describe_treatment import describe_treatment
from rules_service.use_cases.open_publicity_window import open_publicity_window
from rules_service.use_cases.size_lists import size_lists
from shared.contracts.calendar import PublicityFacts, PublicityWindow
from shared.contracts.lists import ListFacts, ListSizesAnswer
from shared.contracts.naming import NamingAnswer
from shared.contracts.revocation import RevocationAnswer
from shared.contracts.treatment import TieAnswer, TieFacts, TreatmentAnswer
from shared.web import requires

api = APIBlueprint("procedure", __name__, url_prefix="/v1", abp_tags=[Tag(name="程序、待遇和撤销")])


@api.post("/list-sizes", summary="名单规模", responses={200: ListSizesAnswer})
@requires(*CALLERS)
def list_sizes(body: ListSizesRequest) -> Response:
    """按名额算出初审、评定、审定名单的人数和后备人数，并列出其他理解下的不同结果。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    return jsonify(size_lists(compiled.edition, ListFacts(quota=body.quota), body.readings, rules.clock()))


@api.post("/publicity-window", summary="公示期", responses={200: PublicityWindow})
@requires(*CALLERS)
def publicity_window(body: PublicityRequest) -> Response:
    """按工作日算出公示期的起止日期，逐日写明来源；放假通知尚缺的不推算，返回409并写明所缺的通知。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    facts = PublicityFacts(published_on=body.published_on)
    return jsonify(
        open_publicity_window(compiled.edition, facts, body.calendar, body.readings, rules.clock())
    )


@api.post("/naming", summary="可否命名", responses={200: NamingAnswer})
@requires(*CALLERS)
def naming(body: NamingRequest) -> Response:
    """公示是否期满、有无未核实的异议；只说明能否命名，不作出命名。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    as_of = body.as_of or today(rules)
    return jsonify(check_naming(compiled.edition, body.facts, as_of, body.readings, rules.clock()))


@api.post("/treatment", summary="待遇、向上推荐和人才库", responses={200: TreatmentAnswer})
@requires(*CALLERS)
def treatment(body: TreatmentRequest) -> Response:
    """谁享受什么、哪些待定数额、能否向上推荐、能否列入工匠人才库。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    return jsonify(describe_treatment(compiled.edition, body.facts, body.readings, rules.clock()))


@api.post("/tie-break", summary="同等条件下优先", responses={200: TieAnswer})
@requires(*CALLERS)
def tie_break(body: TieBreakRequest) -> Response:
    """评议名次相同的，人才库中的排在前面；只排先后，不加分。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    return jsonify(break_ties(compiled.edition, TieFacts(contenders=body.contenders), rules.clock()))


@api.post("/revocation", summary="撤销情形", responses={200: RevocationAnswer})
@requires(*CALLERS)
def revocation(body: RevocationRequest) -> Response:
    """逐项判断撤销情形是否初步成立，列出程序、收回的项目和待补事项；仅供参考，不是撤销决定。"""
    rules = service()
    compiled = rules.regulations.get(body.edition)
    program, as_of = compiled.edition.present(compiled.grounds), body.as_of or today(rules)
    return jsonify(
        check_revocation(compiled.edition, program, body.facts, as_of, body.readings, rules.clock())
    )
