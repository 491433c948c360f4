"""Checks whether the materials are complete for a stage (材料审核): 第八条（二）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from rules_service.material_results import Asked, Rule, material_outcome, required
from rules_service.materials import (
    CONSENT,
    RECOMMENDERS,
    UNLISTED_QUALIFICATION,
    MaterialsProgram,
)
from rules_service.receipts import receipt
from shared.contracts.materials import (
    MaterialAsk,
    MaterialItem,
    MaterialOutcome,
    MaterialsDifference,
    MaterialsFacts,
    MaterialsReadings,
    MaterialsVerdict,
    Party,
    Stage,
)
from shared.contracts.overlay import NOTHING, Overlay
from shared.problems import FieldError, Refusal
from shared.regulation.channels import Channel
from shared.regulation.edition import Edition
from shared.regulation.overlays import options_of
from shared.regulation.under_readings import changes, described


def check_materials(
    edition: Edition,
    programs: Mapping[str, MaterialsProgram],
    facts: MaterialsFacts,
    stage: Stage,
    as_of: date,
    now: datetime,
    overlay: Overlay = NOTHING,
) -> MaterialsVerdict:
    """What is there, missing or defective at this stage; raises Refusal where the facts do not fit the edition."""
    channel = _channel(edition, facts, as_of)
    options = options_of(edition, overlay)
    asked = Asked(stage, as_of, {name: options[name] for name in sorted(edition.channels.readings_taken())})
    outcomes = _outcomes(edition, channel, programs[channel.id], facts, asked)
    asks = [ask for item in outcomes for ask in _asks(edition, item)]
    given = overlay.model_dump(mode="json", exclude_defaults=True)
    return MaterialsVerdict(
        channel=channel.id,
        stage=stage,
        complete=_complete(outcomes),
        headline=_headline(edition, stage, outcomes),
        notice=edition.head.advice_notice,
        outcomes=outcomes,
        asks_applicant=tuple(ask for ask in asks if ask.by != "county"),
        asks_county=tuple(ask for ask in asks if ask.by == "county"),
        notes=tuple(_notes(edition, channel, facts, as_of)),
        readings=_readings(edition, channel, programs[channel.id], facts, asked, outcomes),
        receipt=receipt(
            edition, {"stage": stage, "as_of": as_of.isoformat(), "readings": asked.choices}, facts, now,
            overlay=given,
        ),
    )  # fmt: skip


def _outcomes(
    edition: Edition, channel: Channel, program: MaterialsProgram, facts: MaterialsFacts, asked: Asked
) -> tuple[MaterialOutcome, ...]:
    aspects, inventories = program.decide(facts, asked.choices)
    return tuple(
        material_outcome(edition, kind, rule, facts, asked, aspects[kind], inventories[kind])
        for kind, rule in _rules(channel)
        if required(edition, rule, facts, asked.choices) is not False
    )


def _readings(
    edition: Edition, channel: Channel, program: MaterialsProgram, facts: MaterialsFacts, asked: Asked,
    own: tuple[MaterialOutcome, ...],
) -> MaterialsReadings:  # fmt: skip
    """What each reading changes by itself: they bear on different materials, so that none hides another."""
    differs = []
    for changed in changes(edition, asked.choices):
        if len(changed) > 1:
            break
        choices = {**asked.choices, **changed}
        others = _outcomes(edition, channel, program, facts, replace(asked, choices=choices))
        if kinds := _different(own, others):
            differs.append(
                MaterialsDifference(
                    **described(edition, changed),
                    complete=_complete(others),
                    headline=_headline(edition, asked.stage, others),
                    kinds=kinds,
                )
            )
    return MaterialsReadings(
        chosen=dict(asked.choices), basis=edition.head.silent_basis,
        same_under_all=not differs, differs=tuple(differs),
    )  # fmt: skip


def _different(own: tuple[MaterialOutcome, ...], others: tuple[MaterialOutcome, ...]) -> tuple[str, ...]:
    """The materials whose outcome is another one, or that are asked for in one of the two only."""
    before, after = ({item.kind: item.outcome for item in outcomes} for outcomes in (own, others))
    return tuple(kind for kind in dict.fromkeys((*before, *after)) if before.get(kind) != after.get(kind))


def _channel(edition: Edition, facts: MaterialsFacts, as_of: date) -> Channel:
    channel = edition.channels.get(facts.channel)
    errors = list(_errors(edition, channel, facts))
    if as_of < edition.head.in_force.date:
        errors.insert(0, FieldError("as_of", "before_in_force", "截止日早于本办法的施行日期，请核对。"))
    if errors or channel is None:
        raise Refusal(422, "facts_unfit", "有内容与本版本不符，请按errors逐项修改后重新提交。", errors)
    return channel


def _errors(edition: Edition, channel: Channel | None, facts: MaterialsFacts) -> Iterator[FieldError]:
    if channel is None:
        known = "、".join(f"{item.id}（{item.label}）" for item in edition.channels.channels)
        yield FieldError("materials.channel", "unknown_channel", f"没有这一申报渠道；可填：{known}。")
    for index, item in enumerate(facts.items):
        if item.kind not in edition.channels.materials:
            yield FieldError(
                f"materials.items.{index}.kind", "unknown_material", "本版本没有这种材料，请核对。"
            )
    rule = channel.recommenders if channel else None
    for index, person in enumerate(facts.recommenders or () if rule else ()):
        known_codes = [*(rule.qualifications if rule else ()), UNLISTED_QUALIFICATION, None]
        if person.qualification not in known_codes:
            field = f"materials.recommenders.{index}.qualification"
            yield FieldError(field, "unknown_qualification", "没有这一资格代码；不属于所列资格的填other。")


def _rules(channel: Channel) -> Iterator[tuple[str, Rule]]:
    if channel.consent:
        yield CONSENT, channel.consent
    if channel.recommenders:
        yield RECOMMENDERS, channel.recommenders
    for requirement in channel.requirements:
        yield requirement.material, requirement


def _asks(edition: Edition, item: MaterialOutcome) -> Iterator[MaterialAsk]:
    if item.outcome == "met":
        return
    by: Party = "county" if item.outcome == "needs_check" else item.by
    for reason in item.reasons:
        yield MaterialAsk(
            kind=item.kind, label=item.label, outcome=item.outcome, question=reason, by=by,
            by_label=edition.channels.parties[by], article=item.article, due=item.due, blocking=item.due_now,
        )  # fmt: skip


def _complete(outcomes: tuple[MaterialOutcome, ...]) -> bool | None:
    results = {item.outcome for item in outcomes if item.due_now}
    if results & {"missing", "defective"}:
        return False
    return None if "needs_check" in results else True


def _headline(edition: Edition, stage: Stage, outcomes: tuple[MaterialOutcome, ...]) -> str:
    texts, label = edition.channels.texts, edition.channels.stages[stage]
    due = [item.outcome for item in outcomes if item.due_now]
    wanting = sum(result in ("missing", "defective") for result in due)
    if wanting:
        return texts.incomplete.format(stage=label, count=wanting)
    if "needs_check" in due:
        party = edition.channels.parties["county"]
        return texts.to_check.format(stage=label, count=due.count("needs_check"), party=party)
    return texts.complete.format(stage=label)


def _notes(edition: Edition, channel: Channel, facts: MaterialsFacts, as_of: date) -> Iterator[str]:
    for note in channel.notes:
        yield note.text
    limits = {rule.material: rule.note_older_than_days for rule in channel.requirements}
    for item in facts.items:
        days = limits.get(item.kind)
        if days and _age(item, as_of) > days:
            label = edition.channels.materials[item.kind]
            yield edition.channels.texts.old.format(label=label, days=days)


def _age(item: MaterialItem, as_of: date) -> int:
    return (as_of - item.issued_on).days if item.issued_on else 0
