"""One explained eligibility check in process, beside other engines on the same conditions and the same applicants.

Explained: for every condition its outcome with its article, its words, and the facts, scans and finding behind it,
and the verdict, under one reading. All sides share all of it but the deciding of the conditions (see `rules_sides`).
The suite remembers what its engine said of a value of a condition; what it costs without that is told too. Asks,
readings, the written answer and its receipt are measured apart: the others have nothing like them.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from deploy.local.bench import packages
from deploy.local.bench.applicants import AS_OF, applicants
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.rules_sides import (
    Side,
    durable_host,
    plain_ifs,
    zen_expressions,
    zen_jdm,
    zen_one_expression,
)
from rules_service.explanation import Explanation
from rules_service.known import Known
from rules_service.measures import Measure
from rules_service.program import Program
from rules_service.receipts import receipt
from rules_service.use_cases.check_eligibility import check_eligibility, readings_report
from rules_service.validation import refuse_unfit
from shared.contracts.facts import Facts
from shared.regulation.library import Library

EDITION = "guilin_artisan_2025"
GOALS = {
    "zen, compiled expressions": Goal(">=", 1.0),
    "zen, JDM node": Goal(">=", 3.0),
    "durable's Host": Goal(">=", 1.5),
}
_DAY = date.fromisoformat(AS_OF)
_NOW = datetime(2026, 7, 1, tzinfo=UTC)
OURS, FRESH, LIMIT = "suite", "suite, remembering nothing", "plain Python ifs (the limit)"
T = TypeVar("T")
Slices = Sequence[Sequence[Facts]]


@dataclass
class _Timed:
    """CPU time of one side: of every check, and of every slice."""

    each: list[float] = field(default_factory=list)
    slices: list[float] = field(default_factory=list)

    def add(self, times: list[float]) -> None:
        self.each += times
        self.slices.append(sum(times))


def run(quick: bool) -> Sequence[Result]:
    """Slices of the applicants go to all sides in turn; ratios are medians of the slices' ratios."""
    program = Program(Library().get(EDITION))
    program.load()
    count, parts = (1_000, 5) if quick else (10_000, 20)
    everyone, others = (_people(program, count, seed) for seed in (2025, 2026))
    slices, other_slices = ([people[start::parts] for start in range(parts)] for people in (everyone, others))
    sides = _sides(program)
    _agree(program, sides, _people(program, count // 10, 2024))
    whole = _measure({name: partial(_explain, program, side) for name, side in sides.items()}, slices)
    alone = _measure(
        {name: partial(_decide, side) for name, side in sides.items()}, _measured(program, other_slices)
    )
    return [*_compared(whole), *_deciding(alone), *_stages(program, everyone)]


def _people(program: Program, count: int, seed: int) -> list[Facts]:
    return [Facts.model_validate(item) for item in applicants(program.edition.conditions, count, seed)]


def _sides(program: Program) -> dict[str, Side]:
    fresh = Program(program.edition, remember=False)
    fresh.load()
    forms, module = list(program.usual.by_key.values()), packages.load("zen")
    return {
        OURS: program.usual.decide,
        FRESH: fresh.usual.decide,
        "zen, compiled expressions": zen_expressions(module, forms),
        "zen, JDM node": zen_jdm(module, forms),
        "durable's Host": durable_host(forms),
        "zen, all in one expression": zen_one_expression(module, forms),
        LIMIT: plain_ifs(forms),
    }


def _explain(program: Program, side: Side, facts: Facts) -> Explanation:
    known = Known(facts, _DAY, program.names)
    selection = program.selection(program.default_choices())
    measures = program.measures(known, selection)
    return program.explained(known, selection, measures, side(measures))


def _decide(side: Side, measures: Mapping[str, Measure]) -> object:
    return side(measures)


def _measured(program: Program, slices: Slices) -> list[list[dict[str, Measure]]]:
    selection = program.selection(program.default_choices())
    return [
        [program.measures(Known(facts, _DAY, program.names), selection) for facts in part] for part in slices
    ]


def _agree(program: Program, sides: Mapping[str, Side], some: Iterable[Facts]) -> None:
    """Every side has the same outcomes; otherwise there is nothing to compare. It also warms them up."""
    for facts in some:
        expected = _explain(program, sides[LIMIT], facts)
        for name, side in sides.items():
            if _explain(program, side, facts).outcomes != expected.outcomes:
                raise RuntimeError(f"{name} answers otherwise")


def _measure(calls: Mapping[str, Callable[[T], object]], slices: Sequence[Sequence[T]]) -> dict[str, _Timed]:
    found = {name: _Timed() for name in calls}
    names = list(calls)
    for turn, part in enumerate(slices):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            found[name].add(_timed(calls[name], part))
    return found


def _timed(call: Callable[[T], object], items: Iterable[T]) -> list[float]:
    clock = time.thread_time_ns
    times = []
    for item in items:
        began = clock()
        call(item)
        times.append((clock() - began) / 1000)
    return times


def _spread(step: Callable[..., object], arguments: tuple[object, ...]) -> object:
    return step(*arguments)


def _compared(found: Mapping[str, _Timed]) -> Iterator[Result]:
    for name, timed in found.items():
        yield figure(f"explained, p50: {name}", statistics.median(timed.each), "µs")
        yield figure(f"explained, p99: {name}", statistics.quantiles(timed.each, n=100)[98], "µs")
    for name in found:
        if name not in (OURS, FRESH):
            yield _ratio("explained", found, OURS, name, GOALS.get(name))
            yield _ratio("explained", found, FRESH, name)


def _deciding(found: Mapping[str, _Timed]) -> Iterator[Result]:
    for name, timed in found.items():
        yield figure(f"deciding alone, p50: {name}", statistics.median(timed.each), "µs")
    for name in found:
        if name not in (OURS, FRESH):
            yield _ratio("deciding alone", found, FRESH, name)


def _ratio(what: str, found: Mapping[str, _Timed], mine: str, name: str, goal: Goal | None = None) -> Result:
    own = found[mine].slices
    times = statistics.median(theirs / ours for theirs, ours in zip(found[name].slices, own, strict=True))
    return ratio(f"{what}: {mine}", len(found[mine].each) / sum(own) * 1e6, "1/s", name, times, goal)


def _stages(program: Program, everyone: Sequence[Facts]) -> Iterator[Result]:
    """Where the time goes: each step of a whole answer by itself, on what the steps before it made."""
    choices, edition, book, year = (
        program.default_choices(),
        program.edition,
        program.ask_book,
        program.usual_year,
    )
    some = everyone[:2_000]
    knowns = [Known(facts, _DAY, program.names) for facts in some]
    found = [(known, program.explain(known, choices)) for known in knowns]
    steps: dict[str, tuple[Callable[..., object], Sequence[tuple[object, ...]]]] = {
        "validated against the edition": (
            lambda facts: refuse_unfit(edition, program.names, facts, _DAY), [(facts,) for facts in some]
        ),
        "explained": (lambda facts: program.explain(Known(facts, _DAY, program.names), choices), [(f,) for f in some]),
        "asks": (lambda known, own: book.asks(known, own, year.catalogue), found),
        "every reading": (lambda known, own: readings_report(program, known, own, year), found),
        "written as an answer": (lambda _, own: (program.writer.conditions(own), program.writer.items(own)), found),
        "receipt": (lambda facts: receipt(edition, {"as_of": AS_OF}, facts, _NOW), [(facts,) for facts in some]),
        "the whole answer": (lambda facts: check_eligibility(program, facts, _DAY, _NOW), [(f,) for f in some]),
    }  # fmt: skip
    for name, (step, arguments) in steps.items():
        yield figure(f"step, p50: {name}", statistics.median(_timed(partial(_spread, step), arguments)), "µs")
    answers = [check_eligibility(program, facts, _DAY, _NOW) for facts in some]
    yield figure(
        "step, p50: JSON text", statistics.median(_timed(lambda a: a.model_dump_json(), answers)), "µs"
    )
