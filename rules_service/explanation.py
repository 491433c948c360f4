"""判断的说明: for every condition its outcome, and what it rests on; plain rows, written out as an answer when asked for."""

from __future__ import annotations

from typing import Any, NamedTuple

from rules_service.domain import Truth
from rules_service.forms import Decided
from rules_service.measures import Cited
from shared.contracts.facts import Finding
from shared.contracts.verdict import ConditionOutcome, DecidedBy, Eligibility, Outcome
from shared.regulation.conditions import Combination, Leaf
from shared.regulation.edition import Edition


class Row(NamedTuple):
    """One condition: `node` has its article and its words; the facts, the scans and the finding behind the outcome."""

    node: Leaf | Combination
    outcome: Outcome
    facts: Cited
    scans: tuple[str, ...]
    finding: Finding | None


class Explanation(NamedTuple):
    """What was decided under one reading, and why."""

    verdict: Eligibility
    rows: dict[str, Row]
    decided: dict[str, Decided]
    truths: dict[str, Truth]


NOTHING: Cited = {}


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
        row = found.rows[node.id]
        if isinstance(node, Combination):
            parts = tuple(self._outcome(part, found) for part in node.parts)
            return self._written(row, None, node.kind, parts)
        if not found.decided[node.id].measure.plain:
            return self._written(row, self._decided_by(row.finding))
        kept = self._plain.get((node.id, row.outcome))
        if kept is None:
            kept = self._plain[node.id, row.outcome] = self._written(row, None)
        return kept

    def _written(
        self,
        row: Row,
        decided_by: DecidedBy | None,
        combination: str | None = None,
        parts: tuple[ConditionOutcome, ...] = (),
    ) -> ConditionOutcome:
        return ConditionOutcome.trusted(
            {
                **self._texts[row.node.id], "outcome": row.outcome, "facts": row.facts, "scans": row.scans,
                "decided_by": decided_by, "combination": combination, "parts": parts,
            }
        )  # fmt: skip

    def _decided_by(self, finding: Finding | None) -> DecidedBy | None:
        if finding is None:
            return None
        on = finding.on.isoformat() if finding.on else None
        label = self._bodies[finding.by].label
        return DecidedBy.trusted({"by": finding.by, "by_label": label, "basis": finding.basis, "on": on})
