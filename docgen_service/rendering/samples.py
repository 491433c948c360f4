"""Made-up data of any document model, rich or bare: what templates are tried with before publication."""

import io
import types
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MinLen
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from shared.contracts.documents.fields import BY_HAND, Blank, DocumentModel
from shared.pictures import Picture, upright

# The first of these that a field takes is its sample.
_CANDIDATES = (
    "样例", "2006-07", "0" * 64, "original", 3, True, date(2026, 5, 8),
    datetime(2026, 5, 8, 1, 30, tzinfo=UTC), "81450300000000001N", 2026,
)  # fmt: skip


def sample(model: type[DocumentModel], rich: bool, entries: int) -> DocumentModel:
    """Rich: every field filled; otherwise blanks and nothing optional. Lists have `entries`, if they may.

    What fields say together (a sum, a count) is not checked: made-up values need not agree.
    """
    return model.model_construct(**{
        name: _value(field.rebuild_annotation(), rich, entries) for name, field in model.model_fields.items()
    })  # fmt: skip


def sample_photo() -> Picture:
    """A grey 2寸 photo of nobody."""
    target = io.BytesIO()
    Image.new("RGB", (413, 579), (190, 190, 190)).save(target, "PNG")
    return upright(target.getvalue())


def _value(annotation: Any, rich: bool, entries: int) -> Any:
    plain, least = annotation, 0
    if get_origin(annotation) is Annotated:
        plain, *metadata = get_args(annotation)
        least = max((item.min_length for item in metadata if isinstance(item, MinLen)), default=0)
    origin = get_origin(plain)
    if origin in (Union, types.UnionType):
        return _option(get_args(plain), rich, entries)
    if origin is Literal:
        return get_args(plain)[0]
    if origin is tuple:
        return tuple(_value(get_args(plain)[0], rich, entries) for _ in range(max(entries, least)))
    if origin is Literal:
        return get_args(plain)[0]
    if isinstance(plain, type) and issubclass(plain, DocumentModel):
        return sample(plain, rich, entries)
    return _leaf(annotation)


def _option(options: tuple[Any, ...], rich: bool, entries: int) -> Any:
    if not rich and type(None) in options:
        return None
    if not rich and Blank in options:
        return BY_HAND
    return _value(next(option for option in options if option not in (Blank, type(None))), rich, entries)


def _leaf(annotation: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for candidate in _CANDIDATES:
        try:
            return adapter.validate_python(candidate, strict=True)
        except ValidationError:
            continue
    raise TypeError("a document field of a kind that has no sample")
