"""treatment.yaml: treatment (待遇, 第九条), upward recommendation (第十条) and the talent pool (工匠人才库, 第七条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.regulation.conditions import AskSpec
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated, template
from shared.regulation.under_readings import UnderReading, reading_faults, under_readings

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

POOL = "pool"


class Benefit(Quoting):
    """一项待遇: for the holder, or for a body; one with `amount_ask` is money, and its amount is yearly data."""

    id: Name
    label: Words
    to: Name = Field(description="holder 称号获得者本人，或 edition.yaml 的主体")
    once: bool = False
    earmark: Quoting | None = Field(None, description="专项用途")
    amount_ask: AskSpec | None = None


class Upward(Quoting):
    """向上推荐: a further title, with priority or where its own conditions are met."""

    id: Name
    label: Words
    mode: Literal["priority", "if_eligible"]
    finding: AskSpec | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.mode == "if_eligible") != (self.finding is not None):
            raise ValueError("if_eligible 须有 finding，priority 不得有")
        return self


class Pool(Quoting):
    """工匠人才库: who may enter, who decides, for how long (null = 办法没有规定), and what it is good for."""

    potential: AskSpec
    decided_by: UnderReading[Name]
    term_years: Annotated[int, Field(ge=1)] | None
    priority: Quoting
    in_pool: AskSpec


class TreatmentTexts(Strict):
    """The sentences of the answer; names in braces are filled in."""

    due: Words
    waits_for_amount: Words
    not_due: Words
    unknown: Words
    may_recommend: Words
    may_recommend_if_eligible: Words
    not_eligible: Words
    needs_judgement: Words
    not_applicable: Words
    pool_may_enter: Annotated[Words, template("decider")]
    pool_named: Words
    pool_no_potential: Words
    pool_effect: Words


class Treatment(Part):
    """待遇、向上推荐和人才库."""

    FILE: ClassVar[str] = "treatment.yaml"
    REQUIRED: ClassVar[bool] = False

    named_ask: AskSpec
    benefits: tuple[Benefit, ...]
    upward: tuple[Upward, ...]
    pool: Pool | None = None
    texts: TreatmentTexts

    def ids(self) -> Iterable[str]:
        """Benefits, further titles and the pool."""
        names = (*(item.id for item in self.benefits), *(item.id for item in self.upward))
        return (*names, POOL) if self.pool else names

    def readings_taken(self) -> Iterable[str]:
        """Those under which a parameter has other values."""
        return {parameter.reading for _, parameter in under_readings(self)}

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """Every benefit due and not due, every further title, and the pool open and not."""
        for index, item in enumerate(self.benefits):
            yield ("benefits", index), item.id, frozenset({"due", "not_due"})
        for index, title in enumerate(self.upward):
            yield ("upward", index), title.id, frozenset({"may_recommend", "not_applicable"})
        if self.pool:
            yield ("pool",), POOL, frozenset({"may_enter", "not_applicable"})

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Names used twice, and bodies and readings that do not exist."""
        for name in sorted(repeated(self.ids())):
            yield ("benefits",), f"编号 {name} 用了两次"
        bodies = {*edition.head.bodies, "holder"}
        for path, names in self._bodies():
            yield from ((path, f"没有主体 {name}") for name in names if name not in bodies)
        yield from reading_faults(edition, self)

    def _bodies(self) -> Iterator[tuple[Path_, tuple[str, ...]]]:
        yield ("named_ask",), self.named_ask.attested_by
        for index, item in enumerate(self.benefits):
            asked = item.amount_ask.attested_by if item.amount_ask else ()
            yield ("benefits", index), (item.to, *asked)
        for index, further in enumerate(self.upward):
            yield ("upward", index), further.finding.attested_by if further.finding else ()
        if self.pool:
            asked = (*self.pool.potential.attested_by, *self.pool.in_pool.attested_by)
            yield (POOL,), (*asked, *self.pool.decided_by.under.values())
