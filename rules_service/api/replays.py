"""Replays a receipt: the question that it was given for is asked again."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import ValidationError

from rules_service.api.answers import QUESTIONS
from rules_service.api.context import CALLERS, service
from rules_service.api.schemas import ReplayRequest
from rules_service.use_cases.replay import Replayed, replay
from shared.problems import FieldError, Refusal
from shared.validation import field_errors
from shared.web import requires

api = APIBlueprint("replays", __name__, url_prefix="/v1", abp_tags=[Tag(name="凭据")])


@api.post("/replay", summary="复核凭据", responses={200: Replayed})
@requires(*CALLERS)
def replay_receipt(body: ReplayRequest) -> Response:
    """用原来的问题和凭据再问一次：答复相同，或说明版本、年度设定、事实、引擎哪一项不同；附上原答复的，逐项比较。"""
    if body.kind not in QUESTIONS:
        known = "、".join(QUESTIONS)
        raise Refusal(422, "unknown_question", f"没有这种问题；可填：{known}。")
    kind, answer = QUESTIONS[body.kind]
    # The edition of the receipt, where the question left it to the service.
    asked = {"edition": body.receipt.edition} | body.question
    try:
        question = kind.model_validate(asked)
    except ValidationError as error:
        errors = [FieldError(f"question.{e.field}", e.code, e.message) for e in field_errors(error)]
        message = "question有内容不符合要求，请按errors逐项修改后重新提交。"
        raise Refusal(422, "invalid_request", message, errors) from None
    return jsonify(
        replay(service(), body.receipt.as_given(), body.answer, lambda rules: answer(rules, question))
    )
