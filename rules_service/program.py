"""An edition's conditions (条件) compiled: decided by the engine under one reading, and under all that bear on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from rules_service.asks import AskBook
from rules_service.domain import Formula, Truth
from rules_service.explanation import NOTHING, Explanation, Row, Writer
from rules_service.forms import Decided, Form, Forms, form_of
from rules_service.known import Known
from rules_service.measures import Measure
from rules_service.names import Names
from rules_service.rulesets import Rule
from shared.regulation.conditions import Leaf
from shared.regulation.edition import Edition
from shared.regulation.readings import Reading

Choices = Mapping[str, str]
"""For each computed reading, the option taken."""

Selection = Mapping[str, Form]
"""For each leaf, the form that it takes under some readings."""


class Program:
    """The compiled conditions of one edition; safe to share between threads."""

    def __init__(self, edition: Edition, names: Names | None = None) -> None:
        self.edition = edition
        self.names = names or Names(edition.conditions)
        self.formula = Formula(edition.conditions)
        self.readings = tuple(edition.readings.computed())
        self._selections = _selections(edition, self.readings, self.names)
        usual = self._selections[_key(self.default_choices())].values()
        forms = {form.key: form for selection in self._selections.values() for form in selection.values()}
        self.usual = Forms(list(usual))
        self.others = Forms([form for key, form in forms.items() if key not in self.usual.by_key])
        self._varying = _varying(self._selections)
        self.ask_book = AskBook(edition, self.names, self.formula)
        self.writer = Writer(edition)

    @property
    def rules(self) -> dict[str, Rule]:
        """All rules, so that they can be tried elsewhere first."""
        return self.usual.rules | self.others.rules

    def load(self) -> None:
        """Loads the rules into the engine, which otherwise waits for the first question."""
        _ = self.usual.engine, self.others.engine

    def default_choices(self) -> dict[str, str]:
        """The readings in use unless the office sets others."""
        return {reading.id: reading.default for reading in self.readings}

    def explain(self, known: Known, choices: Choices) -> Explanation:
        """Decides every condition under these readings, and says for each what it rests on."""
        decided = self.decide(known, choices)
        truths = self.formula.settle({name: item.truth for name, item in decided.items()})
        outcomes = self.formula.outcomes(truths)
        findings = known.facts.findings
        rows = {
            name: Row(leaf, outcomes[name], measure.cited, measure.scans, findings.get(name))
            for name, (leaf, _, measure) in decided.items()
        }
        for node in self.formula.combinations:
            rows[node.id] = Row(node, outcomes[node.id], NOTHING, (), None)
        return Explanation(self.formula.verdict(truths), rows, decided, truths)

    def decide(self, known: Known, choices: Choices) -> dict[str, Decided]:
        """Every leaf under these readings, by its id."""
        selection = self._selections[_key(choices)]
        measures = {form.key: form.read(known) for form in selection.values()}
        truths = self._truths(measures)
        return {
            name: Decided(form.leaf, truths.get(form.key), measures[form.key])
            for name, form in selection.items()
        }

    def differing(
        self, known: Known, decided: Mapping[str, Decided], choices: Choices
    ) -> Iterator[tuple[dict[str, str], dict[str, Truth]]]:
        """Every combination of readings under which some leaf has another truth, and the truths of the leaves."""
        truths = self._truths_of_forms(known, decided, choices)
        own = {name: item.truth for name, item in decided.items()}
        varying = [
            name
            for name, forms in self._varying.items()
            if any(truths[f.key] is not own[name] for f in forms)
        ]
        for others in _combinations(self.readings) if varying else ():
            selection = self._selections[_key(others)]
            changed = {name: truths[selection[name].key] for name in varying}
            if any(truth is not own[name] for name, truth in changed.items()):
                yield others, own | changed

    def _truths_of_forms(
        self, known: Known, decided: Mapping[str, Decided], choices: Choices
    ) -> dict[str, Truth]:
        """Of every form of the leaves that readings change; what compares the same with the same is as decided."""
        chosen = self._selections[_key(choices)]
        truths: dict[str, Truth] = {}
        unlike: dict[str, Measure] = {}
        for name, forms in self._varying.items():
            own = decided[name]
            for form in forms:
                measure = form.read(known)
                if measure.values == own.measure.values and form.tests == chosen[name].tests:
                    truths[form.key] = own.truth
                else:
                    unlike[form.key] = measure
        found = self._truths(unlike)
        return truths | {key: found.get(key) for key in unlike}

    def _truths(self, measures: Mapping[str, Measure]) -> dict[str, bool]:
        usual = {key: found for key, found in measures.items() if key in self.usual.by_key}
        truths = self.usual.decide(usual) if usual else {}
        if len(usual) == len(measures):
            return truths
        return truths | self.others.decide({k: m for k, m in measures.items() if k not in usual})


def _key(choices: Choices) -> frozenset[tuple[str, str]]:
    return frozenset(choices.items())


def _combinations(readings: tuple[Reading, ...]) -> Iterator[dict[str, str]]:
    for options in product(*(reading.options for reading in readings)):
        yield {reading.id: option for reading, option in zip(readings, options, strict=True)}


def _selections(
    edition: Edition, readings: tuple[Reading, ...], names: Names
) -> dict[frozenset[tuple[str, str]], Selection]:
    """For every combination of readings: the form that each leaf takes."""
    leaves = list(edition.conditions.leaves())
    forms: dict[str, Form] = {}
    found: dict[frozenset[tuple[str, str]], Selection] = {}
    for choices in _combinations(readings):
        selection = {}
        for leaf in leaves:
            form = form_of(leaf, _values(leaf, readings, choices), names)
            selection[leaf.id] = forms.setdefault(form.key, form)
        found[_key(choices)] = selection
    return found


def _values(leaf: Leaf, readings: tuple[Reading, ...], choices: Choices) -> dict[str, object]:
    return {
        name: value
        for reading in readings
        for name, value in reading.options[choices[reading.id]].sets.get(leaf.id, {}).items()
    }


def _varying(selections: Mapping[frozenset[tuple[str, str]], Selection]) -> dict[str, list[Form]]:
    """The leaves that readings change, with all their forms."""
    forms: dict[str, dict[str, Form]] = {}
    for selection in selections.values():
        for name, form in selection.items():
            forms.setdefault(name, {})[form.key] = form
    return {name: list(found.values()) for name, found in forms.items() if len(found) > 1}
