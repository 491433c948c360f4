"""forms.yaml: the fields of the annexes that an applicant fills in (附件1)."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

FieldKind = Literal["text", "narrative", "date", "month", "choice", "id_number", "phone"]


class FormField(BaseModel):
    """栏目: `label` is what the annex prints; `quote` where the two differ."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    label: str
    kind: FieldKind
    required: bool
    quote: str | None = None
    max_length: int | None = None
    codes: str | None = None
    if_empty: Literal["none", "not_applicable", "by_hand"] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.required == (self.if_empty is not None):
            raise ValueError("选填栏目须有 if_empty，必填栏目不得有")
        if (self.kind == "choice") != (self.codes is not None):
            raise ValueError("choice 栏目须有 codes，其他栏目不得有")
        return self


class Form(BaseModel):
    """One annex as a form (表格)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str
    article: str
    fields: tuple[FormField, ...]

    def field(self, id: str) -> FormField | None:
        return next((field for field in self.fields if field.id == id), None)


class Forms(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    forms: tuple[Form, ...]

    def form(self, id: str) -> Form:
        """One form; an unknown id is a KeyError."""
        for form in self.forms:
            if form.id == id:
                return form
        raise KeyError(id)
