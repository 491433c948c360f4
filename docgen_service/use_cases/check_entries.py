"""Checks what a job is to print, item by item, before anything is made: every fault with its place."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO
from uuid import UUID

from docgen_service.by_edition import with_edition_data
from docgen_service.content import Content, read_for, refuse_unfinished
from docgen_service.rendering.shelf import Published
from docgen_service.sheets.cells import read_cell, written
from docgen_service.sheets.columns import Column, columns_of, value_at
from docgen_service.sheets.reader import open_sheet
from docgen_service.specimens import read_specimens
from docgen_service.use_cases.create_document import refuse_foreign_photo
from shared.auth import Principal
from shared.contracts.documents import DOCUMENT_KINDS
from shared.problems import FieldError, Refusal

_ID, _NAME = "身份证号", "姓名"


@dataclass(frozen=True)
class Item:
    """One document to make: its data, the draft that it may belong to, and its faults."""

    data: dict[str, Any]
    document_id: UUID | None = None
    faults: tuple[FieldError, ...] = ()


@dataclass
class EntryCheck:
    """Looks at one item after the other and remembers which persons it has seen, by digest."""

    published: Published
    principal: Principal
    issue: bool
    same_names_differ: bool
    seen: dict[bytes, str] = field(default_factory=dict)

    def faults(self, data: dict[str, Any]) -> list[FieldError]:
        """What is wrong with the data of one document, by the path of the field."""
        try:
            refuse_foreign_photo(self.principal, data)
            typed, cleaned = read_for(self.published, data)
            if self.issue:
                refuse_unfinished(Content(self.published, typed, cleaned, {}))
        except Refusal as refusal:
            return list(refusal.errors) or [FieldError("", refusal.code, refusal.message)]
        return []

    def twice(self, place: str, data: Mapping[str, Any], columns: tuple[Column, ...]) -> FieldError | None:
        """The same person, or the very same item, given before."""
        whole = json.dumps(data, sort_keys=True, ensure_ascii=False)
        if before := self._before("all", whole, place):
            return FieldError("", "item_twice", f"与{before}完全相同，请删去其中之一。")
        number, name = (_text(data, columns, label) for label in (_ID, _NAME))
        if number and (before := self._before("id", number.upper(), place)):
            return FieldError("", "person_twice", f"身份证号与{before}相同，同一人只能有一份。")
        if (
            not number
            and name
            and not self.same_names_differ
            and (before := self._before("name", name, place))
        ):
            message = f"姓名与{before}相同；确是同名的不同人的，请把 same_names_differ 设为 true 再提交。"
            return FieldError("", "person_maybe_twice", message)
        return None

    def _before(self, kind: str, value: str, place: str) -> str | None:
        digest = hashlib.blake2b(f"{kind}\n{value}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        before = self.seen.setdefault(digest, place)
        return before if before != place else None


def _text(data: Mapping[str, Any], columns: tuple[Column, ...], label: str) -> str | None:
    """The first column under such a label, if it holds a text."""
    column = next((column for column in columns if label in column.label), None)
    value = value_at(data, column.path) if column else None
    return value.strip() if isinstance(value, str) and value.strip() else None


def checked_entries(
    check: EntryCheck, entries: list[dict[str, Any]], common: dict[str, Any]
) -> Iterator[Item]:
    """Entries given as JSON; `entries.3.data.name` is the place of a fault."""
    columns = sheet_columns(check.published)
    for index, entry in enumerate(entries):
        data, place = common | entry["data"], f"entries.{index}"
        both = [FieldError(f"{place}.data.{name}", "given_twice", "这一栏已在common中统一给出，请删去其中之一。")
                for name in entry["data"] if name in common]  # fmt: skip
        faults = both or [
            FieldError(f"{place}.data.{fault.field}".rstrip("."), fault.code, fault.message)
            for fault in check.faults(data)
        ]
        if not faults and (twice := check.twice(f"第{index + 1}项", data, columns)):
            faults = [FieldError(place, twice.code, twice.message)]
        yield Item(data, entry.get("document_id"), tuple(faults))


def checked_rows(check: EntryCheck, file: BinaryIO, common: dict[str, Any]) -> Iterator[Item]:
    """The rows of an uploaded sheet; `B3` is the place of a fault."""
    columns = sheet_columns(check.published)
    sheet = open_sheet(file, columns, common)
    if sheet.faults:
        yield Item({}, None, tuple(sheet.faults))
    example = _example(check.published, columns)
    for row in sheet.rows:
        data = common | row.data
        faults = list(row.faults)
        if not faults and not sheet.faults:
            faults = [_placed(fault, row.number, sheet.letters) for fault in check.faults(data)]
        if not faults and row.data == {name: example[name] for name in row.data if name in example}:
            faults = [
                FieldError(str(row.number), "row_is_example", f"第{row.number}行是空表中的示例，请删去。")
            ]
        if not faults and (twice := check.twice(f"第{row.number}行", data, columns)):
            faults = [FieldError(str(row.number), twice.code, f"第{row.number}行{twice.message}")]
        yield Item(data, None, tuple(faults))


def sheet_columns(published: Published) -> tuple[Column, ...]:
    """The columns of a kind; what the edition says by itself need not stand in the sheet."""
    stated = with_edition_data(published.edition, published.definition, {})
    return tuple(
        replace(column, optional=True) if column.path[0] in stated else column
        for column in columns_of(DOCUMENT_KINDS[published.definition.kind])
    )


def example_of(published: Published) -> dict[str, Any]:
    """The data of the first specimen of a kind; nothing if it has none."""
    specimens = read_specimens(published.edition.folder, published.definition.kind)
    return specimens[0].data if specimens else {}


def _example(published: Published, columns: tuple[Column, ...]) -> dict[str, Any]:
    """The example row as it would be read back from the empty sheet."""
    data, read = example_of(published), dict[str, Any]()
    for column in columns:
        value = value_at(data, column.path)
        if value is None:
            continue
        target = read
        for name in column.path[:-1]:
            target = target.setdefault(name, {})
        target[column.path[-1]] = read_cell(column, written(column, value))
    return read


def _placed(fault: FieldError, row: int, letters: Mapping[str, str]) -> FieldError:
    """A fault of the data as a fault of a cell, if a cell holds the field."""
    letter = next((letters[name] for name in letters if f"{fault.field}.".startswith(f"{name}.")), "")
    where = f"{letter}{row}" if letter else str(row)
    named = "" if letter else f"“{fault.field}”" if fault.field else ""
    return FieldError(where, fault.code, f"第{row}行{named}：{fault.message}")
