"""Joint red-head documents (红头文件) and certificates, read back from the Word file: GB/T 9704-2012."""

import re
from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docgen_service.by_edition import with_edition_data
from docgen_service.rendering.authoring.looks import RED
from docgen_service.rendering.authoring.styles import PAGES
from docgen_service.rendering.context import Imprint
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import Filled, filled_specimens
from shared.contracts.documents.joint import CertificateData, Colophon, NamedPerson, NamingCircularData
from shared.pictures import upright
from shared.problems import Refusal
from shared.regulation.library import Library
from tests.support.papers import EDITION, RARE_NAME, Render, opened, photo_file, words

LIBRARY = Library()
PHOTO = upright(photo_file())
SPECIMENS = [
    filled for filled in filled_specimens(Shelf(LIBRARY), LIBRARY.get(EDITION))
    if hasattr(filled.data, "issuers")
]  # fmt: skip
RED_HEADS = [filled for filled in SPECIMENS if filled.published.definition.layout == "red_head"]
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔20\d\d〕[1-9]\d*号")
DAY = re.compile(r"20\d\d年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
LONG = ("恭城瑶族自治县总工会", "恭城瑶族自治县工业和信息化局", "龙胜各族自治县科学技术局",
        "恭城瑶族自治县人力资源和社会保障局", "样例市国有资产监督管理委员会")  # fmt: skip
IMPRINT = Imprint(number="样例发〔2026〕9号", issued_on=date(2026, 9, 30), draft=False)
SEAL = 42
_ids = pytest.mark.parametrize("filled", RED_HEADS, ids=lambda filled: filled.specimen.name)


def circular(**changes: Any) -> NamingCircularData:
    data = {
        "issuers": LONG, "addressees": "全市各单位", "year": 2026, "publicity_from": "2026-09-14",
        "publicity_until": "2026-09-18", "named": persons(1), "order": {"blank": "none"},
        "colophon": Colophon(copied_to=("样例一局",), printed_by="样例办公室", printed_on=date(2026, 9, 30)),
    }  # fmt: skip
    return NamingCircularData.model_validate(data | changes)


def persons(count: int) -> tuple[NamedPerson, ...]:
    return tuple(
        NamedPerson(name=f"样例{number}", sex="女", employer="样例机床厂", post="钳工")
        for number in range(1, count + 1)
    )


def _styles(file: bytes) -> list[tuple[str, str]]:
    """Style and words of every paragraph, those of tables and boxes included."""
    body = opened(file).element.body
    found = []
    for line in body.iter(qn("w:p")):
        style = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text = "".join(node.text or "" for node in line.iterfind(f"{qn('w:r')}/{qn('w:t')}"))
        found.append((style.get(qn("w:val")) if style is not None else "", text))
    return found


def _heading(file: bytes) -> list[str]:
    return [text for style, text in _styles(file) if re.fullmatch(r"masthead_\d+", style)]


@_ids
def test_the_page_has_the_margins_of_the_standard(filled: Filled) -> None:
    section = opened(filled.render(PHOTO)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [37, 35, 28, 26]


@_ids
def test_the_heading_names_the_issuers_in_order_with_the_word_for_document_beside_them(
    filled: Filled,
) -> None:
    issuers = filled.data.model_dump()["issuers"]
    assert _heading(filled.render(PHOTO)) == [*issuers, "文件"]


def test_the_heading_is_red_and_the_names_are_spread_to_one_width() -> None:
    heads = [look for name, look in PAGES["red_head"].looks.items() if re.fullmatch(r"masthead_\d+", name)]
    assert {(look.colour, look.align, look.font) for look in heads} == {(RED, "distribute", "方正小标宋简体")}
    red = {name for name, look in PAGES["red_head"].looks.items() if look.colour or look.rule}
    # 纪要, which has its own heading, is the other red one.
    assert all(name.startswith("masthead_") or name in ("number", "minutes") for name in red)


@_ids
def test_number_and_date_are_written_as_the_standard_has_them_above_a_red_rule(filled: Filled) -> None:
    styles = _styles(filled.render(PHOTO))
    number = next(text for style, text in styles if style == "number")
    signed = next(text for style, text in styles if style == "signed_on" or text.endswith("日"))
    if filled.specimen.number:
        assert NUMBER.fullmatch(number) and DAY.fullmatch(signed)
    else:
        assert (number, signed) == ("", "　　年　月　日")
    rule = PAGES["red_head"].looks["number"].rule
    assert rule is not None and rule.colour == RED


@pytest.mark.parametrize(
    "filled",
    # The regulation's own annexes are papers of their own.
    [filled for filled in RED_HEADS if filled.published.definition.kind != "issuing_notice"],
    ids=lambda filled: filled.specimen.name,
)
def test_the_note_on_annexes_names_them_as_their_own_titles_do(filled: Filled) -> None:
    styles = _styles(filled.render(PHOTO))
    notes = [text for style, text in styles if style in ("annex_one", "annex_first", "annex_next")]
    marks = [index for index, (_, text) in enumerate(styles) if re.fullmatch(r"附件\d*", text)]
    titles = [next(text for style, text in styles[mark:] if style == "title") for mark in marks]
    assert [re.sub(r"^(附件：)?(\d\. )?", "", note) for note in notes] == titles
    assert not any(note.endswith(("。", "；")) for note in notes)
    assert [styles[mark][1] for mark in marks] == (
        ["附件"] if len(marks) == 1 else [f"附件{number}" for number in range(1, len(marks) + 1)]
    )


@_ids
def test_an_annex_begins_on_the_first_line_of_a_page_in_hei(filled: Filled) -> None:
    for line in opened(filled.render(PHOTO)).paragraphs:
        if re.fullmatch(r"附件\d*", line.text):
            assert line.paragraph_format.page_break_before
    assert PAGES["red_head"].looks["mark"].font == "黑体"


def _seal_table(file: bytes) -> Any:
    return next(
        (table for table in opened(file).tables
         if table._tbl.find(f".//{qn('w:pStyle')}[@{qn('w:val')}='signer']") is not None),
        None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "rows"),
    [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (7, [3, 3, 1])],
)
def test_names_stand_in_rows_with_room_for_their_seals_inside_the_text_area(
    render: Render, count: int, rows: list[int]
) -> None:
    names = tuple(f"样例{letter}局" for letter in "甲乙丙丁戊己庚"[:count])
    table = _seal_table(render(circular(issuers=names), IMPRINT))
    lines = [[cell.text for cell in row.cells if cell.text] for row in table.rows[:-1]]
    assert [len(line) for line in lines] == rows
    assert [name for line in lines for name in line] == list(names)
    indent = int(table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}").get(qn("w:w")))
    widths = [column.width / Mm(1) for column in table.columns]
    assert Mm(1) * sum(widths) + Pt(indent / 20) <= Mm(156.2)
    assert all(width >= SEAL for width in widths[: max(rows)])
    heights = [row.height / Mm(1) for row in table.rows[:-1]]
    assert all(height >= SEAL for height in heights[1:])
    # The last name stands over the date, in the column farthest right.
    last = [cell.text for cell in table.rows[-2].cells]
    assert last[max(rows) - 1] == names[-1]
    assert table.rows[-1].cells[0].text == "2026年9月30日"


def test_a_single_issuer_signs_above_the_date(render: Render) -> None:
    file = render(circular(issuers=("样例市总工会",)), IMPRINT)
    assert _seal_table(file) is None
    lines = [text for style, text in _styles(file) if style == "signature"]
    assert lines == ["样例市总工会", "2026年9月30日"]


@pytest.mark.parametrize(
    ("issuers", "points"),
    [(("样例市总工会",), 36), (LONG[:1] * 3, 28), (LONG[:3], 20), (LONG, 20), (LONG * 2, 16)],
)
def test_the_heading_is_smaller_the_more_and_the_longer_the_names(
    render: Render, issuers: tuple[str, ...], points: int
) -> None:
    file = render(circular(issuers=issuers), IMPRINT)
    used = {style for style, _ in _styles(file) if re.fullmatch(r"masthead_\d+", style)}
    assert used == {f"masthead_{points}"}
    look = PAGES["red_head"].looks[f"masthead_{points}"]
    column = opened(file).tables[0].columns[0].width / Pt(1)
    assert look.size * max(map(len, issuers)) <= column


@pytest.mark.parametrize("count", [1, 60])
def test_the_circular_lists_and_counts_everybody(render: Render, count: int) -> None:
    file = render(circular(named=persons(count)), IMPRINT)
    table = next(table for table in opened(file).tables if table.rows[0].cells[0].text == "序号")
    assert [row.cells[1].text for row in table.rows[1:]] == [f"样例{n}" for n in range(1, count + 1)]
    said = "现命名样例1同志为" if count == 1 else "现命名样例1等60名同志为"
    assert any(said in text for text in words(file))


def test_without_copies_the_colophon_has_one_line(render: Render) -> None:
    colophon = circular().colophon
    for copied_to, said in ((("样例一局", "样例二局"), "抄送：样例一局、样例二局。"), ((), None)):
        file = render(circular(colophon=colophon.model_copy(update={"copied_to": copied_to})), IMPRINT)
        lines = [text for style, text in _styles(file) if style.startswith("colophon") and text]
        assert [line for line in lines if line.startswith("抄送")] == ([said] if said else [])
        assert {"样例办公室", "2026年9月30日印发"} <= set(lines)


def test_the_colophon_hangs_on_the_lower_edge_between_rules_of_two_widths(render: Render) -> None:
    body = opened(render(circular(), IMPRINT)).element.body
    (anchor,) = (node for node in body.iter() if node.tag.endswith("}anchor"))
    place = next(node for node in anchor if node.tag.endswith("}positionV"))
    assert (place.get("relativeFrom"), place[0].text) == ("margin", "bottom")
    borders = next(anchor.iter(qn("w:tblBorders")))
    sizes = {side.tag.split("}")[1]: side.get(qn("w:sz")) for side in borders if side.get(qn("w:sz"))}
    assert sizes == {"top": "8", "insideH": "6", "bottom": "8"}  # 0.35 mm and 0.25 mm


def test_a_certificate_is_a_framed_page_on_its_side(render: Render) -> None:
    data = CertificateData.model_validate({
        "issuers": LONG[:4], "name": RARE_NAME, "year": 2026, "circular_number": "样例发〔2026〕9号",
        "circular_on": "2026-09-30",
    })  # fmt: skip
    file = render(data, IMPRINT)
    section = opened(file).sections[0]
    assert section.page_width > section.page_height
    assert section._sectPr.find(qn("w:pgBorders")) is not None
    assert f"{RARE_NAME}同志：" in words(file)
    names = [cell.text for row in _seal_table(file).rows[:-1] for cell in row.cells]
    assert names == list(LONG[:4])


@pytest.mark.parametrize("filled", SPECIMENS, ids=lambda filled: filled.specimen.name)
def test_only_a_draft_says_that_it_is_one(filled: Filled) -> None:
    section = opened(filled.render(PHOTO)).sections[0]
    heads = {head.paragraphs[0].text for head in (section.header, section.even_page_header)}
    assert heads == {"拟稿，未经签发" if filled.specimen.draft else ""}


def test_the_regulation_is_printed_as_the_official_text_has_it() -> None:
    edition = LIBRARY.get(EDITION)
    (filled,) = (item for item in RED_HEADS if item.published.definition.kind == "issuing_notice")
    printed = [text.replace("\n", "") for text in words(filled.render(PHOTO)) if text]
    official = [
        line.removeprefix("# ").removeprefix("## ")
        for line in re.sub(r"<!--.*?-->", "", (edition.folder / "text.md").read_text("utf-8"), flags=re.S)
        .partition("## 附件1")[0].splitlines()
        if line and not re.match(r"#{3,} |## (?!第)", line)
    ]  # fmt: skip
    # The heading, where the source runs the names and 文件 together, and its title, which it prints twice.
    title, *names_and_rest = official
    start = names_and_rest.index("市工发〔2025〕4号")
    assert printed[0:5] == [*filled.data.model_dump()["issuers"], "文件"]
    rest = names_and_rest[start:]
    end = rest.index("2025年4月29日") + 1
    assert printed[5 : 5 + len(rest) + 1] == [*rest[:end], title, *rest[end:]]


def test_the_regulation_is_not_printed_with_other_words() -> None:
    edition = LIBRARY.get(EDITION)
    definition = edition.documents.get("issuing_notice")
    assert definition is not None
    with pytest.raises(Refusal) as caught:
        with_edition_data(edition, definition, {"regulation_title": "另一个办法"})
    assert [(error.field, error.code) for error in caught.value.errors] == [
        ("regulation_title", "differs_from_edition")
    ]


def test_another_editions_issuers_come_from_its_own_folder() -> None:
    edition = LIBRARY.get(EDITION)
    definition = edition.documents.get("naming_circular")
    assert definition is not None
    other = definition.model_copy(update={"issuers": ("city_union", "office", "labour_bureau")})
    assert with_edition_data(edition, other, {})["issuers"] == [
        edition.head.bodies[body].label for body in other.issuers
    ]
