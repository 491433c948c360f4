"""Template checks at publication (模板检查): all faults at once, each with its place."""

from docgen_service.rendering.checks.fault import TemplateFault
from docgen_service.rendering.checks.report import TemplateReport, check_template

__all__ = ["TemplateFault", "TemplateReport", "check_template"]
