"""Small templates for tests, written with python-docx on the slim skeleton."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document

from docgen_service.rendering.archive import pack_stored, unpack
from docgen_service.rendering.authoring.build import build
from docgen_service.rendering.authoring.skeleton import skeleton
from docgen_service.rendering.authoring.sources import TemplateSource
from docgen_service.rendering.authoring.styles import PAGES


def template(
    *texts: str, rows: Sequence[Sequence[str]] = (), change: Callable[[Any], None] | None = None
) -> bytes:
    """Paragraphs, then a table; `change` may do to the document what else it likes."""
    document = Document(io.BytesIO(skeleton(PAGES["form"], "样例")))
    for text in texts:
        document.add_paragraph().add_run(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.paragraphs[0].add_run(text)
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def built(**source: Any) -> bytes:
    """A template from a source."""
    return build(TemplateSource.model_validate({"layout": "form", "title": "样例"} | source))


def with_parts(package: bytes, **parts: bytes) -> bytes:
    """A package with parts added or replaced; `__` in a name stands for “/”, `_dot_` for “.”."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return pack_stored(unpack(package) | named)
