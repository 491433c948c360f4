"""edition.yaml: which regulation this is, from when it is in force, and who is who in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words

if TYPE_CHECKING:
    from shared.regulation.edition import Edition


class Body(Strict):
    """An organ or a role (机关、主体): its full name and the short one of a headline."""

    label: Words
    short: Words


class Dated(Quoting):
    """A date that the regulation sets."""

    date: date


class Interpreter(Quoting):
    """负责解释的机关."""

    by: Name


class Source(Quoting):
    """Where the official text says what stands in this file."""

    of: Literal["title", "document_number", "issuers", "issued_on", "honour"]


class Organs(Strict):
    """机关: the issuers in order (主办 first), the office, and the union of a county."""

    issuers: Annotated[tuple[Name, ...], Field(min_length=1)]
    office: Name
    county_body: Name


class Wording(Strict):
    """用语: words that template text must not have, and the fixed names in which they may stand."""

    forbidden: tuple[Words, ...]
    allowed_within: tuple[Words, ...] = ()


class IgnoredAttributes(Quoting):
    """不受…等条件限制: attributes that no condition may read; an open list (等)."""

    names: Annotated[tuple[Words, ...], Field(min_length=1)]


class Head(Part):
    """版本 as a whole."""

    FILE: ClassVar[str] = "edition.yaml"

    format: Literal[1]
    id: Name
    status: Literal["draft", "published"]
    title: Words
    honour: Words
    document_number: Words
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    region_label: Words
    issued_on: date
    in_force: Dated
    interpreter: Interpreter
    sources: tuple[Source, ...] = ()
    bodies: dict[Name, Body]
    organs: Organs
    ignored_attributes: IgnoredAttributes
    wording: Wording
    silent_basis: Words = Field(description="办法未规定时所写的依据")
    advice_notice: Words = Field(description="每个结论都带的声明")

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Organs that are no body, and a name that is not the folder's."""
        if self.id != edition.folder.name:
            yield ("id",), f"编号 {self.id} 与文件夹名 {edition.folder.name} 不同"
        named: dict[Path_, str] = {
            ("organs", "office"): self.organs.office,
            ("organs", "county_body"): self.organs.county_body,
            ("interpreter", "by"): self.interpreter.by,
            **{("organs", "issuers", index): name for index, name in enumerate(self.organs.issuers)},
        }
        yield from ((path, f"没有主体 {name}") for path, name in named.items() if name not in self.bodies)
