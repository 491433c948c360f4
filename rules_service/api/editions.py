"""Editions and their conditions, with the words of the regulation that each implements."""

from flask import Response, current_app, jsonify
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.checks import CALLERS
from rules_service.api.schemas import EditionPath, EditionsView
from rules_service.service import Rules
from rules_service.use_cases.describe_edition import ConditionsView, describe_conditions, list_editions
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


def _library() -> Library:
    rules: Rules = current_app.extensions["rules"]
    return rules.regulations.library
