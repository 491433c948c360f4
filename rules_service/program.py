"""An edition's conditions (条件) compiled: decided by the engine under one reading, and under all that bear on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from rules_service.asks import AskBook
from rules_service.domain import Formula, Truth
from rules_service.explanation import Explanation, Row, Writer
from rules_service.forms import Form, Forms, form_of
from rules_service.known import Known
from rules_service.letters import LetterWriter
from rules_service.measures import Measure
from rules_service.names import Names
from rules_service.rulesets import Rule
from rules_service.year import Year, year_of
from shared.contracts.overlay import Overlay
from shared.regulation.conditions import Leaf
from shared.regulation.edition import Edition
from shared.regulation.readings import Reading

Choices = Mapping[str, str]
"""For each computed reading, the option taken."""

Selection = Mapping[str, Form]
"""For each leaf, the form that it takes under some readings."""


class Program:
    """The compiled conditions of one edition; safe to share between threads."""

    def __init__(self, edition: Edition, remember: bool = True) -> None:
        self.edition = edition
        self.names = Names(edition.conditions)
        self.formula = Formula(edition.conditions)
        self.readings = tuple(edition.readings.computed())
        self._selections = _selections(edition, self.readings, self.names)
        usual = self._selections[_key(self.default_choices())].values()
        forms = {form.key: form for selection in self._selections.values() for form in selection.values()}
        self.usual = Forms(usual, remember)
        others = [form for key, form in forms.items() if key not in self.usual.by_key]
        self.others = Forms(others, remember)
        self.usual_year = year_of(edition)
        self._worked_out = [
            (choices, self._selections[_key(choices)])
            for choices in _combinations(self.readings)
            if not any(choices[reading.id] in reading.not_computed for reading in self.readings)
        ]
        self._varying = _varying(self._selections)
        self.ask_book = AskBook(edition, self.names, self.formula)
        self.writer = Writer(edition)
        self.letters = LetterWriter(edition)

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

    def year(self, overlay: Overlay | None) -> Year:
        """What an office sets for a year, worked out; a Refusal (422) where it does not fit the edition."""
        return self.usual_year if overlay is None else year_of(self.edition, overlay)

    def explain(self, known: Known, choices: Choices) -> Explanation:
        """Decides every condition under these readings, and says for each what it rests on."""
        selection = self._selections[_key(choices)]
        measures = self.measures(known, selection)
        return self.explained(known, selection, measures, self._decide(measures))

    def measures(self, known: Known, selection: Selection) -> dict[str, Measure]:
        """What the facts come to for each leaf, by the keys of the forms."""
        return {form.key: form.read(known) for form in selection.values()}

    def explained(
        self, known: Known, selection: Selection, measures: Mapping[str, Measure], truths: Mapping[str, Truth]
    ) -> Explanation:
        """What follows from the leaves' truths, once they have been decided."""
        settled = self.formula.settle({name: truths[form.key] for name, form in selection.items()})
        outcomes = self.formula.outcomes(settled)
        finding = known.facts.findings.get
        leaves = {
            name: Row(form.leaf, settled[name], outcomes[name], measures[form.key], finding(name))
            for name, form in selection.items()
        }
        return Explanation(self.formula.verdict(settled), leaves, settled, outcomes)

    def selection(self, choices: Choices) -> Selection:
        """The form that each leaf takes under these readings."""
        return self._selections[_key(choices)]

    def differing(
        self, known: Known, found: Explanation, choices: Choices
    ) -> Iterator[tuple[dict[str, Truth], list[dict[str, str]]]]:
        """All other truths that readings give the leaves, each with the combinations of readings that give them."""
        own = {name: row.truth for name, row in found.leaves.items()}
        if self.formula.eligibility(self.formula.settle(own | dict.fromkeys(self._varying))) is not None:
            return  # whatever these leaves are, the verdict stays
        truths = self._truths_of_forms(known, found, choices)
        varying = [
            name
            for name, forms in self._varying.items()
            if any(truths[f.key] is not own[name] for f in forms)
        ]
        groups: dict[tuple[Truth, ...], list[dict[str, str]]] = {}
        for others, selection in self._worked_out if varying else ():
            groups.setdefault(tuple([truths[selection[name].key] for name in varying]), []).append(others)
        groups.pop(tuple(own[name] for name in varying), None)
        for changed, combinations in groups.items():
            yield own | dict(zip(varying, changed, strict=True)), combinations

    def _truths_of_forms(self, known: Known, found: Explanation, choices: Choices) -> dict[str, Truth]:
        """Of every form of the leaves that readings change; what compares the same with the same is as decided."""
        chosen = self._selections[_key(choices)]
        truths: dict[str, Truth] = {}
        unlike: dict[str, Measure] = {}
        for name, forms in self._varying.items():
            own, tests = found.leaves[name], chosen[name].tests
            for form in forms:
                values = form.values(known)
                if form.tests == tests and values == own.measure.values:
                    truths[form.key] = own.truth
                else:
                    unlike[form.key] = Measure(values, {})
        return truths | self._decide(unlike) if unlike else truths

    def _decide(self, measures: Mapping[str, Measure]) -> dict[str, Truth]:
        """Most often the usual forms are all that is asked about: then one engine is enough."""
        usual = self.usual.by_key
        others = {key: measure for key, measure in measures.items() if key not in usual}
        if not others:
            return self.usual.decide(measures)
        rest = {key: measure for key, measure in measures.items() if key in usual}
        return self.usual.decide(rest) | self.others.decide(others)


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
