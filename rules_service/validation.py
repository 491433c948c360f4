"""Facts that no reading of the edition can mean: refused before the engine sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules_service.names import Names
from shared.contracts.facts import Facts, Finding
from shared.problems import FieldError, Refusal
from shared.regulation.edition import Edition


def refuse_unfit(edition: Edition, names: Names, facts: Facts, as_of: date) -> None:
    """Raises one Refusal (422) that names every field that does not fit the edition."""
    errors = [
        *_date_errors(edition, as_of),
        *_contest_errors(names, facts),
        *_honour_errors(names, facts),
        *_finding_errors(edition, names, facts),
        *_name_errors(edition, facts),
    ]
    if errors:
        raise Refusal(422, "facts_unfit", "有内容与本版本不符，请按errors逐项修改后重新提交。", errors)


def _date_errors(edition: Edition, as_of: date) -> Iterator[FieldError]:
    if as_of < edition.head.in_force.date:
        yield FieldError("as_of", "before_in_force", "截止日早于本办法的施行日期，请核对。")


def _contest_errors(names: Names, facts: Facts) -> Iterator[FieldError]:
    for index, item in enumerate(facts.contests.items if facts.contests else ()):
        field = f"facts.contests.items.{index}.contest_class"
        given = item.contest_class
        if given is not None and given not in names.contest_answers:
            allowed = "、".join([*sorted(names.contest_classes), names.other])
            yield FieldError(field, "unknown_contest_class", f"没有这一竞赛类别；可填：{allowed}。")
        elif given is not None and item.contest in names.contests_by_name and given != item.contest:
            yield FieldError(field, "contradicts_name", "竞赛类别与竞赛名称不一致，请核对证书。")


def _honour_errors(names: Names, facts: Facts) -> Iterator[FieldError]:
    for index, item in enumerate(facts.honours.items if facts.honours else ()):
        field = f"facts.honours.items.{index}"
        named = names.by_name(item)
        if item.level is not None and item.level not in names.levels:
            allowed = "、".join(f"{code}（{label}）" for code, label in names.levels.items())
            yield FieldError(f"{field}.level", "unknown_level", f"没有这一级别；可填：{allowed}。")
        if item.honour_class is not None and item.honour_class not in names.title_answers:
            allowed = "、".join([*sorted(names.titles), names.other])
            yield FieldError(
                f"{field}.honour_class", "unknown_honour_class", f"没有这一种；可填：{allowed}。"
            )
        elif named and item.honour_class not in (None, named.title):
            yield FieldError(f"{field}.honour_class", "contradicts_name", "与证书名称不一致，请核对证书。")
        if named and named.level and item.level not in (None, named.level):
            yield FieldError(f"{field}.level", "contradicts_name", "级别与证书名称不一致，请核对证书。")


def _finding_errors(edition: Edition, names: Names, facts: Facts) -> Iterator[FieldError]:
    if not facts.findings:
        return
    judgements = names.judgements
    for name, finding in facts.findings.items():
        field = f"facts.findings.{name}"
        if name not in judgements:
            yield FieldError(field, "unknown_finding", "本版本没有这一项人工认定，请核对编号。")
        elif finding.by not in judgements[name].ask.attested_by:
            yield FieldError(
                f"{field}.by", "not_entitled", _entitled(edition, finding, judgements[name].ask.attested_by)
            )


def _entitled(edition: Edition, finding: Finding, entitled: tuple[str, ...]) -> str:
    labels = "、".join(f"{body}（{edition.head.bodies[body].label}）" for body in entitled)
    return f"此项只能由下列主体认定：{labels}。"


def _name_errors(edition: Edition, facts: Facts) -> Iterator[FieldError]:
    items = {part.id for part in edition.conditions.items.parts} if facts.claimed_items else set()
    for index, name in enumerate(facts.claimed_items):
        if name not in items:
            yield FieldError(f"facts.claimed_items.{index}", "unknown_item", "没有这一项条件，请核对编号。")
    for name in facts.evidence:
        if name not in type(facts).model_fields:
            yield FieldError(f"facts.evidence.{name}", "unknown_fact", "没有这一项事实，请核对名称。")
