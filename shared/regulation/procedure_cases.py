"""cases/*.yaml of the procedure (推荐程序): list sizes, publicity windows, revocation, treatment and the rest."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from shared.contracts.revocation import GroundResult
from shared.contracts.verdict import Outcome
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


class PublicityExpected(Strict):
    """The window, or the codes of what is missing; `rest_days` are the days off in it with their names."""

    first_day: date | None = None
    last_day: date | None = None
    missing: tuple[Words, ...] = ()
    rest_days: dict[date, Words] | None = None
    notes: int | None = None
    same_under_all_readings: bool | None = None
    lists_reserves: bool | None = None

    @model_validator(mode="after")
    def _either(self) -> Self:
        if (self.first_day is None) != bool(self.missing) or (self.last_day is None) != bool(self.missing):
            raise ValueError("须写出起止日期，或所缺的通知")
        return self


class PublicityCase(ProcedureCase):
    """One day of publication, with what the office has entered."""

    published_on: date
    corrected_on: date | None = None
    calendar: dict[str, Any] = Field(default_factory=dict)
    expect: PublicityExpected


class PublicityCases(Strict):
    """A file of days of publication."""

    kind: Literal["publicity"]
    cases: Annotated[tuple[PublicityCase, ...], Field(min_length=1)]


class RevocationExpected(Strict):
    """The whole and each ground; `parts` in four values; `decisive` are all decisive asks, `asks` some of the asks."""

    outcome: GroundResult
    grounds: dict[Name, GroundResult] = Field(default_factory=dict)
    parts: dict[Name, Outcome] = Field(default_factory=dict)
    decisive: tuple[Words, ...] | None = None
    asks: tuple[Words, ...] = ()
    headline: Words | None = None
    steps: tuple[Name, ...] | None = None
    actors: dict[Name, Words] = Field(default_factory=dict)
    recovered: tuple[Name, ...] | None = None
    not_recovered: tuple[Name, ...] | None = None
    notes: int | None = None


class RevocationCase(ProcedureCase):
    """One holder; `facts` are laid over those of the file."""

    facts: dict[str, Any] = Field(default_factory=dict)
    expect: RevocationExpected


class RevocationCases(Strict):
    """A file of holders."""

    kind: Literal["revocation"]
    as_of: date
    base: dict[str, Any]
    cases: Annotated[tuple[RevocationCase, ...], Field(min_length=1)]


class TreatmentExpected(Strict):
    """The state of each benefit, further title and the pool; `asks` are all asks, `decisive` those that matter."""

    benefits: dict[Name, Words] = Field(default_factory=dict)
    upward: dict[Name, Words] = Field(default_factory=dict)
    pool: Words | None = None
    decider: Name | None = None
    asks: tuple[Words, ...] | None = None


class TreatmentCase(ProcedureCase):
    """One candidate or holder."""

    facts: dict[str, Any] = Field(default_factory=dict)
    expect: TreatmentExpected


class TreatmentCases(Strict):
    """A file of candidates and holders."""

    kind: Literal["treatment"]
    cases: Annotated[tuple[TreatmentCase, ...], Field(min_length=1)]


class NamingExpected(Strict):
    """Whether the candidate may be named, and what is asked."""

    outcome: Name
    reasons: Annotated[int, Field(ge=1)] | None = None
    decisive: tuple[Words, ...] | None = None
    reserve_moves_up: bool | None = None
    substitute_published_anew: bool | None = None
    documents: tuple[Words, ...] | None = None
    differs: tuple[Name, ...] | None = None


class NamingCase(ProcedureCase):
    """One candidate on one day."""

    as_of: date
    facts: dict[str, Any] = Field(default_factory=dict)
    expect: NamingExpected


class NamingCases(Strict):
    """A file of candidates before the naming."""

    kind: Literal["naming"]
    cases: Annotated[tuple[NamingCase, ...], Field(min_length=1)]


class TiesExpected(Strict):
    """For each contender its rank, or from–to; `asks` are all asks."""

    ranks: dict[Words, tuple[int, int]]
    asks: tuple[Words, ...] = ()


class TiesCase(ProcedureCase):
    """A list of contenders."""

    contenders: tuple[dict[str, Any], ...]
    expect: TiesExpected


class TiesCases(Strict):
    """A file of lists of contenders."""

    kind: Literal["ties"]
    cases: Annotated[tuple[TiesCase, ...], Field(min_length=1)]


ProcedureCases = ListsCases | PublicityCases | RevocationCases | TreatmentCases | NamingCases | TiesCases
