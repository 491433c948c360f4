"""Tables and registers (表、登记簿): totals from the rows, what may not stand twice, and their shape on the page."""

from typing import Any

import pytest
from docx.shared import Mm

from docgen_service.content import read_for
from docgen_service.rendering.context import context_of
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import read_specimens
from shared.problems import Refusal
from shared.regulation.library import Library
from tests.support.papers import DRAFT, EDITION, opened

SHELF = Shelf(Library())
ROWS = {
    "preliminary_list": "candidates", "assessment_list": "candidates", "approval_list": "candidates",
    "bonus_table": "payments", "union_subsidy_table": "payments", "award_receipt_table": "handed_over",
    "talent_pool_register": "members", "upward_list": "candidates", "archive_catalogue": "papers",
    "archive_transfer": "files", "number_register": "entries", "pack_cover": "items",
}  # fmt: skip
LONG = "很长的单元格文字" * 25


def _raw(kind: str) -> dict[str, Any]:
    return dict(read_specimens(SHELF.editions.get(EDITION).folder, kind)[0].data)


def _read(kind: str, **changes: Any) -> Any:
    return read_for(SHELF.get(EDITION, kind), _raw(kind) | changes)[0]


def _fault(kind: str, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        _read(kind, **changes)
    return [(error.field, error.code) for error in caught.value.errors]


def _table(kind: str, data: Any) -> Any:
    return opened(SHELF.get(EDITION, kind).template.render(context_of(data, DRAFT, {}))).tables[0]


def _sized(kind: str, count: int, text: str | None = None) -> Any:
    """A specimen with so many rows (its first, again and again); checks between rows are left aside."""
    data = _read(kind)
    first = getattr(data, ROWS[kind])[0]
    texts = {name: text for name, value in first if text and isinstance(value, str) and len(value) > 8}
    row = first.model_copy(update=texts)
    return data.model_copy(update={ROWS[kind]: (row,) * count})


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("count", [0, 1, 300])
def test_every_row_has_its_line_and_none_at_all_is_said(kind: str, count: int) -> None:
    table = _table(kind, _sized(kind, count))
    numbers = [row.cells[0].text for row in table.rows]
    assert table._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")
    if count:
        assert numbers[1 : count + 1] == [str(number) for number in range(1, count + 1)]
    else:
        assert numbers[1].startswith("（") and numbers[1].endswith("）")


@pytest.mark.parametrize("kind", ROWS)
def test_a_long_cell_does_not_push_the_columns_out(kind: str) -> None:
    table = _table(kind, _sized(kind, 1, LONG))
    assert table._tbl.xpath("string(w:tblPr/w:tblLayout/@w:type)") == "fixed"
    assert LONG in [cell.text for cell in table.rows[1].cells]
    section = table._parent.part.document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= room + Mm(0.5)


@pytest.mark.parametrize("kind", ["preliminary_list", "bonus_table", "upward_list", "archive_transfer"])
def test_the_last_row_stays_with_the_signature(kind: str) -> None:
    rows = _table(kind, _sized(kind, 3))._tbl.tr_lst
    kept = [len(row.xpath("w:tc/w:p/w:pPr/w:keepNext")) == len(row.xpath("w:tc/w:p")) for row in rows]
    assert kept[1:4] == [False, False, True]
    assert all(kept[3:])


def test_totals_follow_from_the_rows() -> None:
    bonus, subsidy, awards = map(_read, ("bonus_table", "union_subsidy_table", "award_receipt_table"))
    assert (bonus.people, bonus.total) == (3, 1_500_005)
    assert (subsidy.unions, subsidy.total) == (2, 3_000_000)
    assert (awards.trophies, awards.certificates) == (1, 2)


def test_a_union_that_is_paid_twice_is_one_union() -> None:
    row = _raw("union_subsidy_table")["payments"][0]
    assert _read("union_subsidy_table", payments=[row, row]).unions == 1


@pytest.mark.parametrize("name", ["total", "people"])
def test_a_total_cannot_be_typed(name: str) -> None:
    assert _fault("bonus_table", **{name: 3}) == [(name, "extra_forbidden")]


@pytest.mark.parametrize("amount", [0, -100, 5000.5, "5000元"])
def test_an_amount_is_a_whole_number_of_fen(amount: object) -> None:
    row = _raw("bonus_table")["payments"][0] | {"amount": amount}
    assert [field for field, _ in _fault("bonus_table", payments=[row])] == ["payments.0.amount"]


def test_one_account_is_not_paid_twice_however_it_is_grouped() -> None:
    row = _raw("bonus_table")["payments"][0]
    again = row | {"name": "样例甲", "account": row["account"].replace(" ", "")}
    with pytest.raises(Refusal) as caught:
        _read("bonus_table", payments=[row, again])
    assert [error.code for error in caught.value.errors] == ["account_repeated"]
    assert again["account"] not in str(caught.value.errors)


@pytest.mark.parametrize(
    ("uscc", "code"),
    [("81450302000000002X", "uscc_check_digit"), ("8145030200000000", "string_pattern_mismatch"),
     ("8145030200000000IO", "string_pattern_mismatch")],
)  # fmt: skip
def test_a_unified_code_is_checked(uscc: str, code: str) -> None:
    row = _raw("union_subsidy_table")["payments"][0] | {"uscc": uscc}
    assert _fault("union_subsidy_table", payments=[row]) == [("payments.0.uscc", code)]


@pytest.mark.parametrize(
    "kind", ["bonus_table", "union_subsidy_table", "talent_pool_register", "upward_list"]
)
def test_the_ground_is_the_editions_own(kind: str) -> None:
    basis = SHELF.get(EDITION, kind).definition.basis
    assert basis is not None
    assert _read(kind).ground_quote == basis.quote
    assert _fault(kind, ground_article="第一百条") == [("ground_article", "differs_from_edition")]


def test_who_is_found_fit_for_the_medal_is_found_so_on_a_basis() -> None:
    row = _raw("upward_list")["candidates"][0] | {"medal_basis": {"blank": "none"}}
    assert _fault("upward_list", candidates=[row]) == [("(body)", "basis_missing")]


def test_papers_of_a_file_follow_one_another_without_a_gap() -> None:
    placed = _read("archive_catalogue").placed
    assert [(paper.first_page, paper.last_page) for paper in placed] == [(1, 6), (7, 8), (9, 12), (13, 50)]


def test_a_number_stands_once_and_a_voided_one_says_why() -> None:
    used, voided = _raw("number_register")["entries"][:2]
    assert _fault("number_register", entries=[used, used]) == [("(body)", "number_repeated")]
    silent = voided | {"reason": {"blank": "none"}}
    assert _fault("number_register", entries=[silent]) == [("(body)", "reason_missing")]


def test_pages_that_nobody_knows_are_told_apart_from_none() -> None:
    cover = _read("pack_cover")
    assert (cover.count, cover.pages, cover.sheets, cover.uncounted) == (4, 5, 15, 1)


def test_a_number_that_may_be_blank_is_named_by_its_field() -> None:
    assert [field for field, _ in _fault("preliminary_list", quota=-1)] == ["quota"]


def test_a_pack_has_as_many_sets_as_the_regulation_asks_unless_told_otherwise() -> None:
    raw = {name: value for name, value in _raw("pack_cover").items() if name != "sets"}
    assert read_for(SHELF.get(EDITION, "pack_cover"), raw)[0].sets == 3  # type: ignore[attr-defined]
    assert _read("pack_cover", sets=1).sheets == 5
