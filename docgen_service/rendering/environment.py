"""The Jinja environment of the templates: sandboxed, strict, escaping; only these filters."""

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from docgen_service.rendering import joint, money, wording
from docgen_service.rendering.code import DataCode, refuse_forbidden
from docgen_service.rendering.pictures import fit
from docgen_service.rendering.values import printed

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
    "fitted": wording.fitted,
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


class TemplateEnvironment(SandboxedEnvironment):
    """Prints UTF-8, and finds names in the data alone: faster, and `p.items` is the data, not the method.

    What may stand in a template is decided when it is compiled (`code`, ADR 0013); the sandbox stands behind that.
    """

    code_generator_class = DataCode
    concat = staticmethod(b"".join)  # type: ignore[assignment]
    printed = staticmethod(printed)

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        # Jinja's own filters include ways to build huge strings; templates get ours only.
        self.filters, self.tests, self.globals = dict(FILTERS), dict(TESTS), {}

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        refuse_forbidden(source)
        return super()._generate(source, *arguments, **options)
