"""Registers and covers (登记簿、案卷目录、封面): what is in a file, a handover, a series of numbers, a pack."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    Blank,
    Count,
    DateOrBlank,
    DocumentModel,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)

Pages = Annotated[int, Field(ge=1, le=99_999)]


class FiledPaper(DocumentModel):
    """One paper of a file (卷内文件)."""

    number: Annotated[TextOrBlank, taken_from("register", "文号")]
    author: Annotated[TextOrBlank, taken_from("register", "责任者")]
    title: Annotated[Text, taken_from("register", "题名")]
    dated: Annotated[DateOrBlank, taken_from("register", "日期")]
    pages: Annotated[Pages, taken_from("register", "页数")]
    note: Annotated[TextOrBlank, taken_from("office", "备注")]


class PlacedPaper(FiledPaper):
    """A paper with its place in the file."""

    first_page: Annotated[int, taken_from("register", "起页")]
    last_page: Annotated[int, taken_from("register", "止页")]


class ArchiveCatalogueData(DocumentModel):
    """案卷目录（卷内文件目录）: what is in a file, and on which pages."""

    fonds: Annotated[TextOrBlank, taken_from("office", "立档单位")]
    file_number: Annotated[TextOrBlank, taken_from("office", "案卷号")]
    title: Annotated[Text, taken_from("office", "案卷题名")]
    year: Annotated[Year, taken_from("cycle", "年度")]
    retention: Annotated[TextOrBlank, taken_from("office", "保管期限：办法未规定，按档案规定填写")]
    papers: Annotated[tuple[FiledPaper, ...], Field(max_length=1000), taken_from("register", "卷内文件")]

    @WorkedOut
    def placed(self) -> tuple[PlacedPaper, ...]:
        """卷内文件及其起止页."""
        ends = accumulate(paper.pages for paper in self.papers)
        return tuple(
            PlacedPaper.model_construct(**dict(paper), first_page=end - paper.pages + 1, last_page=end)
            for paper, end in zip(self.papers, ends, strict=True)
        )

    @WorkedOut
    def count(self) -> int:
        """件数."""
        return len(self.papers)

    @WorkedOut
    def pages(self) -> int:
        """总页数."""
        return sum(paper.pages for paper in self.papers)


class TransferredFile(DocumentModel):
    """One file (案卷) that changes hands."""

    file_number: Annotated[TextOrBlank, taken_from("office", "案卷号")]
    title: Annotated[Text, taken_from("office", "案卷题名")]
    year: Annotated[Year, taken_from("cycle", "年度")]
    papers: Annotated[Count, taken_from("register", "件数")]
    pages: Annotated[Count, taken_from("register", "页数")]
    retention: Annotated[TextOrBlank, taken_from("office", "保管期限")]
    note: Annotated[TextOrBlank, taken_from("office", "备注")]


class ArchiveTransferData(DocumentModel):
    """归档移交表: which files were handed to the archive, signed by both sides."""

    from_organ: Annotated[Text, taken_from("office", "移交单位")]
    to_organ: Annotated[TextOrBlank, taken_from("office", "接收单位")]
    transferred_on: Annotated[DateOrBlank, taken_from("office", "移交日期；可留待手填")]
    files: Annotated[tuple[TransferredFile, ...], Field(max_length=1000), taken_from("register", "移交案卷")]

    @WorkedOut
    def count(self) -> int:
        """卷数."""
        return len(self.files)

    @WorkedOut
    def papers(self) -> int:
        """总件数."""
        return sum(file.papers for file in self.files)

    @WorkedOut
    def pages(self) -> int:
        """总页数."""
        return sum(file.pages for file in self.files)


NumberState = Literal["used", "voided", "reserved", "gap"]


class NumberEntry(DocumentModel):
    """One number (编号) and what became of it; or a run of numbers that are not in the register (空号)."""

    number: Annotated[Text, taken_from("register", "编号；空号写起止号")]
    document: Annotated[TextOrBlank, taken_from("register", "文书名称或用途；空号用 not_applicable")]
    state: Annotated[NumberState, taken_from("register", "used 已用，voided 作废，reserved 预留，gap 空号")]
    origin: Annotated[
        Literal["series", "office_system"] | None,
        taken_from("register", "由本序列编出，或由办公室自有系统转入；空号为空"),
    ]
    reason: Annotated[TextOrBlank, taken_from("register", "作废、空号的原因；转入的写明来自何系统")]
    entered_on: Annotated[DateOrBlank, taken_from("register", "登记日期")]


class NumberRegisterData(DocumentModel):
    """编号登记簿: every number of a series, so that each gap has its explanation."""

    series: Annotated[Text, taken_from("edition", "编号序列名称")]
    scope: Annotated[TextOrBlank, taken_from("register", "年度和机关，如“2026年 秀峰区总工会”")]
    printed_on: Annotated[DateOrBlank, taken_from("register", "打印日期")]
    entries: Annotated[tuple[NumberEntry, ...], Field(max_length=50_000), taken_from("register", "编号")]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        numbers = [entry.number for entry in self.entries]
        if len(set(numbers)) != len(numbers):
            raise PydanticCustomError("number_repeated", "同一编号登记了两次，请核对登记簿。")
        if any(
            entry.state in ("voided", "gap") and isinstance(entry.reason, Blank) for entry in self.entries
        ):
            raise PydanticCustomError("reason_missing", "作废的编号和空号须写明原因，请补充。")
        return self

    def _in_state(self, state: NumberState) -> int:
        return sum(entry.state == state for entry in self.entries)

    @WorkedOut
    def count(self) -> int:
        """登记的编号数，不计空号."""
        return len(self.entries) - self._in_state("gap")

    @WorkedOut
    def used(self) -> int:
        """已用数."""
        return self._in_state("used")

    @WorkedOut
    def voided(self) -> int:
        """作废数."""
        return self._in_state("voided")

    @WorkedOut
    def reserved(self) -> int:
        """预留数."""
        return self._in_state("reserved")

    @WorkedOut
    def taken_over(self) -> int:
        """转入数."""
        return sum(entry.origin == "office_system" for entry in self.entries)

    @WorkedOut
    def gaps(self) -> int:
        """空号处数."""
        return self._in_state("gap")


class PackItem(DocumentModel):
    """One paper of a pack."""

    title: Annotated[Text, taken_from("register", "文书或材料名称")]
    number: Annotated[TextOrBlank, taken_from("register", "编号；没有的用 not_applicable")]
    pages: Annotated[Pages | None, taken_from("register", "每份页数；不能得知则印“/”，不计入合计")]


class PackCoverData(DocumentModel):
    """成套材料封面清单（一式若干份，第八条（二）4）: what lies in the pack, how many copies, how many pages."""

    about: Annotated[Text, taken_from("application", "事由，如“样例甲‘桂林工匠’申报材料”")]
    reference: Annotated[TextOrBlank, taken_from("application", "申报编号或年度")]
    sets: Annotated[
        Annotated[int, Field(ge=1, le=100)], taken_from("edition", "一式几份；不填的按办法要求的份数")
    ]
    items: Annotated[tuple[PackItem, ...], Field(max_length=1000), taken_from("register", "所含文书和材料")]

    @WorkedOut
    def count(self) -> int:
        """件数."""
        return len(self.items)

    @WorkedOut
    def pages(self) -> int:
        """一份的页数，不计不能得知的."""
        return sum(item.pages or 0 for item in self.items)

    @WorkedOut
    def sheets(self) -> int:
        """各份合计的页数."""
        return sum(item.pages or 0 for item in self.items) * self.sets

    @WorkedOut
    def uncounted(self) -> int:
        """页数不能得知的件数."""
        return sum(item.pages is None for item in self.items)


KINDS: Mapping[str, type[DocumentModel]] = {
    "archive_catalogue": ArchiveCatalogueData,
    "archive_transfer": ArchiveTransferData,
    "number_register": NumberRegisterData,
    "pack_cover": PackCoverData,
}
