"""年度设定 that an office lays over an edition: readings, and the yearly catalogues; passed in with each request.

The receipt names it by its hash. Nothing in it decides anything by itself: a catalogue only proposes, by the name on
a certificate, what a human then confirms.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shared.contracts.facts import Identifier, Input, Text


class CatalogueEntry(Input):
    """目录中的一项: its name, and how else certificates write it."""

    name: Text = Field(description="名称")
    aliases: Annotated[
        tuple[Text, ...], Field(strict=False, max_length=20, description="证书上的其他写法")
    ] = ()


class ContestEntry(CatalogueEntry):
    """竞赛目录中的一项: which class a contest belongs to this year."""

    contest_class: Text = Field(description="竞赛类别；均不属于时填“其他”")


class HonourEntry(CatalogueEntry):
    """称号目录中的一项."""

    honour_class: Text = Field(description="称号或奖项；均不是时填“其他”")
    level: Identifier | None = Field(None, description="级别代码")


class Overlay(Input):
    """年度设定；不填的按版本的默认理解"""

    readings: Annotated[dict[Identifier, Identifier], Field(max_length=200)] = Field(
        default_factory=dict, description="理解 → 所取选项"
    )
    contests: Annotated[tuple[ContestEntry, ...], Field(strict=False, max_length=2000)] = ()
    honours: Annotated[tuple[HonourEntry, ...], Field(strict=False, max_length=2000)] = ()
    trades: Annotated[tuple[Text, ...], Field(strict=False, max_length=2000)] | None = Field(
        None, description="当年培育选树目录中的工种"
    )


NOTHING = Overlay()
