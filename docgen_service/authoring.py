"""The templates of an edition's folder: built from their sources, and checked (模板底稿与模板)."""

from collections.abc import Iterator
from pathlib import Path

from docgen_service.rendering.authoring.build import build, read_source
from docgen_service.rendering.checks import TemplateReport, check_template
from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.edition import Edition


def built_templates(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every template of a folder with what its source says it should hold."""
    for source in sorted((folder / "templates").glob("*.yaml")):
        yield source.with_suffix(".docx"), build(read_source(source.read_text("utf-8")))


def reports(edition: Edition) -> Iterator[tuple[str, TemplateReport]]:
    """The check of every template of an edition, by the Chinese title of its document."""
    wording = edition.head.wording
    for item in edition.documents.documents:
        package = (edition.folder / "templates" / item.template).read_bytes()
        model = DOCUMENT_KINDS[item.kind]
        yield item.title, check_template(package, model, wording.forbidden, wording.allowed_within)
