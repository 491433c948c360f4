"""What a template sees: the document's data, and `document`, its imprint (版头信息: number, date, state)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from shared.contracts.documents.fields import Blank, DocumentModel, PhotoReference, worked_out
from shared.pictures import Picture


class Imprint(DocumentModel):
    """What docgen adds to the data: number (编号), date of issue (成文日期), draft or not (拟稿)."""

    number: str | Blank
    issued_on: date | Blank
    draft: bool


# Most of a long table; asked first, it saves a long table half of its time here.
_AS_THEY_ARE = {str, int, bool, date, type(None), Blank}


def context_of(data: DocumentModel, imprint: Imprint, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """The names of a template: what the data says and what follows from it; photos replaced by the pictures."""
    return _named(data) | dict(pictures) | {"document": dict(imprint)}


def photo_fields(data: DocumentModel) -> dict[str, PhotoReference]:
    """The fields of the data that name a photo to fetch."""
    return {name: value for name, value in data if isinstance(value, PhotoReference)}


def _named(data: BaseModel) -> dict[str, Any]:
    named = {name: _plain(value) for name, value in vars(data).items()}
    for name in worked_out(type(data)):
        named[name] = _plain(getattr(data, name))
    return named


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, BaseModel):
        return _named(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
