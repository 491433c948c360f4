"""What holds of every candidate: agreement with the plain interpreter, and what never changes a verdict."""

from datetime import UTC, date, datetime
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service.compiled import Regulations
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.run_cases import outcomes
from shared.contracts.facts import Facts
from shared.contracts.verdict import Verdict
from shared.regulation.conditions import Duration
from shared.regulation.library import Library
from shared.regulation.months import Month
from tests.regulation import oracle
from tests.regulation.random_facts import AS_OF, Json, complete_facts, with_unknowns

COMPILED = Regulations(Library(), "guilin_artisan_2025", try_first=False).get()
CONDITIONS = COMPILED.edition.conditions
PLAIN = oracle.load(COMPILED.edition.folder)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
MEANING = {"met": True, "not_met": False, "needs_judgement": None, "insufficient_evidence": None}


def check(facts: Json) -> Verdict:
    return check_eligibility(COMPILED.conditions, Facts.model_validate(facts), date.fromisoformat(AS_OF), NOW)


@settings(max_examples=120)
@given(with_unknowns(CONDITIONS))
def test_the_service_and_the_plain_interpreter_agree_on_every_leaf(pair: tuple[Json, Json]) -> None:
    for facts in pair:
        found = check(facts)
        by_id = outcomes(found)
        for leaf in oracle.leaves(PLAIN):
            expected = oracle.decide(PLAIN, leaf, facts, AS_OF, {})
            assert MEANING[by_id[leaf["id"]]] is expected, leaf["id"]
        assert found.verdict == oracle.verdict(PLAIN, facts, AS_OF)


@settings(max_examples=60)
@given(with_unknowns(CONDITIONS, most=3))
def test_readings_that_differ_are_those_of_the_plain_interpreter(pair: tuple[Json, Json]) -> None:
    _, facts = pair
    found = check(facts)
    under: dict[str, set[str]] = {}
    readings = list(COMPILED.edition.readings.computed())
    for options in product(*(reading.options for reading in readings)):
        sets: Json = {}
        for reading, option in zip(readings, options, strict=True):
            for leaf, values in reading.options[option].sets.items():
                sets[leaf] = sets.get(leaf, {}) | values
        under.setdefault(oracle.verdict(PLAIN, facts, AS_OF, sets), set()).add("/".join(options))
    assert found.readings.same_under_all is (len(under) == 1)
    assert {found.verdict} | {other.verdict for other in found.readings.differs} == set(under)


@settings(max_examples=100)
@given(with_unknowns(CONDITIONS))
def test_filling_in_an_absent_fact_never_turns_a_definite_verdict(pair: tuple[Json, Json]) -> None:
    whole, partial = pair
    before, after = check(partial).verdict, check(whole).verdict
    assert after != "undetermined"
    assert before in ("undetermined", after)


ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "年龄": st.integers(16, 90),
        "性别": st.sampled_from(["男", "女"]),
        "学历": st.sampled_from(list(COMPILED.edition.codes.education.values())),
        "职级": st.text(max_size=10),
        "职称": st.text(max_size=10),
        "民族": st.sampled_from(list(COMPILED.edition.codes.ethnic.values())),
        "户籍": st.text(max_size=10),
        "political": st.lists(st.text(max_size=5), max_size=3),
    },
)


@settings(max_examples=50)
@given(with_unknowns(CONDITIONS), ATTRIBUTES, st.booleans())
def test_age_sex_education_grade_and_rank_never_change_an_answer(
    pair: tuple[Json, Json], attributes: Json, public_official: bool
) -> None:
    _, facts = pair
    assert check(facts | {"attributes": attributes}) == check(facts)
    assert check(facts | {"public_official": public_official}).verdict == check(facts).verdict


@settings(max_examples=50)
@given(complete_facts(CONDITIONS), st.data())
def test_claimed_items_only_order_the_asks(facts: Json, data: st.DataObject) -> None:
    items = [part.id for part in CONDITIONS.items.parts]
    partial = {key: value for key, value in facts.items() if key != "findings"}
    plain = check(partial)
    claimed = check(partial | {"claimed_items": data.draw(st.lists(st.sampled_from(items), unique=True))})
    assert (claimed.verdict, claimed.items) == (plain.verdict, plain.items)
    assert sorted(claimed.asks, key=lambda ask: ask.fact) == sorted(plain.asks, key=lambda ask: ask.fact)


