"""Every worked example of every edition (案例), and that there are enough of them."""

import pytest

from rules_service.compiled import Compiled, Regulations
from rules_service.use_cases.run_cases import CaseResult, run_cases
from shared.regulation.cases import eligibility_cases, materials_cases, read_cases
from shared.regulation.conditions import UnlistedTitle
from shared.regulation.library import Library

EDITIONS = Library().ids()
COMPILED = {name: Regulations(Library(), name, try_first=False).get() for name in EDITIONS}
RESULTS = [(name, result) for name, compiled in COMPILED.items() for result in run_cases(compiled)]


@pytest.mark.parametrize(("edition", "result"), RESULTS, ids=[f"{n}:{r.name}" for n, r in RESULTS])
def test_example_is_answered_as_expected(edition: str, result: CaseResult) -> None:
    assert result.differences == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_names_of_examples_are_unique_and_articles_exist(edition: str) -> None:
    results = [result for name, result in RESULTS if name == edition]
    assert len({result.name for result in results}) == len(results)
    assert all(COMPILED[edition].edition.text.has(result.article) for result in results)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_condition_has_an_example_met_and_one_not_met(edition: str) -> None:
    shown = _shown_outcomes(COMPILED[edition])
    leaves = list(COMPILED[edition].edition.conditions.leaves())
    wanting = [
        f"{leaf.id}: {outcome}"
        for leaf in leaves
        for outcome in ("met", "not_met")
        if outcome not in shown[leaf.id]
    ]
    assert wanting == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_open_list_has_an_example_of_either_finding(edition: str) -> None:
    shown = _shown_outcomes(COMPILED[edition])
    lists = [
        leaf for leaf in COMPILED[edition].edition.conditions.leaves() if isinstance(leaf, UnlistedTitle)
    ]
    assert all({"met", "not_met", "insufficient_evidence"} <= shown[leaf.id] for leaf in lists)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_required_material_has_an_example_met_and_one_missing(edition: str) -> None:
    compiled = COMPILED[edition]
    shown: set[tuple[str, str]] = set()
    for case, _, _ in materials_cases(read_cases(compiled.edition.folder)):
        shown |= set(case.expect.outcomes.items())
    kinds = {rule.material for channel in compiled.edition.channels.channels for rule in channel.requirements}
    assert [k for k in sorted(kinds) for r in ("met", "missing") if (k, r) not in shown] == []


def _shown_outcomes(compiled: Compiled) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {node.id: set() for node in compiled.edition.conditions.nodes()}
    for case, _, _ in eligibility_cases(read_cases(compiled.edition.folder)):
        for name, outcome in case.expect.outcomes.items():
            shown[name].add(outcome)
    return shown
