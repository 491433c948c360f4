"""Parameters of the procedure that a reading (理解) sets: for each of its options, the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field

from shared.problems import FieldError, Refusal
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Strict

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

V = TypeVar("V")
Choices = Mapping[str, str]
"""For each reading, the option taken."""


class UnderReading(Strict, Generic[V]):
    """One parameter, and its value under each option of a reading."""

    reading: Name
    under: Annotated[dict[Name, V], Field(min_length=1)]

    def value(self, choices: Choices) -> V:
        """The value under the option taken."""
        return self.under[choices[self.reading]]


def under_readings(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, UnderReading[Any]]]:
    """Every such parameter inside a part, with its place in the file."""
    if isinstance(value, UnderReading):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from under_readings(getattr(value, name), (*path, name))
    elif isinstance(value, (dict, tuple, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from under_readings(item, (*path, key))


def reading_faults(edition: Edition, part: BaseModel) -> Iterator[tuple[Path_, str]]:
    """Parameters of a reading that does not exist, or that has other options."""
    for path, parameter in under_readings(part):
        reading = edition.readings.get(parameter.reading)
        if reading is None:
            yield (*path, "reading"), f"没有理解 {parameter.reading}"
        elif set(reading.options) != set(parameter.under):
            yield (*path, "under"), f"应恰好写出 {parameter.reading} 的选项：{'、'.join(reading.options)}"


def chosen(edition: Edition, names: Iterable[str], given: Choices) -> dict[str, str]:
    """The options of these readings: as given by the office, or else the default; a Refusal (422) for others."""
    names = list(dict.fromkeys(names))
    errors = list(_errors(edition, names, given))
    if errors:
        raise Refusal(422, "readings_unfit", "所取的理解与本版本不符，请按errors修改后重新提交。", errors)
    readings = {reading.id: reading for reading in edition.readings.readings}
    return {name: given.get(name, readings[name].default) for name in names}


def combinations(edition: Edition, names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Every combination of the options of these readings."""
    readings = [reading for reading in edition.readings.readings if reading.id in set(names)]
    for options in product(*(reading.options for reading in readings)):
        yield {reading.id: option for reading, option in zip(readings, options, strict=True)}


def changes(edition: Edition, choices: Choices) -> list[dict[str, str]]:
    """What every other combination of these readings changes; the fewest changes first."""
    others = ({n: o for n, o in other.items() if choices[n] != o} for other in combinations(edition, choices))
    return sorted((changed for changed in others if changed), key=len)


def described(edition: Edition, changed: Choices) -> dict[str, Any]:
    """These options with the questions that they answer, as a difference of readings tells them."""
    readings = {reading.id: reading for reading in edition.readings.readings}
    return {
        "options": dict(changed),
        "questions": tuple(readings[name].question for name in changed),
        "option_labels": tuple(readings[name].options[option].label for name, option in changed.items()),
    }


def _errors(edition: Edition, names: list[str], given: Choices) -> Iterator[FieldError]:
    for name, option in given.items():
        reading = edition.readings.get(name)
        if reading is None or name not in names:
            known = "、".join(names) or "无"
            yield FieldError(f"readings.{name}", "unknown_reading", f"此处没有这一理解；可填：{known}。")
        elif option not in reading.options:
            options = "、".join(f"{code}（{item.label}）" for code, item in reading.options.items())
            yield FieldError(f"readings.{name}", "unknown_option", f"没有这一选项；可填：{options}。")
