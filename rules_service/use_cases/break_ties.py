"""Orders contenders of equal standing (同等条件下优先): 第七条; the pool breaks ties, and is never a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from rules_service.human_findings import ask
from rules_service.receipts import PLAIN, receipt
from shared.contracts.treatment import Contender, RankedContender, TieAnswer, TieFacts
from shared.contracts.verdict import Ask
from shared.problems import FieldError, Refusal
from shared.regulation.edition import Edition
from shared.regulation.treatment import POOL, Pool, Treatment


def break_ties(edition: Edition, facts: TieFacts, now: datetime) -> TieAnswer:
    """The order by the review, then by the pool; what neither decides stays open; raises Refusal."""
    treatment = edition.needed(Treatment)
    pool = edition.present(treatment.pool)
    _refuse_repeated(facts)
    places = sorted(facts.contenders, key=lambda contender: contender.place)
    order: list[RankedContender] = []
    for _, group in groupby(places, key=lambda contender: contender.place):
        order += _ranked(list(group), len(order))
    return TieAnswer(
        order=tuple(order),
        article=pool.priority.article,
        quote=pool.priority.quote,
        text=treatment.texts.pool_effect,
        asks=tuple(_asks(edition, pool, facts)),
        receipt=receipt(edition, {}, facts, now, engine=PLAIN),
    )


def _refuse_repeated(facts: TieFacts) -> None:
    seen: set[str] = set()
    errors = []
    for index, contender in enumerate(facts.contenders):
        if contender.ref in seen:
            field = f"contenders.{index}.ref"
            errors.append(FieldError(field, "entered_twice", "同一编号写了两次，请核对。"))
        seen.add(contender.ref)
    if errors:
        raise Refusal(422, "facts_unfit", "有内容重复，请按errors逐项修改后重新提交。", errors)


def _ranked(group: Sequence[Contender], before: int) -> list[RankedContender]:
    """One group of equal standing: behind all that are surely ahead, before all that are surely behind."""
    ahead = sum(contender.in_pool is True for contender in group)
    behind = sum(contender.in_pool is False for contender in group)
    ranked = []
    for contender in sorted(group, key=lambda c: (c.in_pool is not True, c.in_pool is False)):
        first = before + 1 + (ahead if contender.in_pool is False else 0)
        last = before + len(group) - (behind if contender.in_pool is True else 0)
        ranked.append(
            RankedContender(
                ref=contender.ref,
                place=contender.place,
                from_rank=first,
                to_rank=last,
                decided=_decided(first == last, len(group)),
            )
        )
    return ranked


def _decided(settled: bool, size: int) -> Literal["by_review", "by_pool", "open"]:
    if not settled:
        return "open"
    return "by_review" if size == 1 else "by_pool"


def _asks(edition: Edition, pool: Pool, facts: TieFacts) -> Iterator[Ask]:
    """Whoever stands alone on a place needs no answer."""
    places = Counter(contender.place for contender in facts.contenders)
    for index, contender in enumerate(facts.contenders):
        if contender.in_pool is None and places[contender.place] > 1:
            fact = f"contenders[{index}].in_pool"
            article = pool.priority.article
            yield ask(edition, pool.in_pool, fact, "boolean", article, POOL, number=index + 1)
