"""Tells everything about one condition (条件): its article as it stands, what is asked for it, and what is left open."""

from __future__ import annotations

from pydantic import Field

from rules_service.use_cases.describe_edition import ConditionView, EditionView, describe, view_of
from shared.contracts.common import Answer
from shared.problems import Refusal
from shared.regulation.conditions import AskSpec, Combination, Judgement, facts_read, walk
from shared.regulation.edition import Edition
from shared.regulation.readings import Reading


class AskView(Answer):
    """待补事项的提问: the fact, the question, and who may attest it on what proof."""

    fact: str
    question: str
    attested_by: tuple[str, ...]
    attested_by_labels: tuple[str, ...]
    proof: tuple[str, ...]
    proof_labels: tuple[str, ...]


class ArticleCondition(Answer):
    """一项条件"""

    edition: EditionView
    condition: ConditionView
    article_text: str = Field(description="该条（项）的官方文本全文")
    asks: tuple[AskView, ...] = Field(description="判断它所需的事实；{number}处为第几项")
    readings: tuple[Reading, ...] = Field(description="与之有关、办法没有写明之处")


def describe_condition(edition: Edition, name: str) -> ArticleCondition:
    """One condition with its article; a Refusal (404) if the edition has none of this name."""
    node = next((node for node in edition.conditions.nodes() if node.id == name), None)
    if node is None:
        raise Refusal(404, "unknown_condition", "本版本没有这一项条件，请核对编号。")
    below = {part.id for part in walk(node)}
    specs: dict[str, AskSpec] = {}
    for leaf in walk(node):
        if isinstance(leaf, Judgement):
            question = leaf.ask.question.format(label=leaf.label, number="")
            specs[f"findings.{leaf.id}"] = leaf.ask.model_copy(update={"question": question})
        elif not isinstance(leaf, Combination):
            specs |= {fact: edition.conditions.asks[fact] for fact in facts_read(leaf)}
    return ArticleCondition(
        edition=describe(edition),
        condition=view_of(node),
        article_text=edition.text.under(node.article),
        asks=tuple(_ask(edition, fact, spec) for fact, spec in specs.items()),
        readings=tuple(item for item in edition.readings.readings if below & set(item.bears_on)),
    )


def _ask(edition: Edition, fact: str, spec: AskSpec) -> AskView:
    bodies, materials = edition.head.bodies, edition.channels.materials
    return AskView(
        fact=fact, question=spec.question, attested_by=spec.attested_by,
        attested_by_labels=tuple(bodies[body].label for body in spec.attested_by), proof=spec.proof,
        proof_labels=tuple(materials[kind] for kind in spec.proof),
    )  # fmt: skip
