"""Joint documents beside the edition, and how the names of their issuers are arranged."""

from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from docgen_service.content import Content, read_for, refuse_unfinished
from docgen_service.rendering.context import Imprint, context_of
from docgen_service.rendering.joint import abreast, broken_after, copy_lines, masthead_points, seal_rows
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import read_specimens
from shared.contracts.documents import DOCUMENT_KINDS
from shared.contracts.documents.fields import BY_HAND, Blank
from shared.contracts.documents.joint import NamedPerson
from shared.contracts.documents.publicity import PublicCandidate, PublicityNoticeData
from shared.problems import Refusal
from shared.regulation.issued import annex_lines, cover, regulation_lines
from shared.regulation.library import BUILT_IN, Library
from tests.support.editions import copied, editor
from tests.support.papers import EDITION, opened, words
from tests.support.templates import built

ANOTHER_CITY = Path(__file__).parents[2] / "editions"
SHELF = Shelf(Library())


def _data(kind: str, specimen: int = 0, **changes: Any) -> dict[str, Any]:
    return dict(read_specimens(BUILT_IN / EDITION, kind)[specimen].data) | changes


def test_the_longest_name_and_the_number_of_names_set_the_size_of_the_heading() -> None:
    assert [masthead_points(["九" * length]) for length in (9, 10, 13, 14, 17, 18, 22, 30)] == [
        36, 28, 28, 20, 20, 16, 16, 16,
    ]  # fmt: skip
    assert [masthead_points(["三字局"] * count) for count in (3, 4, 5, 6, 7, 12)] == [36, 28, 20, 20, 16, 16]


def test_rows_of_names_come_out_even() -> None:
    assert [abreast(["甲"] * count, 3) for count in range(1, 10)] == [1, 2, 3, 2, 3, 3, 3, 3, 3]
    assert [abreast(["甲"] * count, 4) for count in (3, 4, 5, 8)] == [3, 4, 3, 4]


def test_a_shorter_last_row_stands_by_the_date() -> None:
    assert seal_rows(["甲", "乙", "丙", "丁", "戊"], 3) == [
        {"name_1": "甲", "name_2": "乙", "name_3": "丙"},
        {"name_1": "", "name_2": "丁", "name_3": "戊"},
    ]


def test_room_is_kept_for_as_many_lines_as_the_copies_take() -> None:
    assert [len(copy_lines(["样" * length])) for length in (25, 26, 51, 52)] == [1, 2, 2, 3]
    assert copy_lines([]) == []


def test_a_title_is_broken_behind_the_words_that_the_template_names() -> None:
    assert broken_after("关于印发工作办法的通知", "印发") == "关于印发\n工作办法的通知"
    assert broken_after("关于表扬的通知", "印发") == "关于表扬的通知"


def test_the_ground_of_a_revocation_and_what_is_recovered_come_from_the_edition() -> None:
    published = SHELF.get(EDITION, "revocation_circular")
    data, _ = read_for(published, _data("revocation_circular"))
    printed = data.model_dump()
    assert printed["ground"] == {"ground": "R1", "article": "第十六条（一）", "quote": "受到刑事处罚的"}
    assert printed["recovered"] == ("奖杯", "证书", "一次性激励金")


@pytest.mark.parametrize(
    ("ground", "field", "code"),
    [
        ({"ground": "R9"}, "ground.ground", "unknown_ground"),
        ({"ground": "R1", "article": "第十六条（二）"}, "ground.article", "differs_from_edition"),
    ],
)
def test_a_ground_that_the_edition_does_not_have_is_refused(
    ground: dict[str, str], field: str, code: str
) -> None:
    published = SHELF.get(EDITION, "revocation_circular")
    with pytest.raises(Refusal) as caught:
        read_for(published, _data("revocation_circular", ground=ground))
    assert [(error.field, error.code) for error in caught.value.errors] == [(field, code)]


