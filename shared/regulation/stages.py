"""stages.yaml: the procedure (推荐程序) of 第七、八、十一、十二条: who acts, on what list, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from shared.regulation.conditions import AskSpec
from shared.regulation.lines import Path_
from shared.regulation.lists import ListSizes, ReserveRule, list_sizes
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated, template
from shared.regulation.ratios import Ratio, Rounding, Share
from shared.regulation.under_readings import Choices, UnderReading, reading_faults, under_readings

if TYPE_CHECKING:
    from shared.regulation.edition import Edition


class Cycle(Quoting):
    """批次: how often, and how many batches each time."""

    every_years: Annotated[int, Field(ge=1)]
    batches: Annotated[int, Field(ge=1)]


class YearlyDatum(Quoting):
    """What the regulation leaves to the year's notice (当年评选通知); asked for where it is needed."""

    id: Name
    label: Words
    question: Words
    attested_by: Annotated[tuple[Name, ...], Field(min_length=1)]
    stated: bool = Field(description="办法写明由当年通知规定；为假的，办法未规定")


class Post(Quoting):
    """职务: who holds it by office; the person is yearly data."""

    label: Words
    holder: Words


class Committee(Quoting):
    """领导小组、办公室: its members, and the posts in it."""

    body: Name
    lead: Name
    members: Annotated[tuple[Name, ...], Field(min_length=1)]
    posts: tuple[Post, ...]


class Meeting(Quoting):
    """会议: each leaves a record."""

    id: Name
    label: Words


class Shortlist(Quoting):
    """名单: its ratio to the quota."""

    label: Words
    ratio: Ratio


