"""人工认定 outside the conditions: who may find what, as an ask and as an answer tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.contracts.facts import Finding
from shared.contracts.verdict import Ask, AskType, DecidedBy
from shared.problems import FieldError
from shared.regulation.conditions import AskSpec
from shared.regulation.edition import Edition
from shared.regulation.quotation import filled


def decided_by(edition: Edition, finding: Finding | None) -> DecidedBy | None:
    """认定主体与依据."""
    if finding is None:
        return None
    label = edition.head.bodies[finding.by].label
    on = finding.on.isoformat() if finding.on else None
    return DecidedBy(by=finding.by, by_label=label, basis=finding.basis, on=on)


def ask(
    edition: Edition, spec: AskSpec, fact: str, kind: AskType, article: str, of: str,
    decisive: bool = True, label: str = "", number: int | str = "",
) -> Ask:  # fmt: skip
    """One typed ask (待补事项); `of` is the entry that needs the fact."""
    return Ask(
        fact=fact, type=kind, question=filled(spec.question, label=label, number=number),
        attested_by=spec.attested_by,
        attested_by_labels=tuple(edition.head.bodies[body].label for body in spec.attested_by),
        proof=spec.proof, article=article, conditions=(of,), decisive=decisive,
    )  # fmt: skip


def finding_errors(
    edition: Edition,
    findings: Mapping[str, Finding],
    known: Mapping[str, AskSpec],
    path: str = "facts.findings",
) -> Iterator[FieldError]:
    """Findings that the edition does not know, or that this body may not make."""
    for name, finding in findings.items():
        spec = known.get(name)
        if spec is None:
            yield FieldError(f"{path}.{name}", "unknown_finding", "本版本没有这一项人工认定，请核对编号。")
        else:
            yield from entitlement_errors(edition, f"{path}.{name}", finding, spec)


def entitlement_errors(edition: Edition, path: str, finding: Finding, spec: AskSpec) -> Iterator[FieldError]:
    """A finding by a body that may not make it."""
    if finding.by not in spec.attested_by:
        labels = "、".join(f"{body}（{edition.head.bodies[body].label}）" for body in spec.attested_by)
        yield FieldError(f"{path}.by", "not_entitled", f"此项只能由下列主体认定：{labels}。")
