"""What holds of every holder (撤销情形): agreement with a plain interpreter, definite answers, decisive asks."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service.grounds import GroundsProgram
from rules_service.use_cases.check_revocation import check_revocation
from rules_service.use_cases.run_procedure_cases import walk
from shared.contracts.revocation import RevocationAnswer, RevocationFacts
from shared.regulation.cases import read_cases
from shared.regulation.library import Library
from shared.regulation.procedure_cases import RevocationCases
from shared.regulation.revocation import Revocation

Json = dict[str, Any]
EDITION = Library().get("guilin_artisan_2025")
REVOCATION = EDITION.part(Revocation)
PROGRAM = GroundsProgram(REVOCATION)
PLAIN: Json = yaml.safe_load((EDITION.folder / "revocation.yaml").read_text("utf-8"))
AS_OF, NAMED_ON, NOW = date(2026, 11, 22), "2026-01-15", datetime(2026, 11, 22, tzinfo=UTC)
MEANING = {"made_out_prima_facie": True, "not_made_out": False, "needs_judgement": None}


def check(facts: Json) -> RevocationAnswer:
    return check_revocation(EDITION, PROGRAM, RevocationFacts.model_validate(facts), AS_OF, {}, NOW)


# The plain interpreter: the YAML as it stands, facts as JSON, no engine and no models.


def plain(node: Json, facts: Json) -> bool | None:
    if "parts" in node:
        return kleene(node["kind"], [plain(part, facts) for part in node["parts"]])
    if node["kind"] == "judgement":
        found: Json | None = facts.get("findings", {}).get(node["id"])
        return None if found is None else bool(found["value"])
    records = facts.get("records") or {"items": []}
    papers = [paper(node, item) for item in records["items"] if item["kind"] == node["record"]]
    return kleene("any", papers if records.get("complete") else [*papers, None])


def paper(leaf: Json, item: Json) -> bool | None:
    return kleene("all", [clause(leaf, part, item) for part in leaf["where"]])


def clause(leaf: Json, part: Json, item: Json) -> bool | None:
    field = PLAIN["records"][leaf["record"]]["fields"][part["field"]]
    if field["kind"] == "since_naming":
        value = None if "decided_on" not in item else item["decided_on"] >= NAMED_ON
    else:
        value = item.get("values", {}).get(part["field"])
    one = sum("judged" in other for other in leaf["where"]) == 1
    found = item.get("findings", {}).get(part["field"]) or (item.get("finding") if one else None)
    finding = found and found["value"]
    options = [True, False] if field["kind"] != "choice" else list(field["options"])
    judged = {repr(option): finding for option in part.get("judged", [])}
    met = {repr(option): True for option in part["met"]}
    results = {(judged | met).get(repr(o), False) for o in (options if value is None else [value])}
    return results.pop() if len(results) == 1 else None


def kleene(kind: str, parts: list[bool | None]) -> bool | None:
    settled = kind == "any"
    return settled if settled in parts else None if None in parts else not settled


def whole(facts: Json) -> bool | None:
    return kleene("any", [plain(ground, facts) for ground in PLAIN["grounds"]])


# Random holders.


def finding(value: bool) -> Json:
    return {"value": value, "by": "office", "basis": "核实"}


FINDINGS = [leaf.id for leaf in REVOCATION.leaves() if leaf.kind == "judgement"]
JUDGED = {leaf.record: leaf for leaf in REVOCATION.leaves() if leaf.kind == "record" and leaf.judged}


@st.composite
def papers(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(sorted(REVOCATION.records)))
    values = {
        name: draw(st.sampled_from(list(field.values)))
        for name, field in REVOCATION.records[kind].fields.items()
        if field.kind != "since_naming"
    }
    made: Json = {"kind": kind, "values": values}
    if any(field.kind == "since_naming" for field in REVOCATION.records[kind].fields.values()):
        made["decided_on"] = draw(st.sampled_from(["2026-01-14", "2026-01-15"]))
    if kind in JUDGED:
        found = {clause.field: finding(draw(st.booleans())) for clause in JUDGED[kind].judged}
        made |= {"finding": next(iter(found.values()))} if len(found) == 1 else {"findings": found}
    return made


@st.composite
def holders(draw: st.DrawFn, most: int = 4) -> tuple[Json, Json]:
    """A holder of whom everything is known, and the same with some of it unknown."""
    items = draw(st.lists(papers(), max_size=3))
    mostly_no = st.sampled_from([False, False, False, True])
    found = {name: finding(draw(mostly_no)) for name in FINDINGS}
    known: Json = {"named_on": NAMED_ON, "records": {"complete": True, "items": items}, "findings": found}
    paths = [("findings", name) for name in FINDINGS] + [("complete", "")]
    for index, item in enumerate(items):
        paths += [(f"value:{index}", name) for name in item["values"]]
        paths += [(f"own:{index}", name) for name in ("decided_on", "finding") if name in item]
        paths += [(f"found:{index}", name) for name in item.get("findings", {})]
    gone = draw(st.lists(st.sampled_from(paths), unique=True, max_size=most))
    unknown: Json = {
        "named_on": NAMED_ON,
        "records": {"complete": ("complete", "") not in gone, "items": []},
        "findings": {name: value for name, value in found.items() if ("findings", name) not in gone},
    }
    for index, item in enumerate(items):
        left = {name: value for name, value in item.items() if (f"own:{index}", name) not in gone}
        left["values"] = {n: v for n, v in item["values"].items() if (f"value:{index}", n) not in gone}
        if "findings" in item:
            found = item["findings"].items()
            left["findings"] = {n: f for n, f in found if (f"found:{index}", n) not in gone}
        unknown["records"]["items"].append(left)
    return known, unknown


@settings(max_examples=200)
@given(holders())
def test_the_service_and_the_plain_interpreter_agree_on_every_ground(pair: tuple[Json, Json]) -> None:
    for facts in pair:
        found = check(facts)
        expected = {ground["id"]: plain(ground, facts) for ground in PLAIN["grounds"]}
        assert {ground.id: MEANING[ground.outcome] for ground in found.grounds} == expected
        assert MEANING[found.outcome] is whole(facts)


@settings(max_examples=100)
@given(holders())
def test_filling_in_what_is_absent_never_turns_a_definite_answer(pair: tuple[Json, Json]) -> None:
    known, unknown = pair
    before, after = check(unknown).outcome, check(known).outcome
    assert after != "needs_judgement"
    assert before in ("needs_judgement", after)


@settings(max_examples=100)
@given(holders(most=3))
def test_an_ask_is_decisive_exactly_if_some_completion_of_the_others_turns_on_it(
    pair: tuple[Json, Json],
) -> None:
    _, facts = pair
    asks = check(facts).asks
    choices = {ask.fact: list(completions(facts, ask.fact)) for ask in asks}
    for ask in asks:
        assert ask.decisive is turns(facts, ask.fact, choices), ask.fact


@settings(max_examples=50)
@given(holders())
def test_where_the_answer_is_open_something_decisive_is_asked(pair: tuple[Json, Json]) -> None:
    _, facts = pair
    found = check(facts)
    assert any(ask.decisive for ask in found.asks) is (found.outcome == "needs_judgement")


def turns(facts: Json, fact: str, choices: dict[str, list[Any]]) -> bool:
    others = [name for name in choices if name != fact]
    for values in product(*(choices[name] for name in others)):
        rest = facts
        for name, value in zip(others, values, strict=True):
            rest = filled(rest, name, value)
        if len({whole(filled(rest, fact, value)) for value in choices[fact]}) > 1:
            return True
    return False


def completions(facts: Json, fact: str) -> list[Any]:
    if fact.startswith("findings.") or fact.endswith(".finding") or ".findings." in fact:
        return [finding(True), finding(False)]
    if fact.endswith(".decided_on"):
        return ["2026-01-14", "2026-01-15"]
    if fact == "records":
        sure = {"criminal_judgment": {"effective": True, "penalty": "fine"}}
        return [
            [],
            [{"kind": "criminal_judgment", "values": sure["criminal_judgment"], "decided_on": "2026-02-01"}],
            [{"kind": "false_material", "values": {"proven_false": True}}],
        ]
    index, name = int(fact.split("[")[1].split("]")[0]), fact.rsplit(".", 1)[1]
    return list(REVOCATION.records[facts["records"]["items"][index]["kind"]].fields[name].values)


def filled(facts: Json, fact: str, value: Any) -> Json:
    if fact.startswith("findings."):
        return facts | {"findings": facts["findings"] | {fact.removeprefix("findings."): value}}
    items = list(facts["records"]["items"])
    if fact == "records":
        return facts | {"records": {"complete": True, "items": [*items, *value]}}
    index, name = int(fact.split("[")[1].split("]")[0]), fact.rsplit(".", 1)[1]
    if ".values." in fact:
        items[index] = items[index] | {"values": items[index]["values"] | {name: value}}
    elif ".findings." in fact:
        items[index] = items[index] | {"findings": items[index].get("findings", {}) | {name: value}}
    else:
        items[index] = items[index] | {name: value}
    return facts | {"records": facts["records"] | {"items": items}}


# The worked examples.


def test_every_ground_and_part_has_an_example_made_out_and_one_not() -> None:
    shown: set[tuple[str, str]] = set()
    for file in read_cases(EDITION.folder).values():
        if isinstance(file, RevocationCases):
            for case in file.cases:
                shown |= {*case.expect.grounds.items(), *case.expect.parts.items()}
    grounds = [
        (g.id, result) for g in REVOCATION.grounds for result in ("made_out_prima_facie", "not_made_out")
    ]
    leaves = [(leaf.id, outcome) for leaf in REVOCATION.leaves() for outcome in ("met", "not_met")]
    assert [pair for pair in (*grounds, *leaves) if pair not in shown] == []


def test_no_answer_says_revoked_and_every_part_cites_words_of_its_article() -> None:
    found = check({"named_on": NAMED_ON})
    assert found.notice == "仅供参考，不是撤销决定"
    for ground in found.grounds:
        for part in walk(ground.detail):
            assert EDITION.text.quotes(part.article, part.quote)


@pytest.mark.parametrize("choice", ["not_heard", "heard"])
def test_a_step_that_the_text_does_not_have_says_so(choice: str) -> None:
    facts = RevocationFacts.model_validate({"named_on": NAMED_ON})
    found = check_revocation(EDITION, PROGRAM, facts, AS_OF, {"revocation_hearing": choice}, NOW)
    hearing = [step for step in found.procedure if step.id == "hear"]
    assert len(hearing) == (choice == "heard")
    assert all(step.basis == "办法未规定，按本年度设定：告知并听取" for step in hearing)
    assert [step.basis for step in found.procedure if step.article] == [
        "第十七条",
        "第十七条",
        "第十七条",
        "第十六条",
    ]
    silent = [step.id for step in found.procedure if step.article and step.actor_basis != step.article]
    assert silent == ["revoke", "recover"]