def test_a_public_list_has_room_for_nothing_but_its_columns() -> None:
    for model in (PublicCandidate, NamedPerson):
        assert list(model.model_fields) == ["name", "sex", "employer", "post"]
    person = {"name": "样例甲", "sex": "男", "employer": "样例机床厂", "post": "钳工"}
    for extra in ("id_number", "phone", "birth_month", "photo"):
        with pytest.raises(ValidationError, match="extra_forbidden"):
            PublicCandidate.model_validate(person | {extra: "450302"})


def test_a_period_that_ends_before_it_begins_is_an_error() -> None:
    published = SHELF.get(EDITION, "publicity_notice")
    with pytest.raises(Refusal) as caught:
        read_for(published, _data("publicity_notice", publicity_until="2026-09-13"))
    assert "公示期的最后一日早于第一日" in caught.value.errors[0].message


def test_the_period_and_the_site_of_the_public_notice_come_from_the_edition() -> None:
    data, _ = read_for(SHELF.get(EDITION, "publicity_notice"), _data("publicity_notice"))
    assert isinstance(data, PublicityNoticeData)
    assert (data.organ, data.site, data.working_days) == ("桂林市总工会", "桂林市总工会门户网站", 5)


def test_another_city_with_three_issuers_of_other_names_needs_no_line_of_code(tmp_path: Path) -> None:
    edit = editor(copied(BUILT_IN / EDITION, tmp_path))
    edit(
        "documents.yaml", "[city_union, industry_bureau, science_bureau, labour_bureau]",
        "[city_union, science_bureau, labour_bureau]",
    )  # fmt: skip
    edit("edition.yaml", "{label: 桂林市总工会,", "{label: 样例市总工会,")
    published = Shelf(Library(None, tmp_path)).get(EDITION, "naming_circular")
    data, _ = read_for(published, _data("naming_circular"))
    imprint = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
    file = published.template.render(context_of(data, imprint, {}))
    heading = [
        paragraph.text for cell in opened(file).tables[0].rows[0].cells for paragraph in cell.paragraphs
    ]
    assert heading == ["样例市总工会", "桂林市科学技术局", "桂林市人力资源和社会保障局", "文件"]
    names = [text for text in words(file) if text in heading[:3]]
    assert names == heading[:3] * 2


def test_another_citys_regulation_is_read_paragraph_by_paragraph() -> None:
    edition = Library(ANOTHER_CITY).get("wanxi_artisan_2020")
    lines = list(regulation_lines(edition))
    assert lines[0].label + lines[0].text == "第一条 为加强高技能人才队伍建设，制定本办法。"
    assert [line.label for line in lines if line.label][:3] == ["第一条 ", "第二条 ", "第三条 "]
    assert annex_lines(edition) == ()
    with pytest.raises(Refusal) as caught:
        cover(edition)
    assert caught.value.code == "not_in_edition"


@pytest.mark.parametrize(
    ("kind", "draft", "blank"),
    [
        ("publicity_notice", 1, ["publicity_from", "publicity_until"]),
        ("annual_notice", 1, ["deadline"]),
        ("certificate", 1, ["circular_number", "circular_on"]),
    ],
)
def test_what_a_draft_may_leave_open_must_stand_in_what_is_issued(
    kind: str, draft: int, blank: list[str]
) -> None:
    published = SHELF.get(EDITION, kind)
    finished, _ = read_for(published, _data(kind))
    refuse_unfinished(Content(published, finished, (), {}))
    unfinished, _ = read_for(published, _data(kind, draft))
    with pytest.raises(Refusal) as caught:
        refuse_unfinished(Content(published, unfinished, (), {}))
    assert [error.field for error in caught.value.errors] == blank


def test_every_field_that_is_needed_at_issue_is_a_field_that_may_be_blank() -> None:
    for model in DOCUMENT_KINDS.values():
        for name in model.NEEDED_AT_ISSUE:
            assert Blank in get_args(model.model_fields[name].annotation)


def test_a_style_that_the_page_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="chapter"):
        built(blocks=[{"text": "第一章", "style": "chapter"}])
