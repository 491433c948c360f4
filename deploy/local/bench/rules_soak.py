"""Half a million evaluations on eight threads: what the process keeps, and whether anything goes wrong.

The engine is asked about every condition of everybody (nothing is remembered), and each answer is compared with
that of plain ifs; every tenth evaluation is a whole answer, with asks, readings and receipt.
"""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import cycle, islice

import psutil

from deploy.local.bench.applicants import AS_OF, applicants
from deploy.local.bench.memory import MIB
from deploy.local.bench.results import Goal, Result, figure, ratio
from deploy.local.bench.rules_sides import Side, plain_ifs
from rules_service.known import Known
from rules_service.program import Program
from rules_service.use_cases.check_eligibility import check_eligibility
from shared.contracts.facts import Facts
from shared.regulation.library import Library

EDITION = "guilin_artisan_2025"
THREADS, PEOPLE = 8, 5_000
WHOLE = 10
KEPT, ERRORS = Goal("<=", 1.05), Goal("<=", 0)
_DAY = date.fromisoformat(AS_OF)
_NOW = datetime(2026, 7, 1, tzinfo=UTC)


class _Soak:
    """The evaluations of all threads, and what went wrong in any of them."""

    def __init__(self) -> None:
        self._program = Program(Library().get(EDITION), remember=False)
        self._program.load()
        self._expected: Side = plain_ifs(self._program.usual.by_key.values())
        self._people = [
            Facts.model_validate(item) for item in applicants(self._program.edition.conditions, PEOPLE)
        ]
        self.errors: list[str] = []

    def run(self, count: int) -> None:
        """So many evaluations, shared out among the threads."""
        threads = [
            threading.Thread(target=self._work, args=(self._share(count, number),))
            for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _share(self, count: int, number: int) -> Iterator[tuple[int, Facts]]:
        people = cycle(self._people[number::THREADS])
        return enumerate(islice(people, count // THREADS))

    def _work(self, share: Iterator[tuple[int, Facts]]) -> None:
        for number, facts in share:
            try:
                self._evaluate(facts, whole=number % WHOLE == 0)
            except Exception as error:
                self.errors.append(type(error).__name__)

    def _evaluate(self, facts: Facts, whole: bool) -> None:
        program = self._program
        known = Known(facts, _DAY, program.names)
        found = program.explain(known, program.usual_year.choices)
        measures = program.measures(known, program.selection(program.usual_year.choices))
        expected = self._expected(measures)
        if any(found.truths[name] is not expected[name] for name in found.leaves):
            self.errors.append("another answer than plain ifs")
        if whole and check_eligibility(program, facts, _DAY, _NOW).verdict != found.verdict:
            self.errors.append("another verdict")


def run(quick: bool) -> Sequence[Result]:
    """The memory after the first tenth of a tenth is what the end is measured against."""
    first, total = (2_000, 20_000) if quick else (10_000, 500_000)
    soak, process = _Soak(), psutil.Process()
    soak.run(first)
    early = process.memory_info().rss
    soak.run(total - first)
    late = process.memory_info().rss
    return [
        ratio(f"resident after {total:,}", late / MIB, "MiB", f"after {first:,}", late / early, KEPT),
        figure(f"errors in {total:,}", len(soak.errors), "", ERRORS),
    ]
