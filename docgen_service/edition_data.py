"""What a document's data need not say, because the edition says it (取自版本的数据): issuers, channels, the text itself."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition
from shared.regulation.issued import annex_lines, cover, regulation_lines


def with_edition_data(edition: Edition, definition: DocumentDefinition, raw: Any) -> Any:
    """The data of a document, completed with what the edition says; what is given stands."""
    if not isinstance(raw, Mapping):
        return raw
    filled: dict[str, Any] = {}
    if "issuers" in DOCUMENT_KINDS[definition.kind].model_fields:
        filled["issuers"] = [edition.head.bodies[body].label for body in definition.issuers]
    if definition.kind in _OWN:
        filled |= _OWN[definition.kind](edition)
    return filled | dict(raw)


def _issuing_notice(edition: Edition) -> dict[str, Any]:
    notice = cover(edition)
    return {
        "title": notice.title,
        "addressees": notice.addressees,
        "body": list(notice.body),
        "regulation_title": edition.head.title,
        "regulation": [
            {"chapter": line.chapter, "label": line.label or {"blank": "none"}, "text": line.text}
            for line in regulation_lines(edition)
        ],
        "annexes": list(annex_lines(edition)),
    }


def _annual_notice(edition: Edition) -> dict[str, Any]:
    channels = [
        {
            "label": channel.label,
            "materials": [item.quote for item in channel.requirements if item.paper],
        }
        for channel in edition.channels.channels
    ]
    copies = edition.channels.copies
    return {"channels": channels} | ({"copies": copies.at_least} if copies else {})


_OWN: Mapping[str, Callable[[Edition], dict[str, Any]]] = {
    "issuing_notice": _issuing_notice,
    "annual_notice": _annual_notice,
}
