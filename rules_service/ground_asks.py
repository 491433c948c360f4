"""待补事项 of a revocation: what nobody has stated or found yet, and whether it can still change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules_service.grounds import LeafState, PaperState, combined, settled
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
            for ask in _asks(edition, revocation, state, name in open_ids):
                known = found.get(ask.fact)
                if known:
                    both = (*known.conditions, *ask.conditions)
                    ask = known.model_copy(
                        update={"conditions": both, "decisive": known.decisive or ask.decisive}
                    )
                found[ask.fact] = ask
    return tuple(sorted(found.values(), key=lambda ask: not ask.decisive))


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
        if clause.finding and paper.fact.finding is None:
            yield _ask(edition, leaf, clause.finding, f"{path}.finding", "finding", decisive, paper.index)


def _field_path(clause: Clause, kind: str) -> tuple[str, AskType]:
    if kind == "since_naming":
        return "decided_on", "date"
    return f"values.{clause.field}", "boolean" if kind == "boolean" else "choice"


def _ask(
    edition: Edition, leaf: GroundLeaf, spec: AskSpec, fact: str, kind: AskType, decisive: bool,
    index: int | None = None,
) -> Ask:  # fmt: skip
    number = "" if index is None else index + 1
    return Ask(
        fact=fact, type=kind, question=spec.question.format(label=leaf.label, number=number),
        attested_by=spec.attested_by,
        attested_by_labels=tuple(edition.head.bodies[body].label for body in spec.attested_by),
        proof=spec.proof, article=leaf.article, conditions=(leaf.id,), decisive=decisive,
    )  # fmt: skip
