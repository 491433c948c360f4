"""The coverage page (覆盖情况): the official text as one HTML file, each sentence coloured by what implements it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from shared.regulation.covered import ORDER, UNCLAIMED, Covered, Piece
from shared.regulation.documents import Documents
from shared.regulation.edition import Edition
from shared.regulation.examples import examples
from shared.regulation.page_entries import claim_item, entry_items
from shared.regulation.sentences import Sentence, Span

_TEMPLATE = Path(__file__).with_name("coverage_page.html")


def coverage_page(edition: Edition) -> str:
    """One file without any outside resource; the same edition gives the same bytes."""
    covered = Covered(edition)
    figures = covered.figures()
    found = examples(edition.folder)
    head = edition.head
    documents = edition.parts.get(Documents)
    return Template(_TEMPLATE.read_text("utf-8")).substitute(
        title=escape(head.title),
        document_number=escape(head.document_number),
        edition=escape(head.id),
        status={"draft": "草稿", "published": "已发布"}[head.status],
        checksum=edition.sha256[:12],
        sentences=sum(figures.values()),
        entries=len(covered.entries),
        claims=len(covered.claims),
        unclaimed=figures.get(UNCLAIMED, 0),
        cases=len(found),
        documents=len(documents.documents) if isinstance(documents, Documents) else 0,
        bar="".join(_bar(figures)),
        legend="".join(_legend(covered, figures)),
        text="".join(_text(covered)),
        index="".join(entry_items(edition, covered, found)) + "".join(map(claim_item, _numbered(covered))),
    )


def _numbered(covered: Covered) -> list[tuple[int, Covered]]:
    return [(number, covered) for number in range(len(covered.claims))]


def _bar(figures: dict[str, int]) -> Iterator[str]:
    for kind, count in figures.items():
        yield f'<span class="{_class(kind)}" style="flex-grow:{count}" title="{kind} {count}句"></span>'


def _legend(covered: Covered, figures: dict[str, int]) -> Iterator[str]:
    """Every kind that there is, with its sentences; a kind that is nowhere the chief (理解), with its entries."""
    entries = Counter(entry.kind for entry in covered.entries)
    for kind in (kind for kind in ORDER if kind in figures or kind in entries):
        number = f"{figures[kind]}" if kind in figures else f"{entries[kind]}条"
        name = _class(kind)
        button = f'<button type="button" class="{name}" data-kind="{name}" aria-pressed="false">'
        yield f"<li>{button}{kind}<b>{number}</b></button></li>"


def _text(covered: Covered) -> Iterator[str]:
    text = covered.text
    for depth, heading in text.headings[1:]:
        if heading not in text.sections:
            yield f"<h2>{escape(heading)}</h2>"
            continue
        label = text.label(heading)
        shown = text.sections[heading][label.start : label.end].strip() or heading
        level = "h2" if depth == 2 else "h3"
        body = "".join(_section(covered, heading))
        yield f'<section class="d{depth}" id="{escape(heading)}"><{level}>{escape(shown)}</{level}>{body}</section>'


def _section(covered: Covered, section: str) -> Iterator[str]:
    """The sentences of a section, line by line; the cells of a row of a form side by side."""
    lines: dict[int, list[tuple[int, Sentence]]] = {}
    for number, sentence in enumerate(covered.text.sentences(section), 1):
        lines.setdefault(sentence.line, []).append((number, sentence))
    for on_line in lines.values():
        start, end = on_line[0][1].span.start, on_line[-1][1].span.end
        row = "|" in covered.text.sections[section][start:end] or _single_cell(covered, section, end)
        inner = "".join(_sentence(covered, number, sentence) for number, sentence in on_line)
        yield f'<p class="row">{inner}</p>' if row else f"<p>{inner}</p>"


def _single_cell(covered: Covered, section: str, end: int) -> bool:
    return covered.text.sections[section][end:].partition("\n")[0].strip().startswith("|")


def _sentence(covered: Covered, number: int, sentence: Sentence) -> str:
    anchor = escape(sentence.anchor)
    pieces = "".join(_piece(covered, piece, sentence.span) for piece in covered.pieces(sentence.span))
    mark = f'<a class="n" href="#{anchor}" title="{anchor}">{number}</a>'
    return f'<span class="s" id="{anchor}">{mark}{pieces}</span>'


def _piece(covered: Covered, piece: Piece, within: Span) -> str:
    words = escape(covered.text.sections[piece.span.section][piece.span.start : piece.span.end])
    ids = [f"e{covered.entries.index(entry)}" for entry in piece.entries]
    ids += [f"c{covered.claims.index(claim)}" for claim in piece.claims]
    if not ids:
        return f'<span class="{_class(piece.kind)}">{words}</span>' if covered.says(piece.span) else words
    kinds = {_class(k) for k in (*(e.kind for e in piece.entries), *(c.kind for c in piece.claims))}
    names = "；".join(dict.fromkeys(f"{e.kind} {e.label}" for e in piece.entries)) or piece.claims[0].reason
    return (
        f'<a class="p {_class(piece.kind)}" href="#{ids[0]}" data-ids="{" ".join(ids)}" '
        f'data-kinds="{" ".join(sorted(kinds))}" title="{escape(names)}">{words}</a>'
    )


def _class(kind: str) -> str:
    return f"k{ORDER.index(kind)}"
