"""documents.yaml: the official documents (文书): ground, occasion, template and number of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated
from shared.regulation.stages import Stages

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Occasion = Literal["complete", "undetermined", "incomplete", "not_eligible"]
Scope = Literal["year", "organ"]
Layout = Literal["gbt9704", "red_head", "slip", "form", "table", "certificate"]


class Series(Strict):
    """编号序列: the pattern of a number, and within what it counts from 1."""

    id: Name
    title: Words
    pattern: Words = Field(description="{year} 年份，{organ} 机关代码，{n} 或 {n:04d} 流水号")
    per: Annotated[tuple[Scope, ...], Field(min_length=1)]
    note: Words = Field(description="编号格式从何而来")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        fields = [item[1:] for item in Formatter().parse(self.pattern) if item[1] is not None]
        names = [(name, spec or conversion) for name, spec, conversion in fields]
        if {name for name, _ in names} != {"n", *self.per}:
            raise ValueError("pattern 须恰好写出 n 和 per 所列各项")
        if any(spec and not (name == "n" and spec.strip("0123456789") == "d") for name, spec in names):
            raise ValueError("pattern 中只有 n 可以写成 {n:04d} 这样的格式")
        return self

    def number(self, n: int, year: int, organ: str) -> str:
        """The n-th number, as printed."""
        return self.pattern.format(n=n, year=year, organ=organ)

    def read(self, number: str) -> tuple[int, int, str] | None:
        """The n, year and organ of a printed number (0 and "" where it names none); None if it does not fit."""
        shapes = {"n": r"(?P<n>\d{1,8})", "year": r"(?P<year>2\d{3})", "organ": r"(?P<organ>\d{6})"}
        parts = ((text, shapes[name] if name else "") for text, name, _, _ in Formatter().parse(self.pattern))
        found = re.fullmatch("".join(re.escape(text) + shape for text, shape in parts), number, re.ASCII)
        if found is None:
            return None
        named = {"year": "0", "organ": ""} | found.groupdict()
        read = int(named["n"]), int(named["year"]), named["organ"]
        # Written in one way only: no leading zeros beyond the pattern's own, and no number 0.
        return read if read[0] > 0 and self.number(*read) == number else None


class DocumentDefinition(Strict):
    """文书: no `basis` where the regulation is silent and the year's settings decide (按本年度设定).

    Several documents may share a code: a form and its supplementary sheets, a record and its letter.
    """

    code: Annotated[str, Field(pattern=r"^[DR]\d\d$")] = Field(
        description="D为办法和办理所需的文书，R为软件自己的登记簿和封面"
    )
    kind: Name
    title: Words
    basis: Quoting | None
    use: Words = Field(description="何时、由谁、为什么用这份文书")
    stage: Name | None = Field(None, description="属于哪个程序环节，见 stages.yaml；空为不属于单一环节")
    when: tuple[Occasion, ...] = Field((), description="申报处于何种情形时拟稿或发出；空为只按要求生成")
    goes_out: Literal["by_itself", "when_issued", "not_at_all"] = "when_issued"
    after_collective_decision: bool = Field(False, description="集体研究审核作出决定后才可签发")
    issuers: tuple[Name, ...] = Field(description="发出文书的主体，主办在前，见 edition.yaml 的 bodies")
    seals: tuple[Name, ...] = Field((), description="由谁盖章，依署名次序；空为不盖章")
    layout: Layout
    template: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.docx$")]
    series: Name | None = None


class Documents(Part):
    """文书和编号序列."""

    FILE: ClassVar[str] = "documents.yaml"
    REQUIRED: ClassVar[bool] = False

    series: tuple[Series, ...]
    documents: Annotated[tuple[DocumentDefinition, ...], Field(min_length=1)]

    def get(self, kind: str) -> DocumentDefinition | None:
        """A document by its kind."""
        return next((item for item in self.documents if item.kind == kind), None)

    def series_of(self, definition: DocumentDefinition) -> Series | None:
        """The series that numbers a document; None for one without a number."""
        return next((item for item in self.series if item.id == definition.series), None)

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Kinds, series and bodies that are unknown or named twice, and templates that are not there."""
        for name in sorted(repeated(item.id for item in self.series)):
            yield ("series",), f"编号序列 {name} 写了两次"
        for name in sorted(repeated(item.kind for item in self.documents)):
            yield ("documents",), f"文书 {name} 写了两次"
        for index, item in enumerate(self.documents):
            yield from (
                (("documents", index, field), text) for field, text in self._document_faults(item, edition)
            )

    def _document_faults(self, item: DocumentDefinition, edition: Edition) -> Iterable[tuple[str, str]]:
        if item.kind not in DOCUMENT_KINDS:
            yield "kind", f"没有文书种类 {item.kind}"
        if item.series is not None and self.series_of(item) is None:
            yield "series", f"没有编号序列 {item.series}"
        for field, bodies in (("issuers", item.issuers), ("seals", item.seals)):
            yield from ((field, f"没有主体 {body}") for body in bodies if body not in edition.head.bodies)
        stages = edition.parts.get(Stages)
        known = {stage.id for stage in stages.stages} if isinstance(stages, Stages) else set()
        if item.stage is not None and item.stage not in known:
            yield "stage", f"没有程序环节 {item.stage}"
        if not (edition.folder / "templates" / item.template).is_file():
            yield "template", f"缺少模板 templates/{item.template}"
