"""Tells what an edition (版本) holds: its name and dates, and its conditions with the words that they implement."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from shared.contracts.common import Answer
from shared.regulation.conditions import Combination, Leaf
from shared.regulation.edition import Edition

_TEXT = {"id", "label", "article", "quote", "kind", "parts", "ask"}


class EditionView(Answer):
    """版本: what it is, from when it is in force, and the checksum that names its content."""

    id: str
    title: str
    honour: str
    document_number: str
    in_force_from: date
    status: Literal["draft", "published"]
    sha256: str


class ConditionView(Answer):
    """条件: a leaf with its parameters (such as months, rank, titles), or a combination of parts."""

    id: str
    label: str
    article: str
    quote: str
    kind: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    parts: tuple[ConditionView, ...] = ()


class ConditionsView(Answer):
    """一个版本的全部条件: every general condition, and any one of the qualifying items."""

    edition: EditionView
    general: tuple[ConditionView, ...]
    items: ConditionView


def describe(edition: Edition) -> EditionView:
    """One edition."""
    head = edition.head
    return EditionView(
        id=head.id, title=head.title, honour=head.honour, document_number=head.document_number,
        in_force_from=head.in_force.date, status=head.status, sha256=edition.sha256,
    )  # fmt: skip


def describe_conditions(edition: Edition) -> ConditionsView:
    """The conditions of one edition."""
    return ConditionsView(
        edition=describe(edition),
        general=tuple(view_of(top) for top in edition.conditions.general),
        items=view_of(edition.conditions.items),
    )


def view_of(node: Leaf | Combination) -> ConditionView:
    """One condition with all below it."""
    parts = tuple(view_of(part) for part in node.parts) if isinstance(node, Combination) else ()
    return ConditionView(
        id=node.id, label=node.label, article=node.article, quote=node.quote, kind=node.kind,
        parameters=node.model_dump(mode="json", exclude=_TEXT), parts=parts,
    )  # fmt: skip
