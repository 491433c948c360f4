"""What a requirement comes to (材料情况): met, missing, defective, or for a human to look at; and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules_service.domain import Truth
from rules_service.materials import RECOMMENDERS, Aspects, Inventory
from shared.contracts.materials import MaterialOutcome, MaterialResult, MaterialsFacts, Stage
from shared.regulation.channels import Consent, Recommenders, Requirement, is_due
from shared.regulation.edition import Edition
from shared.regulation.under_readings import Choices

Rule = Requirement | Consent | Recommenders


@dataclass(frozen=True)
class Asked:
    """What the materials are checked for: the stage, the day, and the readings taken."""

    stage: Stage
    as_of: date
    choices: Choices


def required(edition: Edition, rule: Rule, facts: MaterialsFacts, choices: Choices) -> Truth:
    """Whether this is asked for at all; None while it depends on a fact that nobody has stated."""
    if not isinstance(rule, Requirement):
        return True
    values = [getattr(facts, name) for name in edition.channels.conditions_of(rule, choices)]
    return False if False in values else None if None in values else True


def material_outcome(
    edition: Edition, kind: str, rule: Rule, facts: MaterialsFacts, asked: Asked, aspects: Aspects,
    found: Inventory,
) -> MaterialOutcome:  # fmt: skip
    """The outcome of one requirement at a stage."""
    label = edition.channels.materials[kind] if isinstance(rule, Requirement) else rule.label
    if isinstance(rule, Requirement):
        result, reasons = _material_result(edition, rule, facts, asked, label, aspects, found)
    elif isinstance(rule, Consent):
        result, reasons = _consent_result(edition, facts)
    else:
        result, reasons = _recommenders_result(edition, rule, facts, aspects, found)
    return MaterialOutcome(
        kind=kind, label=label, outcome=result, article=rule.article, quote=rule.quote, due=rule.due,
        due_now=is_due(rule.due, asked.stage), by=rule.by, reasons=tuple(reasons), scans=found.scans,
    )  # fmt: skip


Result = tuple[MaterialResult, list[str]]


def _material_result(
    edition: Edition, rule: Requirement, facts: MaterialsFacts, asked: Asked, label: str, aspects: Aspects,
    found: Inventory,
) -> Result:  # fmt: skip
    texts, copies = edition.channels.texts, edition.channels.copies
    if not aspects["present"]:
        names = edition.channels.conditions_of(rule, asked.choices)
        unknown_facts = [name for name in names if getattr(facts, name) is None]
        if unknown_facts:
            return "needs_check", [texts.when_unknown[name].format(label=label) for name in unknown_facts]
        return "missing", [texts.missing.format(label=label)]
    paper_due = is_due(copies.due, asked.stage)
    limit = rule.max_characters
    checks: list[tuple[str, bool, str, str, dict[str, object]]] = [
        ("copies", paper_due, texts.copies, texts.copies_unknown, {"expected": copies.at_least}),
        ("original", paper_due, texts.original, texts.original_unknown, {}),
        ("characters", True, texts.characters, texts.characters_unknown, {"expected": limit}),
        ("opinion", True, texts.opinion_disagree, texts.opinion_unknown, {}),
    ]
    wrong, unknown = _age(edition, rule, facts, asked, label)
    for name, due, when_wrong, when_unknown, values in checks:
        state = aspects.get(name, True)
        filled = values | {"label": label, "found": found.found.get(name)}
        # Copies that are known to be too few are said early; an original is only asked for when the paper is due.
        if state is False and (due or name == "copies"):
            wrong.append(when_wrong.format(**filled))
        elif state is None and due:
            unknown.append(when_unknown.format(**filled))
    if wrong:
        return "defective", wrong
    return ("needs_check", unknown) if unknown else ("met", [])


def _age(
    edition: Edition, rule: Requirement, facts: MaterialsFacts, asked: Asked, label: str
) -> tuple[list[str], list[str]]:
    """What is wrong and what is unknown of the age of a paper, where a reading sets a limit."""
    limit = rule.max_age_days.value(asked.choices) if rule.max_age_days else None
    if limit is None:
        return [], []
    texts, days = (
        edition.channels.texts,
        [item.issued_on for item in facts.items if item.kind == rule.material],
    )
    known = [day for day in days if day is not None]
    if any((asked.as_of - day).days > limit for day in known):
        return [str(texts.too_old).format(label=label, days=limit)], []
    unknown = [str(texts.age_unknown).format(label=label, days=limit)] if len(known) < len(days) else []
    return [], unknown


def _consent_result(edition: Edition, facts: MaterialsFacts) -> Result:
    texts = edition.channels.texts
    if facts.consent is None:
        return "missing", [texts.consent_missing]
    return ("met", []) if facts.consent else ("defective", [texts.consent_refused])


def _recommenders_result(
    edition: Edition, rule: Recommenders, facts: MaterialsFacts, aspects: Aspects, found: Inventory
) -> Result:
    values = {
        "expected": rule.at_least,
        "qualifications": "或".join(rule.qualifications.values()),
        "found": found.found[RECOMMENDERS],
    }
    state = aspects["enough"]
    if state is None:
        return "needs_check", [edition.channels.texts.recommenders_unknown.format(**values)]
    if state:
        return "met", []
    short = edition.channels.texts.recommenders_short.format(**values)
    return ("defective" if facts.recommenders else "missing"), [short]