@settings(max_examples=40)
@given(with_unknowns(CONDITIONS, least=2, most=4))
def test_an_ask_is_decisive_exactly_if_some_completion_of_the_others_turns_on_it(
    pair: tuple[Json, Json],
) -> None:
    _, facts = pair
    asks = check(facts).asks
    choices = {ask.fact: list(_values(ask.fact, facts)) for ask in asks}
    for ask in asks:
        assert ask.decisive is _turns(facts, ask.fact, choices), ask.fact


def _turns(facts: Json, fact: str, choices: dict[str, list[Any]]) -> bool:
    others = [name for name in choices if name != fact]
    for values in product(*(choices[name] for name in others)):
        rest = facts
        for name, value in zip(others, values, strict=True):
            rest = _filled(rest, name, value)
        found = {oracle.verdict(PLAIN, _filled(rest, fact, value), AS_OF) for value in choices[fact]}
        if len(found) > 1:
            return True
    return False


def _values(fact: str, facts: Json) -> list[Any]:
    """Values of a fact that show every way in which it can matter."""
    name = fact.rsplit(".", 1)[-1]
    long = {"from": "2000-01", "to": "2026-06"}
    by_name: dict[str, list[Any]] = {
        "trade": ["钳工", "焊工", "陶瓷工", "木工"],
        "in_guilin": [True, False],
        "rank": [1, 2, 4, 6, 11, 21],
        "contest_class": [*sorted(COMPILED.conditions.names.contest_classes), CONDITIONS.other],
        "honour_class": [*sorted(COMPILED.conditions.names.titles), CONDITIONS.other],
        "level": ["national", "other"],
        "spells": _spell_lists(long, facts),
        "contests": [
            [],
            *(
                [{"contest": "某赛", "contest_class": c, "rank": 1}]
                for c in sorted(COMPILED.conditions.names.contest_classes)
            ),
        ],
        "honours": [
            [],
            *([{"title": t, "level": "national"}] for t in sorted(COMPILED.conditions.names.titles)),
            [{"title": "某某称号", "honour_class": CONDITIONS.other}],
        ],
    }
    if fact.startswith("findings."):
        return [{"value": value, "by": "county_union", "basis": "集体研究"} for value in (True, False)]
    return by_name.get(name, [True, False])


def _spell_lists(long: Json, facts: Json) -> list[Any]:
    """Added spells: none, enough of any trade here or elsewhere, and what some known spells together lack."""
    trades = ["钳工", "焊工", "陶瓷工", "木工"]
    whole = [[long | {"trade": trade, "in_guilin": here}] for trade in trades for here in (True, False)]
    trade = facts.get("trade", trades[0])
    lacking = [[_before_2000(months) | {"trade": trade, "in_guilin": True}] for months in _lacking(facts)]
    return [[], *whole, *lacking]


def _lacking(facts: Json) -> list[int]:
    """For each threshold, the months that are wanting beside any of the known spells."""
    known = [_months(spell) for spell in facts.get("spells", {"items": []})["items"]]
    sums = {len(set().union(*some)) for size in range(len(known) + 1) for some in combinations(known, size)}
    least = {leaf.at_least.months for leaf in CONDITIONS.leaves() if isinstance(leaf, Duration)}
    return sorted({months - found for months in least for found in sums if 0 < months - found < months})


def _months(spell: Json) -> set[int]:
    last = Month.of(date.fromisoformat(AS_OF)).ordinal
    first = Month.parse(spell["from"]).ordinal
    return set(range(first, min(last, Month.parse(spell["to"]).ordinal if spell.get("to") else last) + 1))


def _before_2000(months: int) -> Json:
    year, month = divmod(Month.parse("2000-01").ordinal - months, 12)
    return {"from": f"{year}-{month + 1:02d}", "to": "1999-12"}


def _filled(facts: Json, fact: str, value: Any) -> Json:
    head, _, rest = fact.partition("[")
    if fact.startswith("findings."):
        return facts | {"findings": facts.get("findings", {}) | {fact.removeprefix("findings."): value}}
    if rest:
        index, name = rest.split("].")
        items = [dict(item) for item in facts[head]["items"]]
        items[int(index)][name] = value
        return facts | {head: facts[head] | {"items": items}}
    if fact in ("spells", "contests", "honours"):
        known = facts.get(fact, {"items": []})
        return facts | {fact: {"complete": True, "items": [*known["items"], *value]}}
    return facts | {fact: value}
