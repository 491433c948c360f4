"""名单规模 (第八条（三）（四）（五）): how many stand on each list for a quota."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shared.contracts.common import Answer, Receipt
from shared.contracts.facts import Identifier, Input

ChosenReadings = Annotated[
    dict[Identifier, Identifier],
    Field(max_length=20, description="本年度所取的理解：理解 → 选项；不填的取默认"),
]


class ListFacts(Input):
    """当年名额; the regulation has none, it is set each year."""

    quota: Annotated[int, Field(ge=1, le=10_000)] = Field(description="当年拟命名的名额")


class ListSizeView(Answer):
    """One list: `exact` is the product of quota and ratio, `size` the number of persons."""

    stage: str
    label: str
    list_label: str
    article: str
    quote: str
    ratio: str = Field(description="名额与名单之比，如1:1.5")
    exact: str
    size: int
    enlarged: bool = Field(description="因后一环节的名单更大而相应放大")


class ReserveView(Answer):
    """后备人选 on the last list."""

    article: str
    quote: str
    share: str
    size: int


class ListSizesDifference(Answer):
    """Readings (理解) under which the lists are of other sizes."""

    options: dict[str, str] = Field(description="理解 → 所取选项；只列与所用理解不同的")
    questions: tuple[str, ...]
    option_labels: tuple[str, ...]
    sizes: dict[str, int]
    named: int
    reserve: int


class ListReadings(Answer):
    """Which readings the sizes rest on, and whether they are the same under all."""

    chosen: dict[str, str]
    basis: str = Field(description="所取理解的依据")
    same_under_all: bool
    differs: tuple[ListSizesDifference, ...] = ()


class ListSizesAnswer(Answer):
    """名单规模: sizes, not an obligation to fill them."""

    quota: int
    lists: tuple[ListSizeView, ...]
    named: int = Field(description="拟命名人数（不含后备）")
    reserve: ReserveView
    note: str
    readings: ListReadings
    receipt: Receipt
