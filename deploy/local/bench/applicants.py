"""Applicants who do not exist: facts as an integrator sends them, no two alike, the same at every run."""

from collections.abc import Iterator
from random import Random
from typing import Any

from shared.regulation.conditions import Attestation, Conditions, Judgement, Rank, Title

AS_OF = "2026-06-30"
_TRADES = (
    "钳工",
    "焊工",
    "陶瓷工",
    "电工",
    "车工",
    "汽车维修工",
    "中式烹调师",
    "竹编工",
    "漆器制作工",
    "水电工",
)
_LAST = 2026 * 12 + 5
_UNKNOWN = 0.12
"""How often a fact is not known."""

Json = dict[str, Any]


def applicants(conditions: Conditions, count: int, seed: int = 2025) -> Iterator[Json]:
    """People at every stage: checked early with little known, half way, and with every finding recorded."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    for _ in range(count):
        yield _applicant(conditions, random)


def _applicant(conditions: Conditions, random: Random) -> Json:
    trade = random.choice(_TRADES)
    leaves = list(conditions.leaves())
    attested = {leaf.fact: leaf.equals for leaf in leaves if isinstance(leaf, Attestation)}
    facts: Json = {
        name: value if random.random() < 0.93 else not value
        for name, value in attested.items()
        if random.random() > _UNKNOWN
    }
    if random.random() > _UNKNOWN:
        facts["trade"] = trade
    facts["spells"] = _listed(random, [_spell(random, trade) for _ in range(random.randint(1, 4))])
    if random.random() > _UNKNOWN:
        facts["contests"] = _listed(random, _contests(leaves, conditions.other, random))
    if random.random() > _UNKNOWN:
        facts["honours"] = _listed(random, _honours(leaves, conditions, random))
    known = random.choice((0.0, 0.2, 0.6, 1.0))
    facts["findings"] = {
        leaf.id: _finding(leaf, random)
        for leaf in leaves
        if isinstance(leaf, Judgement) and random.random() < known
    }
    return facts


def _listed(random: Random, items: list[Json]) -> Json:
    return {"complete": random.random() < 0.75, "items": items}


def _spell(random: Random, trade: str) -> Json:
    first = _LAST - random.randint(1, 400)
    last = min(first + random.randint(0, 240), _LAST + 3)
    spell: Json = {"from": _month(first)}
    if last < _LAST:
        spell["to"] = _month(last)
    if random.random() > _UNKNOWN:
        spell["trade"] = trade if random.random() < 0.7 else random.choice(_TRADES)
    if random.random() > _UNKNOWN:
        spell["in_guilin"] = random.random() < 0.8
    if random.random() < 0.5:
        spell["scans"] = [_scan(random)]
    return spell


def _contests(leaves: list[Any], other: str, random: Random) -> list[Json]:
    ranks = [leaf for leaf in leaves if isinstance(leaf, Rank)]
    classes, names = (
        [leaf.contest_class for leaf in ranks],
        [leaf.contest_class for leaf in ranks if leaf.by_name],
    )
    found = []
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        item: Json = {"contest": f"第{random.randint(1, 40)}届某某技能竞赛"}
        if random.random() < 0.4:
            item["contest"] = random.choice(names)
        elif random.random() > _UNKNOWN:
            item["contest_class"] = random.choice((*classes, other))
        if random.random() > _UNKNOWN:
            item["rank"] = random.randint(1, 30)
        found.append(item | {"scans": [_scan(random)]})
    return found


def _honours(leaves: list[Any], conditions: Conditions, random: Random) -> list[Json]:
    titles = [title for leaf in leaves if isinstance(leaf, Title) for title in leaf.titles]
    found = []
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        item: Json = {"title": f"某某荣誉{random.randint(1, 500)}"}
        if random.random() < 0.4:
            item["title"] = random.choice(titles)
        elif random.random() > _UNKNOWN:
            item["honour_class"] = random.choice((*titles, conditions.other))
        if random.random() > _UNKNOWN:
            item["level"] = random.choice(list(conditions.levels))
        found.append(item)
    return found


def _finding(leaf: Judgement, random: Random) -> Json:
    basis = f"集体研究 2026-{random.randint(1, 6):02d}-{random.randint(1, 28):02d}"
    return {
        "value": random.random() < (0.9 if "." not in leaf.id and not leaf.id.startswith("S") else 0.15),
        "by": leaf.ask.attested_by[0],
        "basis": basis,
        "on": basis[-10:],
    }


def _scan(random: Random) -> str:
    return f"{random.getrandbits(64):016x}"


def _month(ordinal: int) -> str:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"
