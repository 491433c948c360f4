"""The list under the coverage page: every rule and claim with its place, its documents and its cases."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from shared.regulation.covered import ORDER, Covered
from shared.regulation.documents import DocumentDefinition, Documents
from shared.regulation.edition import Edition
from shared.regulation.entries import Entry
from shared.regulation.examples import Example

_OCCASIONS = {"conditions.yaml": "not_eligible", "channels.yaml": "incomplete"}
"""On which occasion the entries of a file lead to a document."""


def entry_items(edition: Edition, covered: Covered, found: tuple[Example, ...]) -> Iterator[str]:
    """Each entry as an item of the list."""
    by_rule: dict[str, list[Example]] = {}
    for example in found:
        for rule in sorted({name for name, _ in example.shows}):
            by_rule.setdefault(rule, []).append(example)
    for number, entry in enumerate(covered.entries):
        yield _item(f"e{number}", entry.kind, entry.label, f"{entry.file}:{entry.line}", [
            f"<code>{escape(entry.id)}</code>",
            f"<q>{escape(entry.quote)}</q>（{_link(entry.article)}）",
            *_listed("文书", [f"{d.code} {d.title}" for d in _documents(edition, covered, entry)]),
            *_listed("案例", [f"{e.name}（{e.file}:{e.line}）" for e in by_rule.get(entry.id, ())]),
        ])  # fmt: skip


def claim_item(numbered: tuple[int, Covered]) -> str:
    """A claim as an item of the list."""
    number, covered = numbered
    claim = covered.claims[number]
    places = "、".join(_link(section) for section in dict.fromkeys(span.section for span in claim.spans))
    return _item(f"c{number}", claim.kind, claim.reason, f"coverage.yaml:{claim.line}", [places])


def _item(id: str, kind: str, label: str, place: str, lines: list[str]) -> str:
    head = f'<b class="k{ORDER.index(kind)}">{kind}</b> <strong>{escape(label)}</strong> <small>{escape(place)}</small>'
    return f'<li id="{id}">{head}{"".join(f"<div>{line}</div>" for line in lines if line)}</li>'


def _listed(title: str, names: list[str]) -> Iterator[str]:
    if names:
        inner = "".join(f"<li>{escape(name)}</li>" for name in names)
        yield f"<details open><summary>{title}（{len(names)}）</summary><ul>{inner}</ul></details>"


def _link(section: str) -> str:
    return f'<a href="#{escape(section)}">{escape(section)}</a>'


def _documents(edition: Edition, covered: Covered, entry: Entry) -> list[DocumentDefinition]:
    """Documents that the entry leads to: by the occasion, the form that it belongs to, or the words of the basis."""
    part = edition.parts.get(Documents)
    if not isinstance(part, Documents):
        return []
    return [
        document
        for document in part.documents
        if _OCCASIONS.get(entry.file) in document.when
        or document.kind == entry.id.partition(".")[0]
        or (document.basis is not None and _overlap(covered, document, entry))
    ]


def _overlap(covered: Covered, document: DocumentDefinition, entry: Entry) -> bool:
    basis = document.basis
    spans = covered.text.locate(basis.article, basis.quote) if basis else ()
    return any(
        a.section == b.section and a.start < b.end and b.start < a.end for a in spans for b in entry.spans
    )
