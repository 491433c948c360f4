"""Says how many stand on each list for a quota (名单规模): 第八条（三）（四）（五）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules_service.receipts import ARITHMETIC, receipt
from shared.contracts.lists import (
    ListFacts,
    ListReadings,
    ListSizesAnswer,
    ListSizesDifference,
    ListSizeView,
    ReserveView,
)
from shared.regulation.edition import Edition
from shared.regulation.lists import ListSizes
from shared.regulation.ratios import decimal
from shared.regulation.stages import Lists, Stages
from shared.regulation.under_readings import Choices, changes, chosen, described, under_readings


def size_lists(edition: Edition, facts: ListFacts, given: Choices, now: datetime) -> ListSizesAnswer:
    """The sizes under the readings in use, and those under the others; raises Refusal."""
    stages = edition.needed(Stages)
    lists = edition.present(stages.lists)
    names = [parameter.reading for _, parameter in under_readings(lists)]
    choices = chosen(edition, names, given)
    sizes = lists.sizes(facts.quota, stages.ratios(), choices)
    differs = tuple(_differences(edition, stages, lists, facts.quota, choices))
    return ListSizesAnswer(
        quota=facts.quota,
        lists=tuple(_views(stages, sizes)),
        named=sizes.named,
        reserve=_reserve(lists, sizes),
        note=lists.note,
        readings=ListReadings(
            chosen=choices, basis=edition.head.silent_basis, same_under_all=not differs, differs=differs
        ),
        receipt=receipt(edition, {"readings": choices}, facts, now, engine=ARITHMETIC, overlay=given),
    )


def _views(stages: Stages, sizes: ListSizes) -> Iterator[ListSizeView]:
    for stage in stages.stages:
        if stage.list:
            found = sizes.lists[stage.id]
            yield ListSizeView(
                stage=stage.id, label=stage.label, list_label=stage.list.label,
                article=stage.list.article, quote=stage.list.quote,
                ratio=f"1:{decimal(stage.list.ratio)}", exact=decimal(found.exact),
                size=found.size, enlarged=found.size > found.rounded,
            )  # fmt: skip


def _reserve(lists: Lists, sizes: ListSizes) -> ReserveView:
    reserve = lists.reserve
    return ReserveView(
        article=reserve.article, quote=reserve.quote,
        share=f"{decimal(reserve.share * 100)}%", size=sizes.reserve,
    )  # fmt: skip


def _differences(
    edition: Edition, stages: Stages, lists: Lists, quota: int, choices: Choices
) -> Iterator[ListSizesDifference]:
    """Each other result once, with the fewest readings that lead to it."""
    seen = {_key(lists.sizes(quota, stages.ratios(), choices))}
    for changed in changes(edition, choices):
        sizes = lists.sizes(quota, stages.ratios(), {**choices, **changed})
        if _key(sizes) not in seen:
            seen.add(_key(sizes))
            yield _difference(edition, changed, sizes)


def _key(sizes: ListSizes) -> tuple[int, ...]:
    return (*(found.size for found in sizes.lists.values()), sizes.named, sizes.reserve)


def _difference(edition: Edition, changed: dict[str, str], sizes: ListSizes) -> ListSizesDifference:
    return ListSizesDifference(
        **described(edition, changed),
        sizes={stage: found.size for stage, found in sizes.lists.items()},
        named=sizes.named,
        reserve=sizes.reserve,
    )
