"""Another city's programme (皖西杰出工匠, a reconstruction), without a line of code: the same rules, its own folder."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service.compiled import Regulations
from rules_service.use_cases.check_edition import check_edition
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.run_cases import outcomes
from shared.contracts.facts import Facts
from shared.contracts.verdict import Verdict
from shared.regulation.library import Library
from tests.regulation import oracle

FOLDER = Path(__file__).parents[1] / "editions" / "wanxi_artisan_2020"
COMPILED = Regulations(Library(FOLDER.parent), FOLDER.name, try_first=False).get()
PLAIN = oracle.load(FOLDER)
AS_OF = "2020-06-30"
NOW = datetime(2020, 7, 1, tzinfo=UTC)
WORLD, NATIONAL = "世界技能大赛", "国家级一类职业技能大赛"
TITLES = ["技师", "高级技师", "全国技术能手", "非物质文化遗产代表性传承人", "其他"]
MEANING = {"met": True, "not_met": False, "needs_judgement": None, "insufficient_evidence": None}
Json = dict[str, Any]


def check(facts: Json) -> Verdict:
    return check_eligibility(COMPILED.conditions, Facts.model_validate(facts), date.fromisoformat(AS_OF), NOW)


def test_the_edition_passes_its_check_as_it_is() -> None:
    report = check_edition(FOLDER)
    assert report.faults == ()
    assert [case.name for case in report.cases if case.differences] == []
    assert len(report.cases) >= 20


def test_it_says_that_it_is_no_official_text() -> None:
    assert "本文不是官方文本" in (FOLDER / "text.md").read_text("utf-8")
    assert "重构" in COMPILED.edition.head.title


def _month(ordinal: int) -> str:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


END = 2020 * 12 + 5


@st.composite
def _spells(draw: st.DrawFn) -> Json:
    """Up to three jobs one before the other, near 120 and 180 months in all, the trade of some unknown."""
    items, until = [], END
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.sampled_from([20, 59, 60, 61, 100, 119, 120, 121, 180]))
        spell = {"from": _month(until - length + 1), "to": _month(until)}
        trade = draw(st.sampled_from(["钳工", "钳工", "焊工", None]))
        items.append(spell if trade is None else spell | {"trade": trade})
        until -= length
    return {"complete": draw(st.sampled_from([True, True, False])), "items": items}


@st.composite
def _contests(draw: st.DrawFn) -> Json | None:
    if draw(st.integers(0, 3)) == 0:
        return None
    item: Json = {"contest": "某某大赛"}
    if (of_class := draw(st.sampled_from([WORLD, NATIONAL, "其他", None]))) is not None:
        item["contest_class"] = of_class
    if (rank := draw(st.sampled_from([20, 21, 30, 31, None]))) is not None:
        item["rank"] = rank
    return {"complete": draw(st.booleans()), "items": draw(st.sampled_from([[], [item]]))}


@st.composite
def _honours(draw: st.DrawFn) -> Json | None:
    if draw(st.integers(0, 4)) == 0:
        return None
    titles = draw(st.lists(st.sampled_from([*TITLES, None]), max_size=2))
    items = [{"title": f"证书{i}"} | ({"honour_class": t} if t else {}) for i, t in enumerate(titles)]
    return {"complete": draw(st.sampled_from([True, True, False])), "items": items}


@st.composite
def _facts(draw: st.DrawFn) -> Json:
    found: Json = {"trade": "钳工", "spells": draw(_spells())}
    found |= {
        name: value
        for name, value in (("contests", draw(_contests())), ("honours", draw(_honours())))
        if value
    }
    if (named := draw(st.sampled_from([False, False, False, None, True]))) is not None:
        found["named_before"] = named
    if (insured := draw(st.sampled_from([True, True, True, None, False]))) is not None:
        found["findings"] = {
            "registered_and_insured": {"value": insured, "by": "county_labour", "basis": "核实"}
        }
    return found


@settings(max_examples=150)
@given(_facts())
def test_the_service_and_the_plain_interpreter_agree_on_every_leaf(facts: Json) -> None:
    found = check(facts)
    by_id = outcomes(found)
    for leaf in oracle.leaves(PLAIN):
        assert MEANING[by_id[leaf["id"]]] is oracle.decide(PLAIN, leaf, facts, AS_OF, {}), leaf["id"]
    assert found.verdict == oracle.verdict(PLAIN, facts, AS_OF)


@settings(max_examples=150)
@given(_facts())
def test_an_ask_is_decisive_exactly_if_some_completion_turns_on_it_though_leaves_share_facts(
    facts: Json,
) -> None:
    """15 years and 10 are counted from the same months, and one contest counts for the years and as an honour."""
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
        if len({oracle.verdict(PLAIN, _filled(rest, fact, value), AS_OF) for value in choices[fact]}) > 1:
            return True
    return False


def _values(fact: str, facts: Json) -> Iterator[Any]:
    """Values of a fact that show every way in which it can matter."""
    match fact.rsplit(".", 1)[-1]:
        case "trade":
            yield from ("钳工", "焊工")
        case "spells":
            yield from ([], *([_added(months)] for months in _wanting(facts)))
        case "contests":
            for rank in (30, 20, 99):
                yield [{"contest": WORLD, "rank": rank}]
            yield [{"contest": NATIONAL, "rank": 20}]
        case "honours":
            yield from ([], [{"title": "技师"}], [{"title": "全国技术能手"}], [{"title": TITLES[3]}])
            yield [{"title": "技师"}, {"title": "全国技术能手"}]
        case "contest_class":
            yield from (WORLD, NATIONAL, "其他")
        case "rank":
            yield from (20, 30, 31)
        case "honour_class":
            yield from TITLES
        case "registered_and_insured":
            yield from ({"value": value, "by": "county_labour", "basis": "核实"} for value in (True, False))
        case _:
            yield from (True, False)


def _wanting(facts: Json) -> Iterator[int]:
    """Months that bring any of the sums that the spells may come to up to a threshold, or one short of it."""
    lengths = [oracle._number(s["to"]) - oracle._number(s["from"]) + 1 for s in facts["spells"]["items"]]
    sums = {sum(some) for some in product(*((0, length) for length in lengths))}
    found = {needed - total - short for needed in (120, 180) for total in sums for short in (0, 1)}
    return (months for months in sorted(found) if months > 0)


def _added(months: int) -> Json:
    return {"from": _month(1950 * 12), "to": _month(1950 * 12 + months - 1), "trade": "钳工"}


def _filled(facts: Json, fact: str, value: Any) -> Json:
    head, _, rest = fact.partition("[")
    if fact.startswith("findings."):
        return facts | {"findings": {fact.removeprefix("findings."): value}}
    if rest:
        index, name = rest.split("].")
        items = [dict(item) for item in facts[head]["items"]]
        items[int(index)][name] = value
        return facts | {head: facts[head] | {"items": items}}
    if fact in ("spells", "contests", "honours"):
        known = facts.get(fact, {"items": []})
        return facts | {fact: {"complete": True, "items": [*known["items"], *value]}}
    return facts | {fact: value}
