"""Describes the facts (申报事实) of an edition as a JSON Schema with Chinese labels, so that a form can be drawn from it."""

from __future__ import annotations

from typing import Any

from shared.contracts.facts import Facts
from shared.regulation.conditions import Conditions, Judgement, Rank, Title
from shared.regulation.edition import Edition

Json = dict[str, Any]


def facts_schema(edition: Edition) -> Json:
    """What may be sent, with the classes, levels and findings that this edition knows."""
    schema = Facts.model_json_schema(by_alias=True)
    conditions = edition.conditions
    kinds: Json = schema["$defs"]
    _choices(kinds["Contest"], "contest_class", {name: name for name in _contest_classes(conditions)})
    _choices(kinds["Honour"], "honour_class", {name: name for name in _titles(conditions)})
    _choices(kinds["Honour"], "level", dict(conditions.levels))
    properties: Json = schema["properties"]
    properties["findings"] |= {
        "properties": {leaf.id: _finding(edition, leaf) for leaf in conditions.judgements()},
        "additionalProperties": False,
    }
    items = {part.id: part.label for part in conditions.items.parts}
    properties["claimed_items"]["items"] = _choice(items)
    title = f"{edition.head.honour}申报事实"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _contest_classes(conditions: Conditions) -> list[str]:
    found = (leaf.contest_class for leaf in conditions.leaves() if isinstance(leaf, Rank))
    return [*dict.fromkeys(found), conditions.other]


def _titles(conditions: Conditions) -> list[str]:
    found = (title for leaf in conditions.leaves() if isinstance(leaf, Title) for title in leaf.titles)
    return [*dict.fromkeys(found), conditions.other]


def _choices(kind: Json, name: str, options: dict[str, str]) -> None:
    field: Json = kind["properties"][name]
    field["anyOf"] = [_choice(options), {"type": "null"}]


def _choice(options: dict[str, str]) -> Json:
    """Codes with their labels; a form shows the label and sends the code."""
    return {"oneOf": [{"const": code, "title": label} for code, label in options.items()]}


def _finding(edition: Edition, leaf: Judgement) -> Json:
    by = {body: edition.head.bodies[body].label for body in leaf.ask.attested_by}
    question = leaf.ask.question.format(label=leaf.label, number="")
    return {
        "title": leaf.label,
        "description": f"{question}（{leaf.article}）",
        "allOf": [{"$ref": "#/$defs/Finding"}, {"properties": {"by": _choice(by)}}],
    }
