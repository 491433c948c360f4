"""The source of a template: words and order, as YAML; the tags inside are those of the .docx."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.regulation.documents import Layout

Style = Literal[
    "mark", "title", "subtitle", "number", "flush", "body", "lines", "heading", "cell", "label", "story",
    "note", "right", "right_cell", "sealed", "chapter", "note_centred", "annex_one", "annex_first", "annex_next",
    "honour", "certificate", "minutes", "attendance",
]  # fmt: skip


class _Source(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paragraph(_Source):
    """One paragraph of a named style."""

    text: str
    style: Style = "body"
    lead: str = Field("", description="words in 黑体 before the text, such as 第一条")
    keep: bool = Field(False, description="stay on the page of the next paragraph")
    new_page: bool = Field(False, description="begin on a new page, on its first line")


class Gap(_Source):
    """Empty lines of the body's height, kept with what follows."""

    gap: int = Field(ge=1, le=10)


class PageBreak(_Source):
    """What follows begins on a new page."""

    page_break: Literal[True]


class Cell(_Source):
    """A cell: its paragraphs, how many columns and rows it spans."""

    text: str | list[str] = ""
    style: Style = "cell"
    columns: int = Field(1, ge=1)
    rows: int = Field(1, ge=1)
    top: bool = Field(False, description="begin at the top instead of the middle")
    picture: bool = Field(False, description="the line grows with a picture")
    open: Literal["top", "bottom"] | None = Field(None, description="no ruled line on this side")


class Row(_Source):
    """A row of cells; `each` repeats it, `when` prints it conditionally."""

    cells: list[Cell]
    height_mm: float = 8
    each: str | None = None
    when: str | None = None
    header: bool = Field(False, description="repeat on every page")
    breakable: bool = Field(False, description="may go over to the next page")
    keep: bool = Field(False, description="stay on the page of the next row")
    keep_last: bool = Field(
        False, description="of the repeated rows, the last stays on the page of what follows"
    )


class Grid(_Source):
    """A table with ruled cells: column widths in mm."""

    grid: list[Row]
    widths_mm: list[float]


class Each(_Source):
    """Blocks repeated for every entry of a list."""

    each: str
    do: "list[Block]"


class When(_Source):
    """Blocks printed if a condition holds."""

    when: str
    do: "list[Block]"
    otherwise: "list[Block]" = []


class Signature(_Source):
    """署名与成文日期: the organ above the date, centred on it, the place for its seal."""

    organ: str
    day: str
    wide: bool = Field(
        False, description="room for a long name on one line, such as a leading group's office"
    )


class Masthead(_Source):
    """发文机关标志: the issuers of a joint document, each on its line, with 文件 beside them (GB/T 9704)."""

    masthead: str = Field(description="the list of names")


class Seals(_Source):
    """联合行文的署名与成文日期: names in their order, each with the place of its seal, the date by the last."""

    seals: str = Field(description="the list of names")
    day: str
    abreast: int = Field(3, ge=2, le=4, description="how many may stand side by side")


class Colophon(_Source):
    """版记: at the foot of the last page, who receives a copy, who printed it and when."""

    colophon: Literal[True]
    copied_to: str = Field(description="the list of names; no line if it is empty")
    printed_by: str
    printed_on: str


Block = Paragraph | Gap | PageBreak | Grid | Each | When | Signature | Masthead | Seals | Colophon


class TemplateSource(_Source):
    """One template: its page profile, what every page says above, and its blocks in order."""

    layout: Layout
    title: str
    running_head: str | None = None
    blocks: list[Block]
