"""The columns of a kind: every field of its data that fits into one cell, under its Chinese label."""

import types
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from shared.contracts.documents.fields import Blank, DocumentModel, Fen, PhotoReference, YearMonth

_MONTH_PATTERN = get_args(YearMonth)[1].pattern


class CellKind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    MONTH = "month"
    DATE = "date"
    INSTANT = "instant"
    INTEGER = "integer"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """栏: `path` leads to the field, `label` heads the column; `many` means one value a line."""

    path: tuple[str, ...]
    label: str
    note: str
    kind: CellKind
    optional: bool = False
    blank: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The dotted path, as faults of the data name it."""
        return ".".join(self.path)


def columns_of(model: type[DocumentModel]) -> tuple[Column, ...]:
    """The columns of a kind in the order of its fields; labels are unique."""
    found = list(_columns(model, (), ""))
    seen = Counter(column.label for column in found)
    return tuple(
        replace(column, label=f"{column.label}（{column.name}）") if seen[column.label] > 1 else column
        for column in found
    )


def not_in_cells(model: type[DocumentModel]) -> tuple[str, ...]:
    """The fields that no cell can hold (tables, photos): they are given once, in common to all rows."""
    held = {column.path[0] for column in columns_of(model)}
    return tuple(name for name in model.model_fields if name not in held)


def value_at(data: Any, path: tuple[str, ...]) -> Any:
    """The value of a field in data as JSON; None where there is none."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def _columns(model: type[BaseModel], path: tuple[str, ...], prefix: str) -> Iterator[Column]:
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        base, blank, nullable = _plain(hints[name])
        label, here = f"{prefix}{_label(field, name)}", (*path, name)
        nested = base if isinstance(base, type) and issubclass(base, BaseModel) else None
        if nested is not None:
            if nested is not PhotoReference and _holds_cells_only(nested):
                yield from _columns(nested, here, f"{label}：")
            continue
        kind, choices, many = _cell(base)
        if kind is None:
            continue
        if kind is CellKind.MONEY:
            label = f"{label}（元）"
        optional = nullable or not field.is_required()
        yield Column(here, label, field.description or label, kind, optional, blank, many, choices)


def _holds_cells_only(model: type[BaseModel]) -> bool:
    """A part whose table or photo no cell can hold is not taken apart: half of it would be missing."""
    return len({column.path[0] for column in _columns(model, (), "")}) == len(model.model_fields)


def _label(field: FieldInfo, name: str) -> str:
    extra = field.json_schema_extra
    given = extra.get("column") if isinstance(extra, dict) else None
    text = str(given) if given else (field.description or name).split("（来源：")[0]
    for mark in "，；：":
        text = text.split(mark)[0]
    return text.strip() or name


def _plain(hint: Any) -> tuple[Any, bool, bool]:
    """A type without its annotations and blanks; whether it may be blank, and whether it may be missing."""
    if get_origin(hint) is Annotated and not _is_leaf(hint):
        return _plain(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        branches = [item for item in get_args(hint) if item is not Blank and item is not type(None)]
        blank, nullable = Blank in get_args(hint), type(None) in get_args(hint)
        if len(branches) == 1:
            base, more, none = _plain(branches[0])
            return base, blank or more, nullable or none
    return hint, False, False


def _is_leaf(hint: Any) -> bool:
    """An annotation that says what the text is: a month, an amount of money."""
    return hint == Fen or any(getattr(item, "pattern", None) == _MONTH_PATTERN for item in hint.__metadata__)


def _cell(base: Any) -> tuple[CellKind | None, tuple[str, ...], bool]:
    if get_origin(base) is tuple and len(get_args(base)) == 2 and get_args(base)[1] is Ellipsis:
        kind, choices, many = _cell(_plain(get_args(base)[0])[0])
        return (kind, choices, True) if kind is CellKind.TEXT and not many else (None, (), False)
    if get_origin(base) is Annotated:
        return (CellKind.MONEY if base == Fen else CellKind.MONTH), (), False
    if get_origin(base) is Literal:
        return CellKind.CHOICE, tuple(map(str, get_args(base))), False
    return _SCALARS.get(base), (), False


_SCALARS: dict[Any, CellKind] = {
    str: CellKind.TEXT, bool: CellKind.YES_NO, int: CellKind.INTEGER, date: CellKind.DATE,
    datetime: CellKind.INSTANT, AwareDatetime: CellKind.INSTANT,
}  # fmt: skip
