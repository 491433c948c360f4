"""The forms of a condition (条件): as it stands, and as readings (理解) change it; each with its rules.

For each form there is a rule for met and one for not met. Neither fires where facts are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rules_service.domain import Truth
from rules_service.engine import Engine, EngineFault
from rules_service.known import Known
from rules_service.measures import Measure, Reader, Values, fields, reader, values
from rules_service.names import Names
from rules_service.rulesets import Comparison, Operator, Rule, Scalar
from shared.regulation.conditions import Attestation, Duration, Leaf, Rank, overridden

_REMEMBERED = 2048

Tests = tuple[Comparison, Comparison]
"""What must hold for a leaf to be met, and for it to be not met; the fields by their short names."""


@dataclass(frozen=True)
class Form:
    """A leaf as some readings take it; `key` names it among the forms of all leaves."""

    key: str
    leaf: Leaf
    read: Reader
    values: Callable[[Known], Values]
    tests: Tests
    fields: tuple[str, ...]

    def rules(self) -> Iterator[tuple[str, bool, Rule]]:
        """The rules by their names, and whether they say met or not met."""
        for says_met, test in zip((True, False), self.tests, strict=True):
            rule = (Comparison(f"{self.key}.{test.field}", test.operator, test.value),)
            yield f"{self.key}|{'met' if says_met else 'not_met'}", says_met, rule

    @property
    def places(self) -> tuple[int, int]:
        """Which of a measure's values each of the two rules compares."""
        names = fields(self.leaf)
        met, not_met = self.tests
        return names.index(met.field), names.index(not_met.field)


class _Seen:
    """What the two rules of a form have said so far of the values that they compare."""

    __slots__ = ("met", "met_place", "not_met", "not_met_place")

    def __init__(self, form: Form) -> None:
        self.met_place, self.not_met_place = form.places
        self.met: dict[Scalar | None, bool] = {None: False}
        self.not_met: dict[Scalar | None, bool] = {None: False}

    def put(self, values: Values, truth: Truth) -> None:
        """Takes down an answer of the engine; what is not known fulfils no rule."""
        for rule, place, fired in (
            (self.met, self.met_place, truth is True),
            (self.not_met, self.not_met_place, truth is False),
        ):
            if len(rule) >= _REMEMBERED:
                rule.clear()
                rule[None] = False
            rule[values[place]] = fired


class Forms:
    """Some forms, loaded into the engine together when they are first needed.

    A rule reads nothing but the measure of its own leaf. So what the engine has said of a value is remembered (for
    so many values of each rule), and it is asked about those alone that it has not met before.
    """

    def __init__(self, forms: Iterable[Form], remember: bool = True) -> None:
        self.by_key = {form.key: form for form in forms}
        found = [(form.key, *rule) for form in self.by_key.values() for rule in form.rules()]
        self.rules: dict[str, Rule] = {name: rule for _, name, _, rule in found}
        self._meaning = {name: (key, says_met) for key, name, says_met, _ in found}
        self._remember = remember
        self._seen = {form.key: _Seen(form) for form in self.by_key.values()}

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
            seen, values = self._seen[key], measure.values
            met, not_met = seen.met.get(values[seen.met_place]), seen.not_met.get(values[seen.not_met_place])
            if met is None or not_met is None:
                unseen[key] = measure
            else:
                truths[key] = True if met else False if not_met else None
        return truths | self._met_first(unseen) if unseen else truths

    def _met_first(self, measures: Mapping[str, Measure]) -> dict[str, Truth]:
        truths = self._ask_engine(measures)
        for key, truth in truths.items():
            self._seen[key].put(measures[key].values, truth)
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


def form_of(leaf: Leaf, changes: Mapping[str, object], names: Names) -> Form:
    """A leaf with what readings set."""
    changed = overridden(leaf, dict(changes)) if changes else leaf
    named = [f"{name}={value}" for name, value in changed if getattr(leaf, name) != value]
    key = "#".join([leaf.id, *named])
    read = reader(changed, names)
    return Form(
        key, changed, read, values(changed, read), _tests(changed),
        tuple(f"{key}.{name}" for name in fields(changed)),
    )  # fmt: skip


@lru_cache(maxsize=4096, typed=True)
def _compare(field: str, operator: Operator, value: Scalar) -> Comparison:
    """The same object for the same comparison, so that forms are quickly seen to compare alike."""
    return Comparison(field, operator, value)


def _tests(leaf: Leaf) -> Tests:
    match leaf:
        case Duration():
            needed = leaf.at_least.months
            return _compare("least", ">=", needed), _compare("most", "<", needed)
        case Rank():
            return _compare("best", "<=", leaf.at_most), _compare("best_possible", ">", leaf.at_most)
        case Attestation():
            return _compare("value", "==", leaf.equals), _compare("value", "==", not leaf.equals)
        case _:
            (name,) = fields(leaf)
            return _compare(name, "==", True), _compare(name, "==", False)
