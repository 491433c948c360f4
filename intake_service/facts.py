"""From an application to the facts (申报事实) that rules judges: no name and no ID number goes in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from intake_service.confirmed import confirmed, with_classes
from intake_service.content import Content
from intake_service.cycle import CycleData
from intake_service.form_check import deeds_material
from intake_service.models import Finding, Material
from shared.contracts.facts import Facts, Spell, Spells
from shared.contracts.facts import Finding as FoundFact
from shared.contracts.materials import MaterialItem, MaterialsFacts, Recommender
from shared.contracts.verdict import CheckInput
from shared.regulation import counting
from shared.regulation.edition import Edition

OF_MATERIALS = ("public_official", "exercises_power")
"""What the county union may attest because a material depends on it (公职人员, 行使公权)."""
ATTESTED = ("in_catalogue", "union_member", "on_front_line", "skilled_worker", *OF_MATERIALS)


def check_input(
    content: Content, edition: Edition, cycle: CycleData, materials: Sequence[Material],
    findings: Mapping[str, Finding], named_before: bool | None, title_revoked: bool | None = None,
) -> CheckInput:  # fmt: skip
    """What the county union attested goes before what the application says of the same fact.

    The class of a contest or an honour is what the county union has confirmed, and nothing else.
    """
    content = with_classes(content, confirmed(content, findings))
    attested = {name: findings[name].value for name in ATTESTED if name in findings}
    said = {
        "in_catalogue": cycle.trade_name(content.trade) is not None,
        "union_member": content.union_member,
        "on_front_line": content.on_front_line,
        "skilled_worker": content.skilled_worker,
        "public_official": content.public_official,
    }
    known: dict[str, Any] = said | attested
    exercises_power = known.pop("exercises_power", None)
    facts = Facts(
        trade=cycle.trade_name(content.trade),
        named_before=named_before,
        title_revoked=title_revoked,
        spells=_spells(content, cycle),
        contests=content.contests,
        honours=content.honours,
        findings={name: _found(row) for name, row in findings.items() if _is_judgement(row)},
        claimed_items=content.claimed_items,
        evidence=content.evidence,
        **known,
    )
    return CheckInput(
        facts=facts,
        materials=_materials(content, edition, materials, known["public_official"], exercises_power),
        overlay=cycle.overlay,
    )


def _spells(content: Content, cycle: CycleData) -> Spells:
    items = tuple(
        Spell(
            from_=spell.from_,
            to=spell.to,
            trade=_trade(spell.trade, cycle),
            in_guilin=spell.in_guilin,
            scans=spell.scans,
        )
        for spell in content.spells.items
    )
    return Spells(complete=content.spells.complete, items=items)


def _trade(trade: str | None, cycle: CycleData) -> str | None:
    # A spell names its trade by the catalogue's code, or in words where the catalogue has no such trade.
    return (cycle.trade_name(trade) or trade) if trade else None


def _is_judgement(row: Finding) -> bool:
    return row.subject not in ATTESTED and row.answer is None


def _found(row: Finding) -> FoundFact:
    return FoundFact(value=row.value, by="county_union", basis=row.basis, on=row.found_on)


def _materials(
    content: Content, edition: Edition, materials: Sequence[Material],
    public_official: bool | None, exercises_power: bool | None,
) -> MaterialsFacts:  # fmt: skip
    channel = edition.channels.get(content.channel)
    recommenders = tuple(
        Recommender(qualification=expert.qualification, trade_same=expert.trade_same)
        for expert in content.experts
    )
    return MaterialsFacts(
        channel=content.channel,
        items=tuple(_items(content, edition, materials)),
        consent=content.consent.given if content.consent else None,
        recommenders=recommenders if channel and channel.recommenders else None,
        public_official=public_official,
        exercises_power=exercises_power,
        claims_awards=_claims_awards(content),
    )


def _items(content: Content, edition: Edition, materials: Sequence[Material]) -> Iterator[MaterialItem]:
    limited = deeds_material(edition, content.channel)
    words = counting.count(content.deeds_statement).words if content.deeds_statement else None
    for material in materials:
        counted = limited is not None and limited[0] == material.kind
        yield MaterialItem(
            kind=material.kind,
            copies=material.copies,
            original=material.original,
            characters=words if counted else None,
            issued_on=material.issued_on,
            opinion=material.opinion,  # type: ignore[arg-type]
            scans=(str(material.id),),
        )
        if counted and words is not None:
            words = 0  # rules adds up what several scans of the one statement hold


def _claims_awards(content: Content) -> bool | None:
    lists = [found for found in (content.contests, content.honours) if found is not None]
    if any(found.items for found in lists):
        return True
    return False if len(lists) == 2 and all(found.complete for found in lists) else None
