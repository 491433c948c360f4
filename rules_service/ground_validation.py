"""Facts of a revocation that no reading of the edition can mean: refused before the engine sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules_service.human_findings import entitlement_errors, finding_errors
from shared.contracts.revocation import RecordFact, RevocationFacts
from shared.problems import FieldError, Refusal
from shared.regulation.conditions import AskSpec, Judgement
from shared.regulation.edition import Edition
from shared.regulation.revocation import RecordField, RecordLeaf, Revocation


def refuse_unfit_grounds(
    edition: Edition, revocation: Revocation, facts: RevocationFacts, as_of: date
) -> None:
    """Raises one Refusal (422) that names every field that does not fit the edition."""
    judgements = {leaf.id: leaf.ask for leaf in revocation.leaves() if isinstance(leaf, Judgement)}
    errors = [
        *_date_errors(edition, facts, as_of),
        *_record_errors(edition, revocation, facts, as_of),
        *finding_errors(edition, facts.findings, judgements),
    ]
    if errors:
        raise Refusal(422, "facts_unfit", "有内容与本版本不符，请按errors逐项修改后重新提交。", errors)


def _date_errors(edition: Edition, facts: RevocationFacts, as_of: date) -> Iterator[FieldError]:
    if as_of < edition.head.in_force.date:
        yield FieldError("as_of", "before_in_force", "日期早于本办法的施行日期，请核对。")
    if facts.named_on > as_of:
        yield FieldError("facts.named_on", "in_the_future", "命名日期晚于判断日期，请核对。")


def _record_errors(
    edition: Edition, revocation: Revocation, facts: RevocationFacts, as_of: date
) -> Iterator[FieldError]:
    judged = {
        leaf.record: {clause.field: clause.finding for clause in leaf.judged if clause.finding}
        for leaf in revocation.leaves()
        if isinstance(leaf, RecordLeaf)
    }
    for index, record in enumerate(facts.records.items if facts.records else ()):
        path = f"facts.records.items.{index}"
        kind = revocation.records.get(record.kind)
        if kind is None:
            known = "、".join(f"{name}（{item.label}）" for name, item in revocation.records.items())
            yield FieldError(f"{path}.kind", "unknown_record", f"没有这种文书；可填：{known}。")
            continue
        if record.decided_on and record.decided_on > as_of:
            yield FieldError(f"{path}.decided_on", "in_the_future", "作出日期晚于判断日期，请核对。")
        yield from _value_errors(path, kind.fields, record)
        yield from _finding_errors(edition, path, record, judged.get(record.kind, {}))


def _finding_errors(
    edition: Edition, path: str, record: RecordFact, judged: dict[str, AskSpec]
) -> Iterator[FieldError]:
    if record.finding and not judged:
        yield FieldError(f"{path}.finding", "unknown_finding", "这种文书没有需要人工认定之处。")
    elif record.finding and (len(judged) > 1 or record.findings):
        fields = "、".join(judged)
        yield FieldError(f"{path}.finding", "finding_ambiguous", f"请在findings中按要素分别填写：{fields}。")
    elif record.finding:
        (spec,) = judged.values()
        yield from entitlement_errors(edition, f"{path}.finding", record.finding, spec)
    yield from finding_errors(edition, record.findings, judged, f"{path}.findings")


def _value_errors(path: str, fields: dict[str, RecordField], record: RecordFact) -> Iterator[FieldError]:
    for name, value in record.values.items():
        field, at = fields.get(name), f"{path}.values.{name}"
        if field is None or field.kind == "since_naming":
            yield FieldError(at, "unknown_field", "这种文书没有这一要素，请核对名称。")
        elif field.kind == "boolean" and not isinstance(value, bool):
            yield FieldError(at, "bool_type", "应填 true 或 false。")
        elif field.kind == "choice" and value not in field.options:
            known = "、".join(f"{code}（{label}）" for code, label in field.options.items())
            yield FieldError(at, "unknown_option", f"没有这一取值；可填：{known}。")
