"""The Jinja environment of the templates: sandboxed, strict, escaping; only these filters."""

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from docgen_service.rendering import joint, money, wording
from docgen_service.rendering.pictures import fit
from shared.contracts.documents.fields import Blank

FILTERS: dict[str, Callable[..., Any]] = {
    "day": wording.day,
    "month": wording.month,
    "instant": wording.instant,
    "or_slash": wording.or_slash,
    "or_space": wording.or_space,
    "standing": wording.standing,
    "medal": wording.medal,
    "number_state": wording.number_state,
    "number_origin": wording.number_origin,
    "paragraphs": wording.paragraphs,
    "original_or_copy": wording.original_or_copy,
    "chinese_number": wording.chinese_number,
    "joined": wording.joined,
    "quoted": wording.quoted,
    "sentence": wording.sentence,
    "ticked": wording.ticked,
    "years_and_months": wording.years_and_months,
    "yuan": money.yuan,
    "capital": money.capital,
    "picture": fit,
    "masthead_points": joint.masthead_points,
    "abreast": joint.abreast,
    "seal_rows": joint.seal_rows,
    "broken_after": joint.broken_after,
    "copy_lines": joint.copy_lines,
}
TESTS: dict[str, Callable[..., bool]] = {"blank": wording.is_blank}


class UnprintableValue(Exception):
    """A template prints a value that has no printed form: nothing, a list, an object."""


class TemplateEnvironment(SandboxedEnvironment):
    """Looks names up in the data first: faster in tables, and `p.items` is the data, not the method."""

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, finalize=_printed, keep_trailing_newline=True
        )
        # Jinja's own filters include ways to build huge strings; templates get ours only.
        self.filters, self.tests, self.globals = dict(FILTERS), dict(TESTS), {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _printed(value: Any) -> Any:
    """What an expression puts on the paper; a value that cannot be printed is an error, never "None"."""
    if isinstance(value, Blank):
        return wording.printed_blank(value)
    if value is None or isinstance(value, list | tuple | dict | bool):
        raise UnprintableValue(type(value).__name__)
    return value
