"""cases/*.yaml of the procedure (推荐程序): list sizes, publicity windows, revocation, treatment and the rest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.regulation.parts import Name, Strict, Words


class ProcedureCase(Strict):
    """What every example has: a Chinese sentence for a name, the article, and the readings taken."""

    name: Words
    article: Words
    readings: dict[Name, Name] = Field(default_factory=dict)


class ListsExpected(Strict):
    """Sizes by stage, how many are named, how many are reserve."""

    lists: dict[Name, int] = Field(default_factory=dict)
    named: int
    reserve: int
    same_under_all_readings: bool | None = None


class ListsCase(ProcedureCase):
    """One quota."""

    quota: int
    expect: ListsExpected


class ListsCases(Strict):
    """A file of quotas."""

    kind: Literal["list_sizes"]
    cases: Annotated[tuple[ListsCase, ...], Field(min_length=1)]


ProcedureCases = ListsCases
