"""The one plain sentence that a verdict opens with; every word of it comes from the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules_service.asks import claims
from rules_service.explanation import Explanation
from shared.contracts.facts import Facts
from shared.contracts.verdict import Ask, Outcome
from shared.regulation.conditions import Combination, Leaf
from shared.regulation.edition import Edition
from shared.regulation.quotation import filled


def headline(edition: Edition, facts: Facts, found: Explanation, asks: Sequence[Ask]) -> str:
    """What the verdict is, and how much of what is still wanting."""
    texts = edition.conditions.texts
    match found.verdict:
        case "eligible":
            return texts.eligible
        case "not_eligible":
            parts = (
                filled(texts.not_eligible_part, label=node.label, article=node.article)
                for node in _failed(edition, found)
            )
            return texts.not_eligible.format(parts="、".join(parts))
        case _:
            return _wanting(edition, facts, found, asks)


def _failed(edition: Edition, found: Explanation) -> Iterator[Leaf | Combination]:
    conditions = edition.conditions
    return (top for top in (*conditions.general, conditions.items) if found.truths[top.id] is False)


def _wanting(edition: Edition, facts: Facts, found: Explanation, asks: Sequence[Ask]) -> str:
    conditions, texts = edition.conditions, edition.conditions.texts
    general = {top.id for top in conditions.general if found.truths[top.id] is None}
    findings = sum(found.outcomes[name] == "needs_judgement" for name in general)
    missing = {
        ask.fact for ask in asks if ask.type != "finding" and ask.decisive and general & set(ask.conditions)
    }
    items = _items_need(conditions.items, facts, found)
    findings += items == "needs_judgement"
    count = len(missing) + (items == "insufficient_evidence")
    bodies = dict.fromkeys(
        edition.head.bodies[body].short
        for ask in asks if ask.type == "finding" and ask.decisive for body in ask.attested_by
    )  # fmt: skip
    template = (
        texts.only_findings_left
        if not count
        else texts.facts_and_findings_left
        if findings
        else texts.facts_left
    )
    wanting = template.format(facts=count, findings=findings, bodies="、".join(bodies))
    return _claims_failed(edition, facts, found) + wanting


def _claims_failed(edition: Edition, facts: Facts, found: Explanation) -> str:
    """Said first where nothing that the applicant claims can be met any more, though another item may."""
    conditions, template = edition.conditions, edition.conditions.texts.claimed_not_met
    items = conditions.items
    claimed = [part for part in items.parts if claims(facts, part.id)]
    if not template or not claimed or found.truths[items.id] is not None:
        return ""
    if any(found.truths[part.id] is not False for part in claimed):
        return ""
    texts = conditions.texts
    parts = (filled(texts.not_eligible_part, label=part.label, article=part.article) for part in claimed)
    return template.format(parts="、".join(parts))


def _items_need(items: Combination, facts: Facts, found: Explanation) -> Outcome:
    """What the qualifying items wait for: those that the applicant claims, or else any of them."""
    if found.truths[items.id] is not None:
        return found.outcomes[items.id]
    unknown = [part for part in items.parts if found.truths[part.id] is None]
    claimed = [part for part in unknown if claims(facts, part.id)] or unknown
    by_judgement = any(found.outcomes[part.id] == "needs_judgement" for part in claimed)
    return "needs_judgement" if by_judgement else "insufficient_evidence"
