"""channels.yaml: what each channel (申报渠道) must hand in (申报材料), who brings it and when; 第八条."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from shared.contracts.materials import Party, Stage
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Named, Part, Quoting, Strict, Words, repeated, template

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Condition = Literal["public_official", "claims_awards"]
"""Facts on which a requirement may depend."""

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


class Channels(Part):
    """申报渠道和申报材料."""

    FILE: ClassVar[str] = "channels.yaml"

    stages: dict[Stage, Words]
    parties: dict[Party, Words]
    materials: Named
    copies: Copies
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    texts: MaterialTexts

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

    def _channel_faults(self, path: Path_, channel: Channel) -> Iterator[tuple[Path_, str]]:
        for name in sorted(repeated(item.material for item in channel.requirements)):
            yield (*path, "requirements"), f"材料 {name} 写了两次"
        for index, item in enumerate(channel.requirements):
            if item.material not in self.materials:
                yield (*path, "requirements", index, "material"), f"没有材料 {item.material}"


def is_due(due: Stage, stage: Stage) -> bool:
    """Whether what is due at one stage (程序环节) is due by another."""
    return STAGES.index(due) <= STAGES.index(stage)
