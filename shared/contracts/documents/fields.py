"""What the data of every document is made of: blanks, texts, dates, photos, and the source of each field.

Totals and counts are no fields: they are worked out from the rows (`WorkedOut`), so nobody types them twice.

Undefined is an error. A blank is a value of its own: 无, “/”, or left free for the hand (`Blank`).
Dates are ISO dates and months in the data (1980-05); their printed form is the template's affair.
Sources: application 申报, verdict 审核结论, case 办理记录 (recorded by the county), office (recorded by the
leading group's office), cycle 年度, edition 版本, register 登记簿 (of documents, of honours).
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Source = Literal["application", "verdict", "case", "office", "cycle", "edition", "register"]
_SOURCE_LABELS: Mapping[str, str] = {
    "application": "申报",
    "verdict": "审核结论",
    "case": "县（市、区）总工会办理记录",
    "office": "领导小组办公室办理记录",
    "cycle": "年度设定",
    "edition": "办法版本",
    "register": "登记簿",
}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
# A quoted article, or what was found and on what basis: as long as the county union may write it.
Statement = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2500)]
Narrative = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ObjectKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/._-]{1,200}$")]


def taken_from(source: Source, description: str, printed: bool = True) -> Any:
    """Describes a field in Chinese and names its source, for readers and for the JSON schema.

    What is not printed itself (a code of the edition) leads to another field that is.
    """
    text = f"{description}（来源：{_SOURCE_LABELS[source]}）"
    return Field(description=text, json_schema_extra={"source": source, "printed": printed})


class DocumentModel(BaseModel):
    """Whatever a document prints: frozen, and nothing that is not declared."""

    NEEDED_AT_ISSUE: ClassVar[tuple[str, ...]] = ()
    """Fields that may be blank while the document is a draft, and not when it is issued (签发)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WorkedOut(property):
    """A value that a document prints and that follows from its fields (合计、人数): its docstring says in Chinese what."""


@cache
def worked_out(model: type[BaseModel]) -> Mapping[str, Any]:
    """The worked-out values of a model, and the type of each."""
    found = {
        name: value
        for owner in reversed(model.__mro__)
        for name, value in vars(owner).items()
        if isinstance(value, WorkedOut)
    }
    return {name: get_type_hints(value.fget, include_extras=True)["return"] for name, value in found.items()}


class Blank(DocumentModel):
    """A blank (空白) meant as such: 无 (none), “/” (not_applicable), or left free for the hand (by_hand)."""

    blank: Annotated[
        Literal["none", "not_applicable", "by_hand"],
        Field(description="none 印“无”，not_applicable 印“/”，by_hand 留空待手填"),
    ]


NONE = Blank(blank="none")
NOT_APPLICABLE = Blank(blank="not_applicable")
BY_HAND = Blank(blank="by_hand")

TextOrBlank = Text | Blank
StatementOrBlank = Statement | Blank
NarrativeOrBlank = Narrative | Blank
MonthOrBlank = YearMonth | Blank
DateOrBlank = date | Blank
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]{0,63}$")]
"""The name of an entry of the edition: a meeting, a ground, a reading."""
Year = Annotated[int, Field(ge=2000, le=2100)]
Count = Annotated[int, Field(ge=0, le=100_000)]
CountOrBlank = Count | Blank
Fen = Annotated[int, Field(ge=1, le=100_000_000_000)]
"""Money (金额): whole fen, never a fraction."""


class PhotoReference(DocumentModel):
    """The applicant's photo (照片), as an object of the materials bucket."""

    object_key: Annotated[ObjectKey, taken_from("application", "照片在材料桶中的对象键")]
    sha256: Annotated[Sha256, taken_from("application", "照片文件的 SHA-256，取用时核对")]


class Contact(DocumentModel):
    """Whom to ask (联系方式) at the body that issues the document."""

    office: Annotated[TextOrBlank, taken_from("cycle", "联系科室或联系人")]
    phone: Annotated[TextOrBlank, taken_from("cycle", "联系电话")]
    address: Annotated[TextOrBlank, taken_from("cycle", "联系地址")]
