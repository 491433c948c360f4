"""forms.yaml: the fields of the annexes that an applicant fills in (附件1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

FieldKind = Literal["text", "narrative", "date", "month", "choice", "id_number", "phone", "opinion"]
CodeList = Literal["ethnic", "political", "education"]


class FormField(Strict):
    """栏目: `label` is what the annex prints, and is looked up in its text."""

    id: Name
    label: Words
    kind: FieldKind
    required: bool
    max_length: Annotated[int, Field(ge=1)] | None = None
    codes: CodeList | None = Field(None, description="代码表，见 codes.yaml；申报时填名称")
    choices: tuple[Words, ...] = ()
    if_empty: Literal["none", "not_applicable", "by_hand"] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.required == (self.if_empty is not None):
            raise ValueError("选填栏目须有 if_empty，必填栏目不得有")
        if (self.kind == "choice") != bool(self.codes or self.choices):
            raise ValueError("choice 栏目须有 codes 或 choices，其他栏目不得有")
        return self

    def options(self, edition: Edition) -> tuple[str, ...]:
        """What may be chosen; empty for a field that is no choice."""
        return tuple(getattr(edition.codes, self.codes).values()) if self.codes else self.choices


class Instruction(Quoting):
    """填表说明: who completes the form, and how."""

    by: Name


class Form(Quoting):
    """One annex as a form (表格); annexes 2 and 3 are completed by others than the applicant."""

    id: Name
    title: Words
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]
    instructions: tuple[Instruction, ...] = ()

    def field(self, id: str) -> FormField | None:
        """A field by its id."""
        return next((field for field in self.fields if field.id == id), None)


class Forms(Part):
    """表格."""

    FILE: ClassVar[str] = "forms.yaml"

    forms: Annotated[tuple[Form, ...], Field(min_length=1)]

    def get(self, id: str) -> Form:
        """A form by its id; KeyError if there is none."""
        return {form.id: form for form in self.forms}[id]

    def printed(self) -> Iterable[tuple[Path_, str, str, str, str]]:
        """The labels of the fields, as the annexes print them."""
        for index, form in enumerate(self.forms):
            for at, field in enumerate(form.fields):
                path: Path_ = ("forms", index, "fields", at, "label")
                yield path, f"{form.id}.{field.id}", field.label, form.article, field.label

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Fields named twice, and labels that the annex does not print."""
        for name in sorted(repeated(form.id for form in self.forms)):
            yield ("forms",), f"表格 {name} 写了两次"
        for index, form in enumerate(self.forms):
            for at, item in enumerate(form.instructions):
                if item.by not in edition.head.bodies:
                    yield ("forms", index, "instructions", at, "by"), f"没有主体 {item.by}"
            for name in sorted(repeated(field.id for field in form.fields)):
                yield ("forms", index, "fields"), f"栏目 {name} 写了两次"
            for at, field in enumerate(form.fields):
                if not edition.text.quotes(form.article, field.label):
                    yield ("forms", index, "fields", at, "label"), f"{form.article} 没有栏目：{field.label}"
