"""channels.yaml: what each channel (申报渠道) must hand in (申报材料), who brings it and when; 第八条."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from shared.contracts.materials import Party, Stage
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Named, Part, Quoting, Strict, Words, repeated, template
from shared.regulation.under_readings import Choices, UnderReading, reading_faults, under_readings

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Condition = Literal["public_official", "exercises_power", "claims_awards"]
"""Facts on which a requirement may depend."""

RegionTie = Literal["works_in_region", "certified_in_region"]
"""What ties an expert to the region: 在本市工作, 证书在本市核发."""

STAGES: tuple[Stage, ...] = ("submission", "county_review", "forwarding")


class Copies(Quoting):
    """份数: how many of each paper, and from which stage on the paper must be there to be counted."""

    at_least: Annotated[int, Field(ge=1)]
    due: Stage


class Requirement(Quoting):
    """One material that a channel must hand in."""

    material: Name
    by: Party
    due: Stage
    when: Condition | None = None
    paper: bool = Field(False, description="书面材料，适用份数要求")
    original: bool = Field(False, description="须出示原件，资格审核后退回")
    max_characters: Annotated[int, Field(ge=1)] | None = None
    must_agree: bool = Field(False, description="意见内容须为同意")
    note_older_than_days: Annotated[int, Field(ge=1)] | None = None
    max_age_days: UnderReading[Annotated[int, Field(ge=1)] | None] | None = Field(
        None, description="出具日期距截止日至多多少日，随理解；null为不设期限"
    )


class Consent(Quoting):
    """征得被推荐人同意."""

    by: Party
    due: Stage
    label: Words


class Recommenders(Quoting):
    """推荐专家: how many, with which qualifications, in the same trade or not."""

    at_least: Annotated[int, Field(ge=1)]
    qualifications: Named
    same_trade: bool
    region_tie: UnderReading[dict[Name, RegionTie]] | None = Field(
        None, description="某种资格另须在本市工作或证书在本市核发，随理解；不写的不另要求"
    )
    by: Party
    due: Stage
    label: Words


class Note(Quoting):
    """What a reader may stumble over, said with every answer of the channel."""

    text: Words


class Receiver(Quoting):
    """Who takes the application in: the union where the candidate works (工作所在地)."""

    by: Name


class Channel(Quoting):
    """申报渠道: who submits, and what."""

    id: Name
    label: Words
    submitter: Party
    receiver: Receiver
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    consent: Consent | None = None
    recommenders: Recommenders | None = None
    notes: tuple[Note, ...] = ()


Headline = Annotated[Words, template("stage", "count", "party")]
Reason = Annotated[Words, template("label", "expected", "found")]
RecommenderReason = Annotated[Words, template("expected", "qualifications", "found")]


class MaterialTexts(Strict):
    """The sentences about materials; names in braces are filled in."""

    complete: Headline
    incomplete: Headline
    to_check: Headline
    missing: Reason
    copies: Reason
    copies_unknown: Reason
    original: Reason
    original_unknown: Reason
    characters: Reason
    characters_unknown: Reason
    opinion_disagree: Reason
    opinion_unknown: Reason
    consent_missing: Words
    consent_refused: Words
    recommenders_short: RecommenderReason
    recommenders_unknown: RecommenderReason
    when_unknown: dict[Condition, Annotated[Words, template("label")]]
    old: Annotated[Words, template("label", "days")]
    too_old: Annotated[Words, template("label", "days")] | None = None
    age_unknown: Annotated[Words, template("label", "days")] | None = None


class Channels(Part):
    """申报渠道和申报材料."""

    FILE: ClassVar[str] = "channels.yaml"

    stages: dict[Stage, Words]
    parties: dict[Party, Words]
    materials: Named
    copies: Copies
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    officials: UnderReading[tuple[Condition, ...]] | None = Field(
        None, description="须具备哪些事实才算公职人员，随理解；不写的只看 public_official"
    )
    texts: MaterialTexts

    def conditions_of(self, requirement: Requirement, choices: Choices) -> tuple[Condition, ...]:
        """The facts on which a requirement depends, all of them; none if it is always asked for."""
        if requirement.when == "public_official" and self.officials:
            return self.officials.value(choices)
        return (requirement.when,) if requirement.when else ()

    def readings_taken(self) -> Iterable[str]:
        """Those under which a material is asked for or not, or is good enough or not."""
        return {parameter.reading for _, parameter in under_readings(self)}

    def get(self, name: str) -> Channel | None:
        """A channel by its name."""
        return next((channel for channel in self.channels if channel.id == name), None)

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """Every material, there and missing, in one channel or another; and every channel."""
        places: dict[str, Path_] = {}
        for index, channel in enumerate(self.channels):
            yield ("channels", index), channel.id, frozenset()
            for at, item in enumerate(channel.requirements):
                places.setdefault(item.material, ("channels", index, "requirements", at))
        yield from ((path, name, frozenset({"met", "missing"})) for name, path in places.items())

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Channels or materials named twice, and materials that stand nowhere."""
        for name in sorted(repeated(channel.id for channel in self.channels)):
            yield ("channels",), f"渠道 {name} 写了两次"
        for index, channel in enumerate(self.channels):
            if channel.receiver.by not in edition.head.bodies:
                yield ("channels", index, "receiver", "by"), f"没有主体 {channel.receiver.by}"
            yield from self._channel_faults(("channels", index), channel)
        yield from self._text_faults()
        yield from reading_faults(edition, self)

    def _text_faults(self) -> Iterator[tuple[Path_, str]]:
        every = [item for channel in self.channels for item in channel.requirements]
        if any(item.max_age_days for item in every) and None in (self.texts.too_old, self.texts.age_unknown):
            yield ("texts",), "写有 max_age_days 的，须有 too_old 和 age_unknown"
        asked = {name for item in every if item.when for name in (item.when, *self._officials(item))}
        for name in sorted(asked - set(self.texts.when_unknown)):
            yield ("texts", "when_unknown"), f"缺少 {name}"

    def _officials(self, item: Requirement) -> Iterator[Condition]:
        if item.when == "public_official" and self.officials:
            yield from (name for names in self.officials.under.values() for name in names)

    def _channel_faults(self, path: Path_, channel: Channel) -> Iterator[tuple[Path_, str]]:
        for name in sorted(repeated(item.material for item in channel.requirements)):
            yield (*path, "requirements"), f"材料 {name} 写了两次"
        for index, item in enumerate(channel.requirements):
            if item.material not in self.materials:
                yield (*path, "requirements", index, "material"), f"没有材料 {item.material}"


def is_due(due: Stage, stage: Stage) -> bool:
    """Whether what is due at one stage (程序环节) is due by another."""
    return STAGES.index(due) <= STAGES.index(stage)
