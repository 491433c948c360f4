"""What every file of an edition's folder has in common: strict, frozen, and quoting the regulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shared.regulation.lines import Path_

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]{0,63}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def template(*names: str) -> Any:
    """A sentence in which these names in braces are filled in, and no others."""

    def check(text: str) -> str:
        try:
            text.format(**dict.fromkeys(names, ""))
        except (KeyError, IndexError, ValueError):
            allowed = "、".join(f"{{{name}}}" for name in names) or "无"
            raise ValueError(f"花括号内只能用：{allowed}") from None
        return text

    return AfterValidator(check)


class Strict(BaseModel):
    """A part of an edition's file: frozen; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quoting(Strict):
    """An entry that implements words of the regulation: the article (as text.md names it) and the words."""

    article: Words
    quote: Words


class Part(Strict):
    """One file of the folder; a subclass names it, and is listed in `edition.PARTS`."""

    FILE: ClassVar[str]
    REQUIRED: ClassVar[bool] = True

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """What does not fit the other files: where in this file, and what; quotes are checked apart."""
        return ()

    def ids(self) -> Iterable[str]:
        """The names in this file that a reading (理解) may bear on."""
        return ()

    def readings_taken(self) -> Iterable[str]:
        """The readings (理解) that set a parameter of this file, so that answers depend on them."""
        return ()

    def printed(self) -> Iterable[tuple[Path_, str, str, str, str]]:
        """Words of the text that the file repeats without a quote: place, name, label, article, words."""
        return ()

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """The rules that cases must show: place, name, and the outcomes that must be expected somewhere."""
        return ()


def quotings(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Quoting]]:
    """Every quoting entry inside a part, with its place in the file."""
    if isinstance(value, Quoting):
        yield path, value
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from quotings(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from quotings(item, (*path, key))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from quotings(item, (*path, index))


def repeated(names: Iterable[str]) -> set[str]:
    """The names that occur more than once."""
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]


Named = Annotated[dict[Name, Words], Field(min_length=1)]
