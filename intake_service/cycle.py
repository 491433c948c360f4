"""A cycle (年度): what the year's notice (当年评选通知) sets and the regulation leaves open."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.contracts.overlay import NOTHING, ContestEntry, HonourEntry, Overlay

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trade(_Part):
    """培育选树目录 (第四条) 中的一个工种."""

    code: Text
    name: Text


class Contact(_Part):
    """联系方式."""

    office: Text
    phone: Text
    address: Text


class CycleData(_Part):
    """年度设定; loaded from a YAML file by `artisan intake cycle load`."""

    edition: Text
    year: Annotated[int, Field(ge=2025, le=2199)]
    opens_on: date
    deadline: date
    tenure_as_of: date | None = Field(None, description="工作年限算至哪一天；不写为申报截止日")
    correction_days: Annotated[int, Field(ge=1, le=90)] = 10
    catalogue: Annotated[tuple[Trade, ...], Field(min_length=1)]
    contacts: dict[str, Contact] = Field(description="县（市、区）代码 → 联系方式")
    remedy: Text = Field(description="不符合条件告知书的救济文字；办法未规定，按本年度设定")
    honours_register_complete: bool = Field(False, description="称号登记已录入全部往年获得者")
    readings: dict[str, str] = Field(
        default_factory=dict, description="理解 → 所取选项；不写的按版本的默认理解"
    )
    contests: tuple[ContestEntry, ...] = Field((), description="年度竞赛目录")
    honours: tuple[HonourEntry, ...] = Field((), description="年度称号目录")

    @property
    def as_of(self) -> date:
        return self.tenure_as_of or self.deadline

    @property
    def overlay(self) -> Overlay | None:
        """What rules lays over the edition (年度设定); None where the year sets nothing of it."""
        found = Overlay(readings=self.readings, contests=self.contests, honours=self.honours)
        return None if found == NOTHING else found

    def trade_name(self, code: str) -> str | None:
        return next((trade.name for trade in self.catalogue if trade.code == code), None)

    def digest(self) -> str:
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


@dataclass
class Cycles:
    """The years' settings (年度设定) as last read: every form is checked against them, and they seldom change.

    After `artisan intake cycle load` a process that runs takes the new ones up within `seconds`.
    """

    seconds: float = 5.0
    known: dict[tuple[str, int], tuple[float, CycleData]] = field(default_factory=dict)

    def get(self, edition: str, year: int, read: Callable[[], CycleData]) -> CycleData:
        """What is remembered, or else what `read` gives."""
        until, data = self.known.get((edition, year), (0.0, None))
        if data is None or until < time.monotonic():
            data = read()
            self.known[edition, year] = time.monotonic() + self.seconds, data
        return data

    def forget(self) -> None:
        """Reads again next time: a year has just been loaded."""
        self.known.clear()
