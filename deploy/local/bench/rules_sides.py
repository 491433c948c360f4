"""Who decides the conditions: the suite's engine behind its fence, and what it is measured against.

Every side is given the same measures (months, ranks, titles held, findings) and answers with the truth of each
condition, from the very same comparisons. What an applicant's facts come to, and what the answer says, is the same
code for all: no other engine counts months or knows a missing fact from a no.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from durable.engine import Host, MessageNotHandledException  # type: ignore[import-untyped]

from rules_service.domain import Truth
from rules_service.forms import Form
from rules_service.measures import Measure
from rules_service.rulesets import ORDERED, Comparison

Truths = Mapping[str, Truth]
Side = Callable[[Mapping[str, Measure]], Truths]

_SESSION = "1"


def plain_ifs(forms: Iterable[Form]) -> Side:
    """The limit: the comparisons as Python, compiled once."""
    lines = ["def decide(measures):", "    truths = {}"]
    for form in forms:
        lines += [f"    {', '.join(map(_name, form.fields))}, = measures[{form.key!r}].values"]
        tests = [_guarded(form, test, "is not None") for test in form.tests]
        lines += [f"    truths[{form.key!r}] = True if {tests[0]} else False if {tests[1]} else None"]
    space: dict[str, Any] = {}
    exec("\n".join([*lines, "    return truths"]), space)  # noqa: S102 - made of an edition's own rules
    side: Side = space["decide"]
    return side


def zen_expressions(zen: Any, forms: Iterable[Form]) -> Side:
    """zen-engine: one compiled expression for each condition, which says met, not met or unknown."""
    forms = list(forms)
    context = _Context(forms)
    compiled = [(form.key, zen.compile_expression(_zen(form))) for form in forms]

    def decide(measures: Mapping[str, Measure]) -> Truths:
        found = context.of(measures)
        return {key: expression.evaluate(found) for key, expression in compiled}

    return decide


def zen_one_expression(zen: Any, forms: Iterable[Form]) -> Side:
    """zen-engine: all conditions as a single compiled expression; nobody writes rules so, but it is its fastest."""
    forms = list(forms)
    whole = ", ".join(f'"{form.key}": {_zen(form)}' for form in forms)
    context = _Context(forms)
    compiled = zen.compile_expression(f"{{{whole}}}")

    def decide(measures: Mapping[str, Measure]) -> Truths:
        found: Truths = compiled.evaluate(context.of(measures))
        return found

    return decide


def zen_jdm(zen: Any, forms: Iterable[Form]) -> Side:
    """zen-engine: a decision (JDM) whose one expression node has an entry for each condition."""
    forms = list(forms)
    context = _Context(forms)
    outputs = {_name(form.key): form.key for form in forms}
    entries = [
        {"id": str(number), "key": _name(form.key), "value": _zen(form)} for number, form in enumerate(forms)
    ]
    nodes = [
        ("in", "inputNode", {}),
        ("all", "expressionNode", {"expressions": entries}),
        ("out", "outputNode", {}),
    ]
    graph = {
        "nodes": [
            {"id": name, "name": name, "type": kind, "content": content, "position": {"x": 0, "y": 0}}
            for name, kind, content in nodes
        ],
        "edges": [
            {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
            for a, b in (("in", "all"), ("all", "out"))
        ],
    }  # fmt: skip
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def decide(measures: Mapping[str, Measure]) -> Truths:
        result = decision.evaluate(context.of(measures))["result"]
        # What is null is left out of a decision's result.
        return dict.fromkeys(measures) | {
            outputs[name]: truth for name, truth in result.items() if name in outputs
        }

    return decide


def durable_host(forms: Iterable[Form]) -> Side:
    """durable's own Host: two rules for each condition, whose action takes down what fired.

    Its timer threads are stopped, and its session is fired once before it is first deleted: it would lose results
    and crash otherwise.
    """
    forms = list(forms)
    context = _Context(forms)
    fired: list[tuple[str, bool]] = []

    def action(key: str, says_met: bool) -> Callable[[Any], None]:
        return lambda _: fired.append((key, says_met))

    rules = {
        f"{_name(form.key)}_{number}": {"all": [{"m": {"$and": _durable(form, test)}}], "run": action(form.key, not number)}
        for form in forms
        for number, test in enumerate(form.tests)
    }  # fmt: skip
    host = Host({"conditions": rules})
    for timer in (host._d_timer, host._t_timer):
        timer.cancel()

    def run(fact: dict[str, Any]) -> None:
        with suppress(MessageNotHandledException):
            host.assert_fact("conditions", {"id": 1, "sid": _SESSION, **fact})
        host.delete_state("conditions", _SESSION)

    def decide(measures: Mapping[str, Measure]) -> Truths:
        fired.clear()
        run(context.of(measures))
        return dict.fromkeys(measures) | dict(fired)

    run({_name(name): True for form in forms for name in form.fields if form.tests[0].operator == "=="})

    return decide


class _Context:
    """The measures as one flat object; what is unknown is not there."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._names = [(form.key, tuple(map(_name, form.fields))) for form in forms]

    def of(self, measures: Mapping[str, Measure]) -> dict[str, Any]:
        return {
            name: value
            for key, names in self._names
            for name, value in zip(names, measures[key].values, strict=True)
            if value is not None
        }


def _name(text: str) -> str:
    return text.replace(".", "__").replace("#", "___").replace("=", "_")


def _field(form: Form, comparison: Comparison) -> str:
    return _name(f"{form.key}.{comparison.field}")


def _zen(form: Form) -> str:
    met, not_met = (_guarded(form, test, "!= null") for test in form.tests)
    return f"({met}) ? true : ({not_met}) ? false : null"


def _guarded(form: Form, comparison: Comparison, known: str) -> str:
    """A comparison of what is known: both languages refuse to compare nothing with a number."""
    name = _field(form, comparison)
    if isinstance(comparison.value, bool):
        python = known.startswith("is")
        value = str(comparison.value) if python else str(comparison.value).lower()
        return f"{name} {'is' if python else '=='} {value}"
    return f"{name} {known} and {name} {comparison.operator} {comparison.value}"


def _durable(form: Form, test: Comparison) -> list[dict[str, Any]]:
    equality = {_field(form, test): test.value}
    return [equality if test.operator == "==" else {ORDERED[test.operator]: equality}]