class ProcedureStage(Quoting):
    """程序环节: who acts, with whom, in which meetings, and what comes out of it."""

    id: Name
    label: Words
    actors: Annotated[tuple[Name, ...], Field(min_length=1)]
    actor_reading: Name | None = Field(None, description="办法没有写明由谁办理时所取的理解")
    consults: tuple[Name, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    list: Shortlist | None = None
    output: Words


class Reserve(Quoting):
    """后备人选: their share, and what the text leaves open about it."""

    share: Share
    rule: UnderReading[ReserveRule]
    at_least: UnderReading[int]


class Lists(Strict):
    """How a number of persons is rounded, and the reserve on the last list."""

    rounding: UnderReading[Rounding]
    reserve: Reserve
    note: Words

    def sizes(self, quota: int, ratios: Mapping[str, Fraction], choices: Choices) -> ListSizes:
        """名单规模: how many stand on each list for a quota, under the readings chosen."""
        reserve = self.reserve
        rule, least = reserve.rule.value(choices), reserve.at_least.value(choices)
        return list_sizes(quota, ratios, reserve.share, rule, self.rounding.value(choices), least)


class Publicity(Quoting):
    """公示: how many working days, where, and whether the day of publication counts.

    `restarts`: whether a text that was put right is published for the whole time again; `lists_reserves`: whether the
    reserve candidates stand in it, or are published only once one of them moves up.
    """

    working_days: Annotated[int, Field(ge=1, le=60)]
    site: Words
    counts_publication_day: UnderReading[bool]
    restarts: UnderReading[bool] | None = None
    lists_reserves: UnderReading[bool] | None = None


ObjectionEffect = Literal["cancelled", "kept", "needs_judgement"]


class ObjectionOutcome(Quoting):
    """异议核实结果, and what follows for the candidate."""

    label: Words
    effect: ObjectionEffect
    reserve_moves_up: bool = False


class Objections(Quoting):
    """异议: must be looked into; meanwhile the naming waits, of the person or of all."""

    upheld: ObjectionOutcome
    rejected: ObjectionOutcome
    partly_upheld: UnderReading[ObjectionEffect]
    holds: UnderReading[Literal["person", "batch"]]
    late: UnderReading[bool] | None = Field(None, description="公示期满后、命名前提出的是否受理；不写的受理")


class NamingTexts(Strict):
    """The sentences of the guard; names in braces are filled in."""

    may_be_named: Words
    unknown: Words
    not_yet: Annotated[Words, template("last_day")]
    on_hold: Words
    on_hold_batch: Words
    needs_judgement: Words
    cancelled: Words


class NamingAsks(Strict):
    """How to ask for what the guard has to know."""

    last_day: AskSpec
    objections: AskSpec
    others_open: AskSpec


LeftEffect = Literal["withdrawn", "needs_judgement", "named"]
LeftBy = Literal["withdrawn", "died", "moved_away"]


class LeftTexts(Strict):
    """What is said of somebody who is not named, or of whom a human has to decide."""

    withdrawn: Words
    needs_judgement: Words


class Left(Strict):
    """命名前撤回、去世或调离: looked into again on the day of naming; what follows for each."""

    effects: UnderReading[dict[LeftBy, LeftEffect]]
    ask: AskSpec
    texts: LeftTexts


class Naming(Quoting):
    """命名: the joint document and the circular (通报), once nothing stands in the way."""

    issuers: Annotated[tuple[Name, ...], Field(min_length=1)]
    document: Words
    papers: UnderReading[tuple[Words, ...]] | None = Field(
        None, description="命名印发的文书；不写的只有 document"
    )
    left: Left | None = Field(None, description="命名当日的复核；不写的不复核")
    asks: NamingAsks
    texts: NamingTexts


class Stages(Part):
    """推荐程序."""

    FILE: ClassVar[str] = "stages.yaml"
    REQUIRED: ClassVar[bool] = False

    cycle: Cycle
    yearly: tuple[YearlyDatum, ...]
    committees: tuple[Committee, ...]
    stages: Annotated[tuple[ProcedureStage, ...], Field(min_length=1)]
    lists: Lists | None = None
    publicity: Publicity | None = None
    objections: Objections | None = None
    naming: Naming

    def ratios(self) -> dict[str, Fraction]:
        """The ratio of each stage that has a list, in order."""
        return {stage.id: stage.list.ratio for stage in self.stages if stage.list}

    def get(self, name: str | None) -> ProcedureStage | None:
        """A stage by its id."""
        return next((stage for stage in self.stages if stage.id == name), None)

    def ids(self) -> Iterable[str]:
        """The stages."""
        return (stage.id for stage in self.stages)

    def readings_taken(self) -> Iterable[str]:
        """Those under which a parameter has other values."""
        return {parameter.reading for _, parameter in under_readings(self)}

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """Every stage that has a list; the publicity, and the naming that waits for it."""
        for index, stage in enumerate(self.stages):
            if stage.list:
                yield ("stages", index), stage.id, frozenset()
        if self.publicity:
            yield ("publicity",), "publicity", frozenset()
            yield ("naming",), "naming", frozenset()

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Stages named twice or out of step with channels.yaml, bodies and readings that do not exist."""
        for name in sorted(repeated(self.ids())):
            yield ("stages",), f"环节 {name} 写了两次"
        for name in sorted(set(edition.channels.stages) - set(self.ids())):
            yield ("stages",), f"缺少 channels.yaml 的环节 {name}"
        if self.lists and not self.ratios():
            yield ("lists",), "没有一个环节有名单"
        for path, body in self._bodies():
            if body not in edition.head.bodies:
                yield path, f"没有主体 {body}"
        for index, stage in enumerate(self.stages):
            if stage.actor_reading and edition.readings.get(stage.actor_reading) is None:
                yield ("stages", index, "actor_reading"), f"没有理解 {stage.actor_reading}"
        yield from reading_faults(edition, self)

    def _bodies(self) -> Iterator[tuple[Path_, str]]:
        for index, stage in enumerate(self.stages):
            yield from ((("stages", index, "actors"), name) for name in stage.actors)
            yield from ((("stages", index, "consults"), name) for name in stage.consults)
        for index, committee in enumerate(self.committees):
            names = (committee.body, committee.lead, *committee.members)
            yield from ((("committees", index), name) for name in names)
        for index, datum in enumerate(self.yearly):
            yield from ((("yearly", index, "attested_by"), name) for name in datum.attested_by)
        asks = self.naming.asks
        for ask in (asks.last_day, asks.objections, asks.others_open):
            yield from ((("naming", "asks"), name) for name in ask.attested_by)
        yield from ((("naming", "issuers"), name) for name in self.naming.issuers)
