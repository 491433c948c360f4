"""Random facts for the 2025 edition, as plain JSON: complete ones, and the same with some of them unknown."""

from typing import Any

from hypothesis import strategies as st

from shared.regulation.conditions import Conditions, Rank, Title

Json = dict[str, Any]
AS_OF = "2026-06-30"
TRADES = ["钳工", "焊工", "陶瓷工"]


@st.composite
def complete_facts(draw: st.DrawFn, conditions: Conditions) -> Json:
    """Facts with nothing unknown: mostly those of somebody near the line, so that each of them may decide."""
    trade = draw(st.sampled_from(TRADES))
    true, false = _mostly(True), _mostly(False)
    names = [leaf.id for leaf in conditions.judgements()]
    general = {leaf.id for leaf in conditions.general}
    facts = {name: draw(true) for name in ("in_catalogue", "union_member", "on_front_line", "skilled_worker")}
    return facts | {
        "trade": trade,
        "named_before": draw(false),
        "title_revoked": draw(false),
        "spells": {"complete": True, "items": draw(_career(trade))},
        "contests": draw(_list(_contests(conditions), 2)),
        "honours": draw(_list(_honours(conditions), 2)),
        "findings": {name: draw(_findings(true if name in general else false)) for name in names},
    }


@st.composite
def with_unknowns(
    draw: st.DrawFn, conditions: Conditions, least: int = 0, most: int | None = None
) -> tuple[Json, Json]:
    """Facts with nothing unknown, and the same with some taken away."""
    whole = draw(complete_facts(conditions))
    paths = list(_removable(whole))
    taken = draw(st.lists(st.sampled_from(paths), unique=True, min_size=least, max_size=most or len(paths)))
    return whole, without(whole, taken)


def without(facts: Json, paths: list[tuple[str, ...]]) -> Json:
    """The facts without those at these paths; a list may lose its claim to be complete."""
    result: Json = {}
    for key, value in facts.items():
        if (key,) in paths:
            continue
        if key == "findings":
            result[key] = {name: found for name, found in value.items() if (key, name) not in paths}
        elif isinstance(value, dict):
            items = [
                {name: v for name, v in item.items() if (key, str(index), name) not in paths}
                for index, item in enumerate(value["items"])
            ]
            result[key] = {"complete": (key, "complete") not in paths, "items": items}
        else:
            result[key] = value
    return result


def _removable(facts: Json) -> Any:
    for key, value in facts.items():
        if key == "findings":
            yield from (("findings", name) for name in value)
            continue
        yield (key,)
        if isinstance(value, dict):
            yield (key, "complete")
            for index, item in enumerate(value["items"]):
                optional = {"trade", "in_guilin", "contest_class", "rank", "honour_class", "level"} & set(
                    item
                )
                yield from ((key, str(index), name) for name in sorted(optional))


def _mostly(value: bool) -> st.SearchStrategy[bool]:
    """The other value about once in twelve."""
    return st.integers(0, 11).map(lambda number: value if number != 7 else not value)


def _findings(values: st.SearchStrategy[bool]) -> st.SearchStrategy[Json]:
    finding = {"by": st.just("county_union"), "basis": st.just("集体研究")}
    return st.fixed_dictionaries({"value": values, **finding})


@st.composite
def _career(draw: st.DrawFn, trade: str) -> list[Json]:
    """Spells that come near 120 months in the trade and 60 in the city, or well beyond, and some others."""
    total = draw(st.sampled_from([119, 120, 121, 150, 240]))
    first = min(total, draw(st.sampled_from([59, 60, 61, 119, 120, total])))
    start = 2026 * 12 + 6 - total - draw(st.sampled_from([0, 0, 0, 1]))
    spells = [_spell(start, first, trade, True)]
    if total > first:
        spells.append(_spell(start + first, total - first, trade, draw(st.booleans())))
    return spells + draw(st.lists(_spells(), max_size=2))


def _spell(start: int, length: int, trade: str, in_guilin: bool) -> Json:
    ends = {"from": _month(start), "to": _month(start + length - 1)}
    return ends | {"trade": trade, "in_guilin": in_guilin}


def _list(items: st.SearchStrategy[Json], most: int) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"complete": st.just(True), "items": st.lists(items, max_size=most)})


@st.composite
def _spells(draw: st.DrawFn) -> Json:
    start = draw(st.integers(2005 * 12, 2026 * 12 + 8))
    length = draw(st.one_of(st.integers(0, 200), st.sampled_from([58, 59, 60, 118, 119, 120])))
    ends = {"from": _month(start), "to": _month(start + length)}
    if draw(st.booleans()) and start + length >= 2026 * 12 + 5:
        del ends["to"]
    return ends | {"trade": draw(st.sampled_from(TRADES)), "in_guilin": draw(st.booleans())}


def _contests(conditions: Conditions) -> st.SearchStrategy[Json]:
    ranks = [leaf for leaf in conditions.leaves() if isinstance(leaf, Rank)]
    classes = [leaf.contest_class for leaf in ranks]
    edges = sorted({rank for leaf in ranks for rank in (leaf.at_most, leaf.at_most + 1)})
    rank = st.one_of(st.sampled_from(edges), st.integers(1, 30))
    by_name = [leaf.contest_class for leaf in ranks if leaf.by_name]
    named = st.fixed_dictionaries({"contest": st.sampled_from(by_name), "rank": rank})
    others = st.sampled_from(["某某技能竞赛", *sorted({*classes} - {*by_name})])
    confirmed = st.sampled_from([*classes, conditions.other])
    unnamed = st.fixed_dictionaries({"contest": others, "contest_class": confirmed, "rank": rank})
    return st.one_of(named, unnamed)


def _honours(conditions: Conditions) -> st.SearchStrategy[Json]:
    titles = sorted(
        {title for leaf in conditions.leaves() if isinstance(leaf, Title) for title in leaf.titles}
    )
    level = st.sampled_from(sorted(conditions.levels))
    named = st.fixed_dictionaries({"title": st.sampled_from(titles), "level": level})
    confirmed = st.sampled_from([*titles, conditions.other])
    unnamed = st.fixed_dictionaries({"title": st.just("某某称号"), "honour_class": confirmed, "level": level})
    return st.one_of(named, unnamed)


def _month(ordinal: int) -> str:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"
