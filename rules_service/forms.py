"""The forms of a condition (条件): as it stands, and as readings (理解) change it; each with its rules.

For each form there is a rule for met and one for not met. Neither fires where facts are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules_service.domain import Truth
from rules_service.engine import Engine, EngineFault
from rules_service.measures import Measure, Reader, fields, reader
from rules_service.names import Names
from rules_service.rulesets import Comparison, Rule, Scalar
from shared.regulation.conditions import Attestation, Duration, Leaf, Rank, overridden

Values = tuple[Scalar | None, ...]
_UNSEEN: Any = object()
_REMEMBERED = 2048

Tests = tuple[tuple[Comparison, ...], tuple[Comparison, ...]]
"""What must hold for a leaf to be met, and for it to be not met; the fields by their short names."""


@dataclass(frozen=True)
class Form:
    """A leaf as some readings take it; `key` names it among the forms of all leaves."""

    key: str
    leaf: Leaf
    read: Reader
    tests: Tests
    fields: tuple[str, ...]

    def rules(self) -> Iterator[tuple[str, bool, Rule]]:
        """The rules by their names, and whether they say met or not met."""
        for says_met, test in zip((True, False), self.tests, strict=True):
            rule = tuple(Comparison(f"{self.key}.{c.field}", c.operator, c.value) for c in test)
            yield f"{self.key}|{'met' if says_met else 'not_met'}", says_met, rule


class Forms:
    """Some forms, loaded into the engine together when they are first needed.

    A leaf's rules read nothing but its own measure. So what the engine has said of one is remembered (for so many
    values of each leaf), and it is asked about those alone that it has not met before.
    """

    def __init__(self, forms: Iterable[Form], remember: bool = True) -> None:
        self.by_key = {form.key: form for form in forms}
        found = [(form.key, *rule) for form in self.by_key.values() for rule in form.rules()]
        self.rules: dict[str, Rule] = {name: rule for _, name, _, rule in found}
        self._meaning = {name: (key, says_met) for key, name, says_met, _ in found}
        self._remember = remember
        self._seen: dict[str, dict[Values, Truth]] = {key: {} for key in self.by_key}

    @cached_property
    def engine(self) -> Engine:
        """The rules in the engine."""
        return Engine(self.rules)

    def decide(self, measures: Mapping[str, Measure]) -> dict[str, Truth]:
        """The truth of each form by its key."""
        if not self._remember:
            return self._ask_engine(measures)
        truths: dict[str, Truth] = {}
        unseen: dict[str, Measure] = {}
        for key, measure in measures.items():
            truth = self._seen[key].get(measure.values, _UNSEEN)
            if truth is _UNSEEN:
                unseen[key] = measure
            else:
                truths[key] = truth
        return truths | self._met_first(unseen) if unseen else truths

    def _met_first(self, measures: Mapping[str, Measure]) -> dict[str, Truth]:
        truths = self._ask_engine(measures)
        for key, truth in truths.items():
            seen = self._seen[key]
            if len(seen) >= _REMEMBERED:
                seen.clear()
            seen[measures[key].values] = truth
        return truths

    def _ask_engine(self, measures: Mapping[str, Measure]) -> dict[str, Truth]:
        truths: dict[str, Truth] = dict.fromkeys(measures)
        for name in self.engine.fired(self.fact(measures)):
            key, says_met = self._meaning[name]
            if truths[key] is not None:
                raise EngineFault(f"{key} both met and not met")
            truths[key] = says_met
        return truths

    def fact(self, measures: Mapping[str, Measure]) -> dict[str, Scalar]:
        """What the rules compare, by the full names of the fields; what is unknown is not there."""
        return {
            name: value
            for key, measure in measures.items()
            for name, value in zip(self.by_key[key].fields, measure.values, strict=True)
            if value is not None
        }


def form_of(leaf: Leaf, values: Mapping[str, object], names: Names) -> Form:
    """A leaf with what readings set."""
    changed = overridden(leaf, dict(values)) if values else leaf
    changes = [f"{name}={value}" for name, value in changed if getattr(leaf, name) != value]
    key = "#".join([leaf.id, *changes])
    return Form(
        key, changed, reader(changed, names), _tests(changed),
        tuple(f"{key}.{name}" for name in fields(changed)),
    )  # fmt: skip


def _tests(leaf: Leaf) -> Tests:
    match leaf:
        case Duration():
            needed = leaf.at_least.months
            return (Comparison("least", ">=", needed),), (Comparison("most", "<", needed),)
        case Rank():
            return (
                (Comparison("best", "<=", leaf.at_most),),
                (Comparison("best_possible", ">", leaf.at_most),),
            )
        case Attestation():
            return (Comparison("value", "==", leaf.equals),), (Comparison("value", "==", not leaf.equals),)
        case _:
            name = fields(leaf)[0]
            return (Comparison(name, "==", True),), (Comparison(name, "==", False),)
