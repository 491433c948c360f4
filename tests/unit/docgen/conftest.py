"""Templates as published, compiled once."""

from collections.abc import Callable
from datetime import date

import pytest

from docgen_service.rendering.compiled import CompiledTemplate
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.pictures import Picture
from shared.contracts.documents import BY_HAND, DOCUMENT_KINDS, DocumentModel
from tests.support.papers import templates_folder

Render = Callable[..., bytes]
DRAFT = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
ISSUED = Imprint(number="样例〔2026〕1号", issued_on=date(2026, 5, 9), draft=False)


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
