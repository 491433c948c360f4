"""An edition's conditions (条件) as rules of the engine: for each leaf a rule for met, and one for not met.

Neither fires where facts are missing. A leaf that a reading (理解) changes is compiled once for each of its forms,
so that one run of the engine answers under every reading, and only the combination is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from rules_service.domain import Truth
from rules_service.engine import Engine, EngineFault
from rules_service.measures import Measure, measure, slots
from rules_service.names import Names
from rules_service.rulesets import Comparison, Rule, Scalar
from shared.contracts.facts import Facts
from shared.regulation.conditions import (
    Attestation,
    Duration,
    Judgement,
    Leaf,
    Rank,
    Title,
    UnlistedTitle,
    overridden,
)
from shared.regulation.edition import Edition
from shared.regulation.readings import Reading

Choices = Mapping[str, str]
"""For each computed reading, the option taken."""


@dataclass(frozen=True)
class Decided:
    """One leaf in one of its forms, as the engine decided it."""

    leaf: Leaf
    truth: Truth
    measure: Measure


class Program:
    """The compiled conditions of one edition; safe to share between threads."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.names = Names(edition.conditions)
        self._readings = list(edition.readings.computed())
        self._selections = _selections(edition, self._readings)
        self._forms = {key: form for chosen in self._selections.values() for key, form in chosen.values()}
        self.rules = dict(_rules(self._forms))

    @cached_property
    def engine(self) -> Engine:
        """The rules, loaded into the engine when they are first needed."""
        return Engine(self.rules)

    def decide(self, facts: Facts, as_of: date) -> dict[str, Decided]:
        """Every form of every leaf, decided in one run of the engine."""
        measures = {key: measure(leaf, facts, as_of, self.names) for key, leaf in self._forms.items()}
        fields = {f"{key}.{name}": v for key, found in measures.items() for name, v in found.fields.items()}
        truths = self._truths(self.engine.fired(fields))
        return {key: Decided(leaf, truths.get(key), measures[key]) for key, leaf in self._forms.items()}

    def under(self, decided: Mapping[str, Decided], choices: Choices) -> dict[str, Decided]:
        """The leaves as these readings take them, by their ids."""
        selection = self._selections[frozenset(choices.items())]
        return {name: decided[key] for name, (key, _) in selection.items()}

    def default_choices(self) -> dict[str, str]:
        """The readings in use unless the office sets others."""
        return {reading.id: reading.default for reading in self._readings}

    def all_choices(self) -> Iterator[dict[str, str]]:
        """Every combination of the readings under which a verdict can be worked out."""
        return _combinations(self._readings)

    def _truths(self, fired: frozenset[str]) -> dict[str, bool]:
        truths: dict[str, bool] = {}
        for name in fired:
            key, met, _ = name.split("|")
            if truths.setdefault(key, met == "met") is not (met == "met"):
                raise EngineFault(f"{key} both met and not met")
        return truths


def _selections(
    edition: Edition, readings: list[Reading]
) -> dict[frozenset[tuple[str, str]], dict[str, tuple[str, Leaf]]]:
    """For every combination of readings: the form that each leaf takes, and the form's key."""
    leaves = list(edition.conditions.leaves())
    return {
        frozenset(choices.items()): {leaf.id: _form(leaf, readings, choices) for leaf in leaves}
        for choices in _combinations(readings)
    }


def _combinations(readings: list[Reading]) -> Iterator[dict[str, str]]:
    for options in product(*(reading.options for reading in readings)):
        yield {reading.id: option for reading, option in zip(readings, options, strict=True)}


def _form(leaf: Leaf, readings: list[Reading], choices: Choices) -> tuple[str, Leaf]:
    values = {
        name: value
        for reading in readings
        for name, value in reading.options[choices[reading.id]].sets.get(leaf.id, {}).items()
    }
    form = overridden(leaf, values) if values else leaf
    changes = [f"{name}={value}" for name, value in form if getattr(leaf, name) != value]
    return "#".join([leaf.id, *changes]), form


def _rules(forms: Mapping[str, Leaf]) -> Iterator[tuple[str, Rule]]:
    for key, leaf in forms.items():
        for index, rule in enumerate(_met(key, leaf)):
            yield f"{key}|met|{index}", rule
        for index, rule in enumerate(_not_met(key, leaf)):
            yield f"{key}|not_met|{index}", rule


def _met(key: str, leaf: Leaf) -> list[Rule]:
    match leaf:
        case Duration():
            return [(Comparison(f"{key}.least", ">=", leaf.at_least.months),)]
        case Rank():
            return [(Comparison(f"{key}.best", "<=", leaf.at_most),)]
        case Title():
            return [(_is(f"{key}.held{index}", True),) for index in range(len(slots(leaf)))]
        case UnlistedTitle():
            return [(_is(f"{key}.held", True),)]
        case Attestation():
            return [(_is(f"{key}.value", leaf.equals),)]
        case Judgement():
            return [(_is(f"{key}.value", True),)]


def _not_met(key: str, leaf: Leaf) -> list[Rule]:
    match leaf:
        case Duration():
            return [(Comparison(f"{key}.most", "<", leaf.at_least.months),)]
        case Rank():
            too_low = Comparison(f"{key}.best_possible", ">", leaf.at_most)
            return [(too_low,), (_is(f"{key}.none", True),)]
        case Title():
            return [tuple(_is(f"{key}.held{index}", False) for index in range(len(slots(leaf))))]
        case UnlistedTitle():
            return [(_is(f"{key}.held", False),)]
        case Attestation():
            return [(_is(f"{key}.value", not leaf.equals),)]
        case Judgement():
            return [(_is(f"{key}.value", False),)]


def _is(field: str, value: Scalar) -> Comparison:
    return Comparison(field, "==", value)
