"""readings.yaml: what the text leaves open (理解): the question, the possible answers, and the one in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, ValidationError

from shared.regulation.conditions import Leaf, facts_read, overridden
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

_MOST_COMBINATIONS = 512


class Option(Strict):
    """One answer. `sets` changes parameters of conditions; an option without it changes none."""

    label: Words
    sets: dict[Name, dict[str, Any]] = Field(default_factory=dict)


class Reading(Quoting):
    """An open question of the text; `number` is its number in the register of ambiguities.

    `by_hand`: why no answer depends on it, however it is set: people act on it, or state facts by it.
    """

    id: Name
    number: Words
    question: Words
    options: Annotated[dict[Name, Option], Field(min_length=1)]
    default: Name
    bears_on: tuple[Name, ...] = ()
    by_hand: Words | None = Field(
        None, description="由人办理的原因；写明的，设定此项理解不改变任何答复，只供办理时遵照"
    )

    @property
    def computed(self) -> bool:
        """Whether a verdict can be worked out under some answer other than the one in use."""
        return any(option.sets for option in self.options.values())

    @property
    def not_computed(self) -> tuple[str, ...]:
        """The answers under which no verdict can be worked out: a human has to say what would follow."""
        return tuple(
            name for name, option in self.options.items() if name != self.default and not option.sets
        )


class Readings(Part):
    """理解: each with its default."""

    FILE: ClassVar[str] = "readings.yaml"

    readings: tuple[Reading, ...]

    def computed(self) -> Iterator[Reading]:
        """The readings under which a verdict is worked out."""
        return (reading for reading in self.readings if reading.computed)

    def get(self, name: str) -> Reading | None:
        """A reading by its name."""
        return next((reading for reading in self.readings if reading.id == name), None)

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Defaults that are no option, and parameters that no condition has."""
        for name in sorted(repeated(reading.id for reading in self.readings)):
            yield ("readings",), f"理解 {name} 写了两次"
        leaves = {leaf.id: leaf for leaf in edition.conditions.leaves()}
        known = {node.id for node in edition.conditions.nodes()} | set(edition.channels.materials)
        known |= {name for part in edition.parts.values() for name in part.ids()}
        for index, reading in enumerate(self.readings):
            path: Path_ = ("readings", index)
            if reading.default not in reading.options:
                yield (*path, "default"), f"没有选项 {reading.default}"
            yield from (
                ((*path, "bears_on"), f"没有条件、材料或环节 {n}") for n in reading.bears_on if n not in known
            )
            for name, option in reading.options.items():
                yield from _setting_faults((*path, "options", name, "sets"), option, leaves, edition)
        yield from self._hand_faults(edition)
        if prod(len(reading.options) for reading in self.computed()) > _MOST_COMBINATIONS:
            yield ("readings",), f"试算的理解过多：各项选项相乘不得超过{_MOST_COMBINATIONS}"

    def _hand_faults(self, edition: Edition) -> Iterator[tuple[Path_, str]]:
        """A choice that changes no answer and does not say so, or that says so and changes one."""
        taken = {name for part in edition.parts.values() for name in part.readings_taken()}
        for index, reading in enumerate(self.readings):
            works = reading.computed or reading.id in taken
            if len(reading.options) > 1 and not works and reading.by_hand is None:
                yield (
                    ("readings", index),
                    f"理解 {reading.id} 的选项不改变任何答复，须用 by_hand 写明由人办理的原因",
                )
            if works and reading.by_hand is not None:
                yield ("readings", index, "by_hand"), f"理解 {reading.id} 改变答复，不能写 by_hand"


def _setting_faults(
    path: Path_, option: Option, leaves: dict[str, Leaf], edition: Edition
) -> Iterable[tuple[Path_, str]]:
    for name, values in option.sets.items():
        if name not in leaves:
            yield (*path, name), f"没有条件 {name}"
            continue
        try:
            changed = overridden(leaves[name], values)
        except ValidationError as error:
            yield (*path, name), f"条件 {name} 不能这样设定：{error.errors()[0]['msg']}"
            continue
        for fact in sorted(set(facts_read(changed)) - set(edition.conditions.asks)):
            yield (*path, name), f"conditions.yaml 的 asks 缺少对 {fact} 的提问"
