"""Which unclear spell can tip the balance: exactly those, by trying every answer on the others."""

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service.known import Known
from rules_service.names import Names
from rules_service.tenure import missing, tenure
from shared.contracts.facts import Facts
from shared.regulation.conditions import Duration
from shared.regulation.library import Library

AS_OF = date(2026, 6, 30)
NAMES = Names(Library().get("guilin_artisan_2025").conditions)
Json = dict[str, Any]


def known(facts: Json) -> Known:
    return Known(Facts.model_validate(facts), AS_OF, NAMES)


def leaf(months: int, **parameters: Any) -> Duration:
    words = {"id": "tenure", "label": "年限", "article": "第六条", "quote": "年限", "kind": "duration"}
    return Duration.model_validate(words | {"at_least": {"months": months}} | parameters)


@st.composite
def spells(draw: st.DrawFn) -> Json:
    first = draw(st.integers(1, 10))
    last = draw(st.integers(first, 12))
    spell: Json = {"from": f"2020-{first:02d}", "to": f"2020-{last:02d}"}
    if draw(st.booleans()):
        spell["trade"] = draw(st.sampled_from(["钳工", "焊工"]))
    if draw(st.booleans()):
        spell["in_guilin"] = draw(st.booleans())
    return spell


LEAVES = st.builds(
    leaf,
    st.integers(1, 12),
    same_trade=st.booleans(),
    in_region=st.booleans(),
    counting=st.sampled_from(["cumulative", "continuous"]),
)


@settings(max_examples=300)
@given(LEAVES, st.lists(spells(), max_size=4), st.sampled_from([None, "钳工"]))
def test_a_fact_tips_exactly_if_some_answers_on_the_others_make_it_decide(
    duration: Duration, items: list[Json], trade: str | None
) -> None:
    facts: Json = {"trade": trade, "spells": {"complete": True, "items": items}}
    found = tenure(duration, known(facts))
    assert found and found.most is not None
    reached = {_reached(duration, filled) for filled in _completions(facts)}
    assert (found.least >= duration.at_least.months) is (reached == {True})
    assert (found.most < duration.at_least.months) is (reached == {False})
    if reached == {True, False}:
        for path, tips in missing(duration, known(facts)):
            assert tips is _turns(duration, facts, path), path


def test_more_unclear_spells_than_can_be_asked_for_are_asked_for_as_one_list() -> None:
    items = [{"from": f"20{year}-01", "to": f"20{year}-12", "in_guilin": True} for year in range(10, 22)]
    facts = known({"trade": "钳工", "spells": {"complete": True, "items": items}})
    assert dict(missing(leaf(120, same_trade=True), facts)) == {"spells": True}


def _unknown(facts: Json) -> list[str]:
    paths = ["trade"] if facts["trade"] is None else []
    for index, item in enumerate(facts["spells"]["items"]):
        paths += [f"{index}.{name}" for name in ("trade", "in_guilin") if name not in item]
    return paths


def _completions(facts: Json) -> list[Json]:
    paths = _unknown(facts)
    return [
        _filled(facts, dict(zip(paths, values, strict=True)))
        for values in product(*(_values(path) for path in paths))
    ]


def _values(path: str) -> list[Any]:
    return [True, False] if path.endswith("in_guilin") else ["钳工", "焊工", "木工"]


def _filled(facts: Json, values: dict[str, Any]) -> Json:
    items = [dict(item) for item in facts["spells"]["items"]]
    for path, value in values.items():
        if path != "trade":
            index, name = path.split(".")
            items[int(index)][name] = value
    return {"trade": values.get("trade", facts["trade"]), "spells": {"complete": True, "items": items}}


def _reached(duration: Duration, facts: Json) -> bool:
    months: set[int] = set()
    for item in facts["spells"]["items"]:
        counts = not duration.same_trade or item["trade"] == facts["trade"]
        if counts and (not duration.in_region or item["in_guilin"]):
            months |= set(range(int(item["from"][-2:]), int(item["to"][-2:]) + 1))
    if duration.counting == "cumulative":
        return len(months) >= duration.at_least.months
    runs = "".join("x" if month in months else " " for month in range(1, 13)).split()
    return max((len(run) for run in runs), default=0) >= duration.at_least.months


def _turns(duration: Duration, facts: Json, path: str) -> bool:
    name = path.removeprefix("spells[").replace("].", ".")
    others = [other for other in _unknown(facts) if other != name]
    for values in product(*(_values(other) for other in others)):
        rest = dict(zip(others, values, strict=True))
        if len({_reached(duration, _filled(facts, rest | {name: value})) for value in _values(name)}) > 1:
            return True
    return False
