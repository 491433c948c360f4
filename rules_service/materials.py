"""申报材料 (第八条（二）) as the engine compares them: for each aspect of a material a rule for met and for not met.

A material that is not in the list is missing. What has been handed in but not looked at yet (copies, originals,
characters, the words of an opinion) is unknown: a human's check, and no fault of whoever handed it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rules_service.domain import Truth
from rules_service.engine import Engine
from rules_service.rulesets import Comparison, Rule, Scalar
from shared.contracts.materials import MaterialItem, MaterialsFacts, Recommender
from shared.regulation.channels import Channel, Recommenders, Requirement
from shared.regulation.edition import Edition
from shared.regulation.under_readings import Choices

Aspects = Mapping[str, Truth]
"""Met, not met or unknown, for each aspect of one material."""

CONSENT, RECOMMENDERS = "consent", "recommenders"
UNLISTED_QUALIFICATION = "other"


@dataclass(frozen=True)
class Inventory:
    """What was found of one material."""

    fields: dict[str, Scalar | None]
    found: dict[str, int]
    scans: tuple[str, ...] = ()


class MaterialsProgram:
    """The compiled materials of one channel of one edition."""

    def __init__(self, edition: Edition, channel: Channel) -> None:
        self.channel = channel
        self.copies = edition.channels.copies.at_least
        self.rules = dict(self._rules())

    @cached_property
    def engine(self) -> Engine:
        """The rules, loaded into the engine when they are first needed."""
        return Engine(self.rules)

    def decide(
        self, facts: MaterialsFacts, choices: Choices
    ) -> tuple[dict[str, Aspects], dict[str, Inventory]]:
        """For each material its aspects, and what was found of it."""
        inventories = self._inventories(facts, choices)
        fields = {
            f"{kind}.{name}": value
            for kind, inventory in inventories.items()
            for name, value in inventory.fields.items()
        }
        fired = self.engine.fired(fields)
        aspects: dict[str, dict[str, Truth]] = {kind: {} for kind in inventories}
        for name in self.rules:
            kind, aspect, met = name.split("|")
            aspects[kind].setdefault(aspect, None)
            if name in fired:
                aspects[kind][aspect] = met == "met"
        return dict(aspects), inventories

    def _inventories(self, facts: MaterialsFacts, choices: Choices) -> dict[str, Inventory]:
        found = {}
        for requirement in self.channel.requirements:
            items = [item for item in facts.items if item.kind == requirement.material]
            found[requirement.material] = _inventory(requirement, items)
        if self.channel.consent:
            found[CONSENT] = Inventory({"given": facts.consent}, {})
        if self.channel.recommenders:
            found[RECOMMENDERS] = _recommended(self.channel.recommenders, facts.recommenders or (), choices)
        return found

    def _rules(self) -> Iterator[tuple[str, Rule]]:
        for requirement in self.channel.requirements:
            yield from self._requirement_rules(requirement)
        if self.channel.consent:
            yield from _equal(CONSENT, "given", True, False)
        if self.channel.recommenders:
            yield from _enough(RECOMMENDERS, "enough", self.channel.recommenders.at_least)

    def _requirement_rules(self, requirement: Requirement) -> Iterator[tuple[str, Rule]]:
        kind = requirement.material
        yield from _equal(kind, "present", True, False)
        if requirement.paper:
            yield from _enough(kind, "copies", self.copies)
        if requirement.original:
            yield from _equal(kind, "original", True, False)
        if requirement.max_characters:
            limit = requirement.max_characters
            yield f"{kind}|characters|met", (Comparison(f"{kind}.characters_most", "<=", limit),)
            yield f"{kind}|characters|not_met", (Comparison(f"{kind}.characters_least", ">", limit),)
        if requirement.must_agree:
            yield from _equal(kind, "opinion", "agree", "disagree")


def _equal(kind: str, aspect: str, met: Scalar, not_met: Scalar) -> Iterator[tuple[str, Rule]]:
    yield f"{kind}|{aspect}|met", (Comparison(f"{kind}.{aspect}", "==", met),)
    yield f"{kind}|{aspect}|not_met", (Comparison(f"{kind}.{aspect}", "==", not_met),)


def _enough(kind: str, aspect: str, number: int) -> Iterator[tuple[str, Rule]]:
    yield f"{kind}|{aspect}|met", (Comparison(f"{kind}.{aspect}_least", ">=", number),)
    yield f"{kind}|{aspect}|not_met", (Comparison(f"{kind}.{aspect}_most", "<", number),)


def _inventory(requirement: Requirement, items: Sequence[MaterialItem]) -> Inventory:
    fields: dict[str, Scalar | None] = {"present": bool(items)}
    found: dict[str, int] = {}
    if requirement.paper and items:
        copies = [item.copies for item in items if item.copies is not None]
        fields |= {"copies_least": min(copies) if len(copies) == len(items) else None}
        fields |= {"copies_most": min(copies, default=None)}
        found |= {"copies": min(copies)} if copies else {}
    if requirement.original and items:
        fields["original"] = _every([item.original for item in items])
    if requirement.max_characters and items:
        counts = [item.characters for item in items if item.characters is not None]
        fields |= {"characters_least": sum(counts)}
        fields |= {"characters_most": sum(counts) if len(counts) == len(items) else None}
        found["characters"] = sum(counts)
    if requirement.must_agree and items:
        fields["opinion"] = _opinion([item.opinion for item in items])
    scans = tuple(dict.fromkeys(scan for item in items for scan in item.scans))
    return Inventory(fields, found, scans)


def _every(values: Sequence[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _opinion(values: Sequence[str | None]) -> str | None:
    if "disagree" in values:
        return "disagree"
    return None if None in values else "agree"


def _recommended(rule: Recommenders, recommenders: Sequence[Recommender], choices: Choices) -> Inventory:
    fit = [_fits(rule, item, choices) for item in recommenders]
    possible = len(fit) - fit.count(False)
    fields: dict[str, Scalar | None] = {"enough_least": fit.count(True), "enough_most": possible}
    return Inventory(fields, {"recommenders": possible})


def _fits(rule: Recommenders, item: Recommender, choices: Choices) -> bool | None:
    qualified = None if item.qualification is None else item.qualification in rule.qualifications
    same_trade = item.trade_same if rule.same_trade else True
    wanted = rule.region_tie.value(choices).get(item.qualification or "") if rule.region_tie else None
    return _every([qualified, same_trade, getattr(item, wanted) if wanted else True])
