"""The blocks of a template source, written with python-docx."""

from collections.abc import Sequence
from typing import Any

from docgen_service.rendering.authoring.colophon import colophon
from docgen_service.rendering.authoring.grids import grid
from docgen_service.rendering.authoring.looks import Page
from docgen_service.rendering.authoring.parts import paragraph, tag
from docgen_service.rendering.authoring.red_head import masthead, seals
from docgen_service.rendering.authoring.sources import (
    Block,
    Colophon,
    Each,
    Gap,
    Grid,
    Masthead,
    PageBreak,
    Paragraph,
    Seals,
    Signature,
    When,
)


def write(document: Any, blocks: Sequence[Block], page: Page) -> None:
    """Appends blocks to a document (python-docx's `Document`)."""
    for block in blocks:
        match block:
            case Paragraph():
                _plain(document, block)
            case Gap():
                for _ in range(block.gap):
                    paragraph(document.add_paragraph(), "", "body", keep=True)
            case PageBreak():
                document.add_page_break()
            case Grid():
                grid(document, block)
            case Each():
                _guarded(document, f"for {block.each}", "endfor", block.do, page)
            case When():
                _conditional(document, block, page)
            case Signature():
                style = "signature_wide" if block.wide else "signature"
                paragraph(document.add_paragraph(), block.organ, style)
                # The seal covers name and date, so they stay together.
                paragraph(document.add_paragraph(), block.day, style, keep=False)
            case Masthead():
                masthead(document, block)
            case Seals():
                seals(document, block, page)
            case Colophon():
                colophon(document, block, page)


def _plain(document: Any, block: Paragraph) -> None:
    target = document.add_paragraph()
    paragraph(target, block.text, block.style, block.keep, block.lead)
    if block.new_page:
        target.paragraph_format.page_break_before = True


def _guarded(document: Any, opening: str, closing: str, blocks: Sequence[Block], page: Page) -> None:
    tag(document, opening)
    write(document, blocks, page)
    tag(document, closing)


def _conditional(document: Any, block: When, page: Page) -> None:
    tag(document, f"if {block.when}")
    write(document, block.do, page)
    if block.otherwise:
        tag(document, "else")
        write(document, block.otherwise, page)
    tag(document, "endif")
