"""Templates as published, compiled once."""

import pytest

from docgen_service.rendering.compiled import CompiledTemplate
from docgen_service.rendering.context import Imprint, context_of
from shared.contracts.documents import DOCUMENT_KINDS
from shared.contracts.documents.fields import DocumentModel
from shared.pictures import Picture
from tests.support.papers import ISSUED, Render, templates_folder


@pytest.fixture(scope="session")
def templates() -> dict[str, CompiledTemplate]:
    folder = templates_folder()
    return {kind: CompiledTemplate((folder / f"{kind}.docx").read_bytes()) for kind in DOCUMENT_KINDS}


@pytest.fixture(scope="session")
def render(templates: dict[str, CompiledTemplate]) -> Render:
    kinds = {model: kind for kind, model in DOCUMENT_KINDS.items()}

    def _render(data: DocumentModel, imprint: Imprint = ISSUED, photo: Picture | None = None) -> bytes:
        pictures = {"photo": photo} if photo else {}
        return templates[kinds[type(data)]].render(context_of(data, imprint, pictures))

    return _render
