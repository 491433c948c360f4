"""待补事项 of a revocation: what nobody has stated or found yet, and whether it can still change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules_service.grounds import LeafState, PaperState, combined, finding_of, settled
from rules_service.human_findings import ask
from shared.contracts.verdict import Ask, AskType
from shared.regulation.conditions import AskSpec, Judgement
from shared.regulation.edition import Edition
from shared.regulation.revocation import Clause, GroundCombination, GroundLeaf, RecordLeaf, Revocation


def ground_asks(edition: Edition, revocation: Revocation, leaves: Mapping[str, LeafState]) -> tuple[Ask, ...]:
    """All asks, the decisive ones first.

    Exact: no paper and no finding serves two parts, and nothing is negated, so that a part can turn the whole as
    long as nothing above it is settled.
    """
    open_ids = set(_open_leaves(revocation, leaves))
    found: dict[str, Ask] = {}
    for name, state in leaves.items():
        if state.truth is None:
            for new in _asks(edition, revocation, state, name in open_ids):
                found[new.fact] = _joined(found.get(new.fact), new)
    return tuple(sorted(found.values(), key=lambda item: not item.decisive))


def _joined(known: Ask | None, new: Ask) -> Ask:
    if known is None:
        return new
    both = {"conditions": (*known.conditions, *new.conditions), "decisive": known.decisive or new.decisive}
    return known.model_copy(update=both)


def waits_for_finding(paper: PaperState, leaf: RecordLeaf) -> bool:
    """Whether only a human's finding is wanting to this paper."""
    unknown = [clause for clause in leaf.where if paper.clauses[clause.field] is None]
    return bool(unknown) and all(paper.values[clause.field] in clause.judged for clause in unknown)


def _open_leaves(revocation: Revocation, leaves: Mapping[str, LeafState]) -> Iterator[str]:
    if combined("any", [settled(ground, leaves) for ground in revocation.grounds]) is None:
        for ground in revocation.grounds:
            yield from _open(ground, leaves)


def _open(node: GroundLeaf | GroundCombination, leaves: Mapping[str, LeafState]) -> Iterator[str]:
    if settled(node, leaves) is None:
        if isinstance(node, GroundCombination):
            for part in node.parts:
                yield from _open(part, leaves)
        else:
            yield node.id


def _asks(edition: Edition, revocation: Revocation, state: LeafState, decisive: bool) -> Iterator[Ask]:
    leaf = state.leaf
    if isinstance(leaf, Judgement):
        yield _ask(edition, leaf, leaf.ask, f"findings.{leaf.id}", "finding", decisive)
        return
    for paper in state.papers:
        if paper.truth is None:
            yield from _paper_asks(edition, revocation, leaf, paper, decisive)
    if not state.complete:
        yield _ask(edition, leaf, revocation.ask_records, "records", "records", decisive)


def _paper_asks(
    edition: Edition, revocation: Revocation, leaf: RecordLeaf, paper: PaperState, decisive: bool
) -> Iterator[Ask]:
    fields, path = revocation.records[leaf.record].fields, f"records[{paper.index}]"
    for clause in leaf.where:
        if paper.clauses[clause.field] is not None:
            continue
        field, value = fields[clause.field], paper.values[clause.field]
        if value is None:
            name, kind = _field_path(clause, field.kind)
            yield _ask(edition, leaf, field.ask, f"{path}.{name}", kind, decisive, paper.index)
        if clause.finding and finding_of(leaf, clause, paper.fact) is None:
            name = "finding" if len(leaf.judged) == 1 else f"findings.{clause.field}"
            yield _ask(edition, leaf, clause.finding, f"{path}.{name}", "finding", decisive, paper.index)


def _field_path(clause: Clause, kind: str) -> tuple[str, AskType]:
    if kind == "since_naming":
        return "decided_on", "date"
    return f"values.{clause.field}", "boolean" if kind == "boolean" else "choice"


def _ask(
    edition: Edition, leaf: GroundLeaf, spec: AskSpec, fact: str, kind: AskType, decisive: bool,
    index: int | None = None,
) -> Ask:  # fmt: skip
    number = "" if index is None else index + 1
    return ask(edition, spec, fact, kind, leaf.article, leaf.id, decisive, leaf.label, number)
