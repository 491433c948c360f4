"""The Idempotency-Key: what makes a repeat of a request harmless."""

import re

from flask import request

from shared.privacy import holds_id_number
from shared.problems import Refusal

_FORM = re.compile(r"[\x21-\x7e]{1,200}")


def optional_idempotency_key() -> str | None:
    """The request's Idempotency-Key where it has one."""
    return idempotency_key() if "Idempotency-Key" in request.headers else None


def idempotency_key() -> str:
    """The request's Idempotency-Key; a refusal without one, or with an ID number in it."""
    key = request.headers.get("Idempotency-Key", "")
    if not _FORM.fullmatch(key):
        message = (
            "请在请求头Idempotency-Key中给出本次请求的唯一值（可见ASCII字符，最多200个），重发时保持不变。"
        )
        raise Refusal(400, "idempotency_key_required", message)
    if holds_id_number(key):
        message = "Idempotency-Key中不得含有身份证号；请换用随机值或贵系统的业务编号。"
        raise Refusal(400, "idempotency_key_personal", message)
    return key
