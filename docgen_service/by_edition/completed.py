"""What a document's data need not say, because the edition says it (取自版本的数据): issuers, channels, the text itself."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.contracts.documents import DOCUMENT_KINDS
from shared.problems import FieldError, Refusal
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition
from shared.regulation.issued import annex_lines, cover, regulation_lines
from shared.regulation.stages import Stages


def with_edition_data(edition: Edition, definition: DocumentDefinition, raw: Any) -> Any:
    """The data of a document, completed with what the edition says; what is given stands, but no other official text.

    Raises a Refusal (422) that names the fields in which a regulation is given that is not the edition's.
    """
    if not isinstance(raw, Mapping):
        return raw
    issuers = [edition.head.bodies[body].label for body in definition.issuers]
    filled: dict[str, Any] = {}
    if "issuers" in DOCUMENT_KINDS[definition.kind].model_fields:
        filled["issuers"] = issuers
    if definition.kind in _OWN:
        filled |= _OWN[definition.kind](edition, issuers)
    if definition.kind in _VERBATIM:
        _refuse_other_words(filled, raw)
    return filled | dict(raw)


def _refuse_other_words(said: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    message = "与本版本的官方文本不符；请不要填写，由系统从官方文本取出。"
    faults = [
        FieldError(name, "differs_from_edition", message)
        for name, value in said.items()
        if name in raw and raw[name] != value
    ]
    if faults:
        raise Refusal(422, "differs_from_edition", "文书所写与本版本的规定不符，请按errors逐项修改。", faults)


def _issuing_notice(edition: Edition, issuers: list[str]) -> dict[str, Any]:
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


def _annual_notice(edition: Edition, issuers: list[str]) -> dict[str, Any]:
    channels = [
        {
            "label": channel.label,
            "materials": [item.quote for item in channel.requirements if item.paper],
        }
        for channel in edition.channels.channels
    ]
    copies = edition.channels.copies
    return {"channels": channels, "copies": copies.at_least}


def _publicity_notice(edition: Edition, issuers: list[str]) -> dict[str, Any]:
    rule = edition.present(edition.needed(Stages).publicity)
    return {"organ": issuers[0], "site": rule.site, "working_days": rule.working_days}


def _pack_cover(edition: Edition, issuers: list[str]) -> dict[str, Any]:
    return {"sets": edition.channels.copies.at_least}


_VERBATIM = frozenset({"issuing_notice"})
_OWN: Mapping[str, Callable[[Edition, list[str]], dict[str, Any]]] = {
    "issuing_notice": _issuing_notice,
    "annual_notice": _annual_notice,
    "publicity_notice": _publicity_notice,
    "pack_cover": _pack_cover,
}
