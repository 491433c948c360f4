"""The whole check of one template."""

from collections.abc import Sequence
from dataclasses import dataclass

from docgen_service.rendering.archive import BrokenPackage, unpack
from docgen_service.rendering.checks.fault import TemplateFault
from docgen_service.rendering.checks.parts import part_faults, size_faults
from docgen_service.rendering.checks.tags import TagCheck, parsed, printable
from docgen_service.rendering.checks.trial import trial_faults
from docgen_service.rendering.checks.words import wording_faults
from docgen_service.rendering.compiled import COLUMNS_MARK, REQUIRED, TEXT_PART, patched
from docgen_service.rendering.context import Imprint
from shared.contracts.documents.fields import DocumentModel


@dataclass(frozen=True)
class TemplateReport:
    """What is wrong with a template, which fields it never prints, whether docxtpl has to count its columns."""

    faults: tuple[TemplateFault, ...]
    unused: tuple[str, ...] = ()
    by_docxtpl: bool = False


def check_template(
    package: bytes,
    model: type[DocumentModel],
    forbidden: Sequence[str] = (),
    allowed_within: Sequence[str] = (),
) -> TemplateReport:
    """Checks a template before it is published (发布前检查): package, tags, words, and trial renderings."""
    faults = list(size_faults(package))
    if faults:
        return TemplateReport(tuple(faults))
    try:
        parts = unpack(package)
        faults = list(part_faults(parts))
        faults += [TemplateFault(name, "", "缺少这个文件") for name in REQUIRED if name not in parts]
        if faults:
            return TemplateReport(tuple(faults))
        sources = {name: patched(name, parts[name]) for name in parts if TEXT_PART.fullmatch(name)}
    except BrokenPackage as error:
        return TemplateReport((TemplateFault(error.part, "", "文件已损坏，请重新保存模板"),))
    return _check_sources(sources, model, forbidden, allowed_within)


def _check_sources(
    sources: dict[str, str], model: type[DocumentModel], forbidden: Sequence[str], allowed: Sequence[str]
) -> TemplateReport:
    faults: list[TemplateFault] = []
    used: set[str] = set()
    for name, source in sources.items():
        faults += wording_faults(name, source, forbidden, allowed)
        tree = parsed(name, source)
        if isinstance(tree, TemplateFault):
            faults.append(tree)
            continue
        check = TagCheck(name, model, Imprint)
        check.run(tree)
        used |= check.used
        # A trial of undeclared names would only say the same again, less clearly.
        faults += check.faults or trial_faults(name, tree, model)
    unused = tuple(field for field in printable(model) if field not in used and not _unprinted(model, field))
    counted = any(source.startswith(COLUMNS_MARK) for source in sources.values())
    return TemplateReport(tuple(dict.fromkeys(faults)), unused, counted)


def _unprinted(model: type[DocumentModel], name: str) -> bool:
    """A field that only leads to another one, such as the code of a meeting."""
    field = model.model_fields.get(name)
    extra = field.json_schema_extra if field else None
    return isinstance(extra, dict) and extra.get("printed") is False
