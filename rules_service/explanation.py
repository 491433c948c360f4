"""判断的说明: for every condition its outcome, and what it rests on; plain rows, written out as an answer when asked for."""

from __future__ import annotations

from typing import Any, NamedTuple

from rules_service.domain import Truth
from rules_service.measures import Measure
from shared.contracts.facts import Finding
from shared.contracts.verdict import ConditionOutcome, DecidedBy, Eligibility, Outcome
from shared.regulation.conditions import Combination, Leaf
from shared.regulation.edition import Edition


class Row(NamedTuple):
    """One leaf: it has its article and its words; the facts, the scans and the finding behind the outcome."""

    leaf: Leaf
    truth: Truth
    outcome: Outcome
    measure: Measure
    finding: Finding | None


class Explanation(NamedTuple):
    """What was decided under one reading, and why; a combination rests on its parts."""

    verdict: Eligibility
    leaves: dict[str, Row]
    truths: dict[str, Truth]
    outcomes: dict[str, Outcome]


class Writer:
    """Writes rows out as answers; what does not depend on the candidate is kept."""

    def __init__(self, edition: Edition) -> None:
        self._conditions = edition.conditions
        self._bodies = edition.head.bodies
        self._texts: dict[str, dict[str, Any]] = {
            node.id: {"id": node.id, "label": node.label, "article": node.article, "quote": node.quote}
            for node in edition.conditions.nodes()
        }
        self._plain: dict[tuple[str, Outcome], ConditionOutcome] = {}

    def conditions(self, found: Explanation) -> tuple[ConditionOutcome, ...]:
        """The general conditions."""
        return tuple(self._outcome(top, found) for top in self._conditions.general)

    def items(self, found: Explanation) -> ConditionOutcome:
        """The qualifying items."""
        return self._outcome(self._conditions.items, found)

    def _outcome(self, node: Leaf | Combination, found: Explanation) -> ConditionOutcome:
        if isinstance(node, Combination):
            return self._combination(node, found)
        row = found.leaves[node.id]
        if not row.measure.plain:
            return self._leaf(row)
        kept = self._plain.get((node.id, row.outcome))
        if kept is None:
            kept = self._plain[node.id, row.outcome] = self._leaf(row)
        return kept

    def _combination(self, node: Combination, found: Explanation) -> ConditionOutcome:
        return ConditionOutcome.trusted(
            {
                **self._texts[node.id], "outcome": found.outcomes[node.id], "facts": {}, "scans": (),
                "decided_by": None, "combination": node.kind,
                "parts": tuple([self._outcome(part, found) for part in node.parts]),
            }
        )  # fmt: skip

    def _leaf(self, row: Row) -> ConditionOutcome:
        return ConditionOutcome.trusted(
            {
                **self._texts[row.leaf.id], "outcome": row.outcome, "facts": row.measure.cited,
                "scans": row.measure.scans, "decided_by": self._decided_by(row.finding), "combination": None,
                "parts": (),
            }
        )  # fmt: skip

    def _decided_by(self, finding: Finding | None) -> DecidedBy | None:
        if finding is None:
            return None
        on = finding.on.isoformat() if finding.on else None
        label = self._bodies[finding.by].label
        return DecidedBy.trusted({"by": finding.by, "by_label": label, "basis": finding.basis, "on": on})
