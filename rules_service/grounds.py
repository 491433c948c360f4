"""The grounds of revocation (撤销情形, 第十六条) as rules of the engine: for each clause and finding, met and not met.

A paper is a fact of its own; what it says is compared by the engine, and the papers of a kind are combined here:
one that says everything fulfils the part, and none does only if its sender says that all have been listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rules_service.domain import Truth
from rules_service.engine import Engine
from rules_service.rulesets import Comparison, Rule, Scalar
from shared.contracts.facts import Finding
from shared.contracts.revocation import RecordFact, RevocationFacts
from shared.regulation.conditions import Judgement
from shared.regulation.revocation import (
    Clause,
    GroundCombination,
    GroundLeaf,
    RecordField,
    RecordLeaf,
    Revocation,
)


@dataclass(frozen=True)
class PaperState:
    """One paper as a part of a ground sees it: what each clause comes to, by its field."""

    index: int
    fact: RecordFact
    values: Mapping[str, Scalar | None]
    clauses: Mapping[str, Truth]

    @property
    def truth(self) -> Truth:
        """Whether the paper says all that it must."""
        return combined("all", list(self.clauses.values()))


@dataclass(frozen=True)
class LeafState:
    """One part of a ground, as the engine decided it."""

    leaf: GroundLeaf
    truth: Truth
    papers: tuple[PaperState, ...] = ()
    complete: bool = True


def combined(kind: str, parts: list[Truth]) -> Truth:
    """Kleene's logic: one met part settles an “any”, one unmet part an “all”."""
    settled = kind == "any"
    return settled if settled in parts else None if None in parts else not settled


def settled(node: GroundLeaf | GroundCombination, leaves: Mapping[str, LeafState]) -> Truth:
    """What the leaves make of a ground or a part of it."""
    if isinstance(node, GroundCombination):
        return combined(node.kind, [settled(part, leaves) for part in node.parts])
    return leaves[node.id].truth


def finding_of(leaf: RecordLeaf, clause: Clause, record: RecordFact) -> Finding | None:
    """What a human has found of a paper on this clause; `finding` is enough where there is only one to be judged."""
    return record.findings.get(clause.field) or (record.finding if len(leaf.judged) == 1 else None)


def _finding_key(leaf: RecordLeaf, clause: Clause) -> str:
    return f"{leaf.id}.{clause.field}.finding"


class GroundsProgram:
    """The compiled grounds of one edition; safe to share between threads."""

    def __init__(self, revocation: Revocation) -> None:
        self.revocation = revocation
        self._leaves = {leaf.id: leaf for leaf in revocation.leaves()}
        self.rules = dict(self._rules())

    @cached_property
    def engine(self) -> Engine:
        """The rules, loaded into the engine when they are first needed."""
        return Engine(self.rules)

    def decide(self, facts: RevocationFacts) -> dict[str, LeafState]:
        """Every part of every ground, decided in one run of the engine."""
        items = facts.records.items if facts.records else ()
        complete = facts.records is not None and facts.records.complete
        found: dict[str, Scalar | None] = {
            f"{name}.value": finding.value for name, finding in facts.findings.items()
        }
        values = [self._values(record, facts) for record in items]
        papers = (self._fields(record, told) for record, told in zip(items, values, strict=True))
        fired = list(self.engine.fired_many([found, *papers]))
        states: dict[str, LeafState] = {}
        for name, leaf in self._leaves.items():
            if isinstance(leaf, Judgement):
                states[name] = LeafState(leaf, _truth(fired[0], name))
                continue
            of_kind = tuple(
                PaperState(index, record, values[index], _clauses(leaf, fired[index + 1]))
                for index, record in enumerate(items)
                if record.kind == leaf.record
            )
            states[name] = LeafState(leaf, _some(of_kind, complete), of_kind, complete)
        return states

    def _values(self, record: RecordFact, facts: RevocationFacts) -> dict[str, Scalar | None]:
        fields = self.revocation.records[record.kind].fields
        return {name: _value(name, field, record, facts) for name, field in fields.items()}

    def _fields(self, record: RecordFact, values: Mapping[str, Scalar | None]) -> dict[str, Scalar | None]:
        fields: dict[str, Scalar | None] = {}
        for leaf in self._leaves.values():
            if isinstance(leaf, RecordLeaf) and leaf.record == record.kind:
                fields |= {f"{leaf.id}.{clause.field}": values[clause.field] for clause in leaf.where}
                for clause in leaf.judged:
                    if found := finding_of(leaf, clause, record):
                        fields[_finding_key(leaf, clause)] = found.value
        return fields

    def _rules(self) -> Iterator[tuple[str, Rule]]:
        for name, leaf in self._leaves.items():
            if isinstance(leaf, Judgement):
                yield f"{name}|met", (Comparison(f"{name}.value", "==", True),)
                yield f"{name}|not_met", (Comparison(f"{name}.value", "==", False),)
                continue
            fields = self.revocation.records[leaf.record].fields
            for clause in leaf.where:
                key = f"{name}.{clause.field}"
                met, not_met = _clause_rules(clause, fields[clause.field], key, _finding_key(leaf, clause))
                yield from ((f"{key}|met|{number}", rule) for number, rule in enumerate(met))
                yield from ((f"{key}|not_met|{number}", rule) for number, rule in enumerate(not_met))


def _clause_rules(
    clause: Clause, field: RecordField, key: str, finding: str
) -> tuple[list[Rule], list[Rule]]:
    judged = [Comparison(key, "==", value) for value in clause.judged]
    failing = [v for v in field.values if v not in (*clause.met, *clause.judged)]
    yes, no = Comparison(finding, "==", True), Comparison(finding, "==", False)
    met: list[Rule] = [(Comparison(key, "==", value),) for value in clause.met]
    met += [(item, yes) for item in judged]
    if judged and not failing:
        met.append((yes,))  # Whatever the paper says, it is enough then.
    not_met: list[Rule] = [(Comparison(key, "==", value),) for value in failing]
    not_met += [(item, no) for item in judged]
    return met, not_met


def _value(name: str, field: RecordField, record: RecordFact, facts: RevocationFacts) -> Scalar | None:
    if field.kind == "since_naming":
        return None if record.decided_on is None else record.decided_on >= facts.named_on
    return record.values.get(name)


def _clauses(leaf: RecordLeaf, fired: frozenset[str]) -> dict[str, Truth]:
    return {clause.field: _truth(fired, f"{leaf.id}.{clause.field}") for clause in leaf.where}


def _truth(fired: frozenset[str], key: str) -> Truth:
    if any(name == f"{key}|met" or name.startswith(f"{key}|met|") for name in fired):
        return True
    failed = any(name == f"{key}|not_met" or name.startswith(f"{key}|not_met|") for name in fired)
    return False if failed else None


def _some(papers: tuple[PaperState, ...], complete: bool) -> Truth:
    truths = [paper.truth for paper in papers]
    return combined("any", truths if complete else [*truths, None])
