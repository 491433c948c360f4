"""What a ground comes to, part by part, with article, words and facts (撤销情形, 第十六条)."""

from __future__ import annotations

from collections.abc import Mapping

from rules_service.domain import Truth
from rules_service.ground_asks import waits_for_finding
from rules_service.grounds import LeafState, PaperState, settled
from rules_service.human_findings import decided_by
from shared.contracts.revocation import GroundOutcome, GroundResult, RevocationFacts
from shared.contracts.verdict import ConditionOutcome, FactValue, Outcome
from shared.regulation.conditions import Judgement
from shared.regulation.edition import Edition
from shared.regulation.revocation import GroundCombination, GroundLeaf, RecordLeaf, Revocation

Node = GroundLeaf | GroundCombination
States = Mapping[str, LeafState]


def result(truth: Truth) -> GroundResult:
    """Never “revoked”: what is made out is made out prima facie."""
    if truth is None:
        return "needs_judgement"
    return "made_out_prima_facie" if truth else "not_made_out"


def ground_outcome(
    edition: Edition, revocation: Revocation, ground: Node, states: States, facts: RevocationFacts
) -> GroundOutcome:
    """One ground."""
    return GroundOutcome(
        id=ground.id, label=ground.label, article=ground.article, quote=ground.quote,
        outcome=result(settled(ground, states)), detail=_detail(edition, revocation, ground, states, facts),
    )  # fmt: skip


def _detail(
    edition: Edition, revocation: Revocation, node: Node, states: States, facts: RevocationFacts
) -> ConditionOutcome:
    common = {"id": node.id, "label": node.label, "article": node.article, "quote": node.quote}
    if isinstance(node, GroundCombination):
        parts = tuple(_detail(edition, revocation, part, states, facts) for part in node.parts)
        found = _combined(node, settled(node, states), parts)
        return ConditionOutcome(**common, outcome=found, combination=node.kind, parts=parts)
    state = states[node.id]
    if isinstance(node, Judgement):
        finding = facts.findings.get(node.id)
        cited: dict[str, FactValue] = {"finding": finding.value} if finding else {}
        return ConditionOutcome(
            **common, outcome=_known(state.truth) or "needs_judgement", facts=cited,
            scans=finding.scans if finding else (), decided_by=decided_by(edition, finding),
        )  # fmt: skip
    return _record_detail(edition, revocation, node, state, common)


def _record_detail(
    edition: Edition, revocation: Revocation, leaf: RecordLeaf, state: LeafState, common: dict[str, str]
) -> ConditionOutcome:
    cited = [paper for paper in state.papers if paper.truth is state.truth] or list(state.papers)
    papers = tuple(_told(revocation, leaf, paper) for paper in cited)
    scans = dict.fromkeys(scan for paper in cited for scan in paper.fact.scans)
    findings = [
        found for paper in cited for found in (paper.fact.finding, *paper.fact.findings.values()) if found
    ]
    return ConditionOutcome(
        **common, outcome=_known(state.truth) or _waits(leaf, state),
        facts={"papers": papers} if papers else {}, scans=tuple(scans),
        decided_by=decided_by(edition, findings[0] if len(findings) == 1 else None),
    )  # fmt: skip


def _told(revocation: Revocation, leaf: RecordLeaf, paper: PaperState) -> str:
    """A paper in words: its kind, its date and what it says."""
    kind = revocation.records[leaf.record]
    words = [paper.fact.decided_on.isoformat()] if paper.fact.decided_on else []
    for name, field in kind.fields.items():
        value = paper.values[name]
        if isinstance(value, bool):
            words.append(f"{field.label}：{'是' if value else '否'}")
        elif value is not None:
            words.append(f"{field.label}：{field.options[str(value)]}")
    return f"{kind.label}（{'，'.join(words)}）" if words else kind.label


def _known(truth: Truth) -> Outcome | None:
    return None if truth is None else "met" if truth else "not_met"


def _waits(leaf: RecordLeaf, state: LeafState) -> Outcome:
    waiting = any(waits_for_finding(paper, leaf) for paper in state.papers if paper.truth is None)
    return "needs_judgement" if waiting else "insufficient_evidence"


def _combined(node: GroundCombination, truth: Truth, parts: tuple[ConditionOutcome, ...]) -> Outcome:
    known = _known(truth)
    if known:
        return known
    waiting = [part.outcome == "needs_judgement" for part in parts if part.outcome not in ("met", "not_met")]
    enough = any(waiting) if node.kind == "any" else all(waiting)
    return "needs_judgement" if enough else "insufficient_evidence"
