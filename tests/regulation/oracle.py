"""A plain interpreter of the same YAML (对照解释器): no engine, no models, no months arithmetic of ours.

It reads conditions.yaml as it stands and the facts as plain JSON, counts months in sets, and decides every leaf
three-valued. What it and the service disagree on is a fault of one of them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]


def load(folder: Path) -> Json:
    """The conditions as plain data."""
    data: Json = yaml.safe_load((folder / "conditions.yaml").read_text("utf-8"))
    return data


def leaves(conditions: Json) -> Iterator[Json]:
    """Every leaf."""
    stack = [*conditions["general"], conditions["items"]]
    while stack:
        node = stack.pop()
        if "parts" in node:
            stack += node["parts"]
        else:
            yield node


def verdict(conditions: Json, facts: Json, as_of: str, sets: Json | None = None) -> str:
    """eligible, not_eligible or undetermined; `sets` are the parameters that a reading changes."""
    found = [
        decide(conditions, node, facts, as_of, sets or {})
        for node in [*conditions["general"], conditions["items"]]
    ]
    if False in found:
        return "not_eligible"
    return "undetermined" if None in found else "eligible"


def decide(conditions: Json, node: Json, facts: Json, as_of: str, sets: Json) -> bool | None:
    """Whether a node is met."""
    if "parts" in node:
        found = {decide(conditions, part, facts, as_of, sets) for part in node["parts"]}
        settled = node["kind"] == "any"
        return settled if settled in found else None if None in found else not settled
    leaf = node | sets.get(node["id"], {})
    kind: str = leaf["kind"]
    decided: bool | None = globals()[f"_{kind}"](conditions, leaf, facts, as_of)
    return decided


def _attestation(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    value = facts.get(leaf["fact"])
    as_it_is = None if value is None else value is leaf["equals"]
    excused = facts.get(leaf["unless"]) if leaf.get("unless") else False
    return True if True in (as_it_is, excused) else None if None in (as_it_is, excused) else False


def _judgement(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    finding = facts.get("findings", {}).get(leaf["id"])
    return None if finding is None else finding["value"]


def _duration(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    if facts.get("spells") is None:
        return None
    spells, needed = facts["spells"], leaf["at_least"]["months"]
    until = _number(as_of)
    if leaf.get("until") == "year_end":
        until = int(as_of[:4]) * 12 + 12
    trades = [facts.get("trade")]
    if leaf.get("same_trade") and trades == [None]:
        trades = [object(), *{spell.get("trade") for spell in spells.get("items", []) if spell.get("trade")}]
    least, most = [], []
    for trade in trades:
        sure: set[int] = set()
        possible: set[int] = set()
        for spell in spells.get("items", []):
            tests = []
            if leaf.get("same_trade"):
                tests.append(None if spell.get("trade") is None else spell["trade"] == trade)
            if leaf.get("in_region"):
                tests.append(spell.get("in_guilin"))
            months = {m for m in _months(spell) if m <= until}
            if False not in tests:
                possible |= months
            if all(test is True for test in tests):
                sure |= months
        count = _longest if leaf.get("counting") == "continuous" else len
        lost = _lost(leaf)
        least.append(count(sure) - lost(sure))
        most.append(count(possible) - lost(possible))
    if min(least) >= needed:
        return True
    return False if spells.get("complete") and max(most) < needed else None


def _rank(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    contests = facts.get("contests") or {}
    names = {other["contest_class"] for other in leaves(conditions) if other.get("by_name")}
    states: list[bool | None] = []
    for item in contests.get("items", []):
        known = item["contest"] if item["contest"] in names else item.get("contest_class")
        of_class = None if known is None else known == leaf["contest_class"]
        good = None if item.get("rank") is None else item["rank"] <= leaf["at_most"]
        states.append(_and(of_class, good))
    return _exists(states, contests)


def _title(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    honours = facts.get("honours") or {}
    states: list[bool | None] = []
    for item in honours.get("items", []):
        title, level = _recognised(conditions, item)
        named = None if title is None else title in leaf["titles"]
        at_level = True if not leaf.get("levels") else None if level is None else level in leaf["levels"]
        states.append(_and(named, at_level))
    return _exists(states, honours)


def _unlisted_title(conditions: Json, leaf: Json, facts: Json, as_of: str) -> bool | None:
    honours = facts.get("honours") or {}
    titles = [_recognised(conditions, item)[0] for item in honours.get("items", [])]
    return _exists([None if title is None else title == conditions["other"] for title in titles], honours)


def _recognised(conditions: Json, item: Json) -> tuple[str | None, str | None]:
    for leaf in leaves(conditions):
        if leaf["kind"] == "title":
            for title in leaf["titles"]:
                if item["title"] == title:
                    return title, item.get("level")
                for level in leaf.get("levels", []):
                    if item["title"] == conditions["levels"][level] + title:
                        return title, level
    return item.get("honour_class"), item.get("level")


def _and(*tests: bool | None) -> bool | None:
    return False if False in tests else None if None in tests else True


def _exists(states: list[bool | None], items: Json) -> bool | None:
    if True in states:
        return True
    return False if items.get("complete") and None not in states else None


def _number(month: str) -> int:
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number)


def _months(spell: Json) -> range:
    return range(_number(spell["from"]), _number(spell.get("to") or "2199-12") + 1)


def _lost(leaf: Json) -> Callable[[set[int]], int]:
    """The months that do not count where only one end of an unbroken run does."""
    if leaf.get("ends") != "one":
        return lambda months: 0
    if leaf.get("counting") == "continuous":
        return lambda months: bool(months)
    return lambda months: sum(month - 1 not in months for month in months)


def _longest(months: set[int]) -> int:
    best = 0
    for month in months:
        if month - 1 not in months:
            length = 1
            while month + length in months:
                length += 1
            best = max(best, length)
    return best
