"""The samples (样例): one YAML file per application, with the steps to play and how it has to end."""

from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from deploy.local.scans.papers import Format, Subject, scan

SAMPLES = Path(__file__).parents[1] / "samples"
CYCLE = SAMPLES / "cycle_2026.yaml"
EDITION, YEAR = "guilin_artisan_2025", 2026

StepName = Literal[
    "post_again",
    "submit",
    "review",
    "opinions",
    "findings",
    "decide",
    "issue_notice",
    "add_materials",
    "withdraw",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(_Part):
    """A material of a sample; its scan is drawn when it is posted."""

    kind: str
    scan: Format
    title: str | None = None
    copies: int | None = None
    pages: int | None = None
    issued_on: str | None = None
    about: str = ""

    @property
    def header(self) -> dict[str, Any]:
        """What the API is told of it before the scan."""
        return self.model_dump(exclude={"scan", "about"}, exclude_none=True)


class Expected(_Part):
    """How an application has to end; `asks` must be among those that are left."""

    state: str
    verdict: str | None
    version: int
    documents: dict[str, str]
    asks: tuple[str, ...] = ()


class Step(_Part):
    """One thing that a sender or a county union does."""

    name: StepName
    arguments: Any = None

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, data: Any) -> Any:
        if isinstance(data, dict) and len(data) == 1 and "name" not in data:
            ((name, arguments),) = data.items()
            return {"name": name, "arguments": arguments}
        return data


class Sample(_Part):
    """One application from its first post to its end."""

    name: str
    title: str
    expected: Expected
    application: dict[str, Any]
    materials: tuple[Paper, ...]
    steps: tuple[Step, ...] = Field(min_length=1)

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(name=path.stem, **yaml.safe_load(path.read_text("utf-8")))

    @property
    def channel(self) -> str:
        return str(self.application["channel"])

    @property
    def county(self) -> str:
        return str(self.application["county"])

    def body(self) -> dict[str, Any]:
        return {"edition": EDITION, "year": YEAR, **self.application}

    def scan_of(self, paper: Paper) -> bytes:
        return scan(paper.kind, paper.scan, self.subject(paper))

    def subject(self, paper: Paper) -> Subject:
        form, names = self.application["form"], catalogue()
        return Subject(form["name"], form["employer"], names[self.application["trade"]], paper.about)


def samples() -> list[Sample]:
    """All samples by name."""
    return [Sample.read(path) for path in sorted((SAMPLES / "applications").glob("*.yaml"))]


@cache
def catalogue() -> dict[str, str]:
    """The trades of the sample year: code and name."""
    cycle = yaml.safe_load(CYCLE.read_text("utf-8"))
    return {trade["code"]: trade["name"] for trade in cycle["catalogue"]}
