"""What the data of every document is made of: blanks, texts, dates, photos, and the source of each field.

Undefined is an error. A blank is a value of its own: 无, “/”, or left free for the hand (`Blank`).
Dates are ISO dates and months in the data (1980-05); their printed form is the template's affair.
Sources: application 申报, verdict 审核结论, case 办理记录 (recorded by the county), office (recorded by the
leading group's office), cycle 年度, edition 版本, register 登记簿 (of documents, of honours).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

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


def taken_from(source: Source, description: str) -> Any:
    """Describes a field in Chinese and names its source, for readers and for the JSON schema."""
    text = f"{description}（来源：{_SOURCE_LABELS[source]}）"
    return Field(description=text, json_schema_extra={"source": source})


class DocumentModel(BaseModel):
    """Whatever a document prints: frozen, and nothing that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


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
NarrativeOrBlank = Narrative | Blank
MonthOrBlank = YearMonth | Blank
DateOrBlank = date | Blank


class PhotoReference(DocumentModel):
    """The applicant's photo (照片), as an object of the materials bucket."""

    object_key: Annotated[ObjectKey, taken_from("application", "照片在材料桶中的对象键")]
    sha256: Annotated[Sha256, taken_from("application", "照片文件的 SHA-256，取用时核对")]


class Contact(DocumentModel):
    """Whom to ask (联系方式) at the body that issues the document."""

    office: Annotated[TextOrBlank, taken_from("cycle", "联系科室或联系人")]
    phone: Annotated[TextOrBlank, taken_from("cycle", "联系电话")]
    address: Annotated[TextOrBlank, taken_from("cycle", "联系地址")]
