"""Pydantic's faults in our words: a field's path, a stable code, a Chinese sentence, and never the input."""

from typing import Any

from pydantic import ValidationError

from shared.privacy import holds_id_number
from shared.problems import FieldError

_MESSAGES = {
    "missing": "缺少此项，请补充。",
    "extra_forbidden": "没有这一项，请删除或核对名称。",
    "string_too_long": "内容过长，请删减。",
    "string_too_short": "内容过短，请补充。",
    "too_long": "项数过多，请删减。",
    "too_short": "项数不足，请补充。",
    "string_pattern_mismatch": "格式不正确，请核对。",
    "date_from_datetime_parsing": "日期应写作“2026-06-30”。",
    "date_parsing": "日期应写作“2026-06-30”。",
    "uuid_parsing": "编号格式不正确，请核对。",
    "literal_error": "不在允许的取值之内，请核对。",
    "enum": "不在允许的取值之内，请核对。",
    "greater_than_equal": "数值过小，请核对。",
    "less_than_equal": "数值过大，请核对。",
    "json_invalid": "不是有效的JSON。",
}


def field_errors(error: ValidationError) -> list[FieldError]:
    """Pydantic's faults as ours; an own validator's code and Chinese message are kept."""
    return [_field_error(item) for item in error.errors(include_input=False, include_url=False)]


def _field_error(item: Any) -> FieldError:
    code, path = str(item["type"]), ".".join(str(part) for part in item["loc"])
    own = any("一" <= character <= "鿿" for character in item["msg"])
    message = item["msg"] if own else _MESSAGES.get(code, "类型或格式不正确，请核对接口说明。")
    # An unknown field's name is the sender's own text.
    return FieldError("(unknown)" if holds_id_number(path) else path or "(body)", code, message)
