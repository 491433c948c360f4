"""The four documents, filled, and read back from the Word file: every field where it belongs."""

from datetime import date

import pytest
from docx.shared import Mm

from docgen_service.rendering.archive import unpack
from shared.contracts.documents.application import ReceivedItem
from shared.contracts.documents.fields import BY_HAND, NONE, DocumentModel
from shared.pictures import upright
from tests.support.papers import (
    DRAFT,
    EXAMPLES,
    ISSUED,
    RARE_NAME,
    Render,
    annex_1,
    blank_annex_1,
    correction_notice,
    ineligibility_notice,
    opened,
    photo_file,
    photo_reference,
    receipt_slip,
    words,
)


def _cells(file: bytes, table: int = 0) -> list[list[str]]:
    """Rows of a table; a merged cell stands once."""
    rows = []
    for row in opened(file).tables[table].rows:
        once = dict.fromkeys(row.cells)
        rows.append([cell.text for cell in once])
    return rows


def test_annex_1_is_the_printed_form_with_every_field_in_its_cell(render: Render) -> None:
    file = render(annex_1())
    assert words(file)[:3] == ["附件1", "“桂林工匠”推荐申请表", "填表时间：2026年5月8日"]
    box = "(2寸正面免冠\n红底彩色照片)"
    assert _cells(file) == [
        ["姓名", RARE_NAME, "性别", "女", "出生年月", "1980年5月", box],
        ["民族", "壮族", "籍贯", "广西桂林", "出生地", "广西阳朔", box],
        ["身份证号", "450302198005080001", "联系电话", "13800000000", box],
        ["政治面貌", "群众", "学历", "大学专科", "参加工作\n时间", "1998年7月", box],
        ["工作单位", "样例机床厂", "职务职称", "首席技师"],
        ["奖惩情况\n(市级及以上)", "2019年广西技术能手\n2021年职工大赛第三名"],
        ["个人简历", "1998年7月—2003年6月 样例一厂 钳工\n2003年7月至今 样例机床厂 首席技师"],
        ["主要事迹", "扎根一线，刻苦钻研。\n热心带徒，传授技艺。"],
    ]


def test_an_empty_annex_1_can_be_had_for_the_hand(render: Render) -> None:
    file = render(blank_annex_1())
    assert words(file)[2] == "填表时间：　　年　月　日"
    values = {cell for row in _cells(file) for cell in row[1::2]} - {"(2寸正面免冠\n红底彩色照片)"}
    assert values == {""}


def test_a_blank_that_means_none_says_so(render: Render) -> None:
    assert _cells(render(annex_1(awards_penalties=NONE)))[5][1] == "无"


def test_the_photo_takes_the_place_of_the_words_in_its_box(render: Render) -> None:
    photo = upright(photo_file())
    file = render(annex_1(photo=photo_reference()), photo=photo)
    assert "照片" not in "".join(words(file))
    (shape,) = opened(file).inline_shapes
    assert (shape.width, shape.height) == (Mm(32), round(Mm(32) * 490 / 350))
    assert unpack(file)["word/media/image1.jpg"] == photo.content


def test_deeds_of_2000_characters_may_go_over_the_page(render: Render) -> None:
    deeds = "\n".join(["三十年扎根一线刻苦钻研"[:10]] * 200)
    row = opened(render(annex_1(deeds=deeds))).tables[0].rows[7]
    assert row.cells[1].text == deeds
    assert (
        row._tr.trPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}cantSplit") is None
    )


def test_a_receipt_slip_lists_what_was_received_and_what_the_county_still_has_to_find(render: Render) -> None:
    file = render(receipt_slip())
    text = "\n".join(words(file))
    assert "秀峰区总工会\n受理回执（收件清单）\n样例〔2026〕1号" in text
    for part in (
        "样例甲以“单位推荐”方式",
        "申报编号：申〔2026〕7号，第1次提交，提交时间：2026年5月8日 09:30",
    ):
        assert part in text
    assert _cells(file) == [
        ["序号", "材料名称", "份数", "页数", "原件/复印件"],
        ["1", "《“桂林工匠”推荐申请表》", "3", "2", "原件"],
        ["2", "相关获奖、各类证书", "3", "/", "原件及复印件"],
    ]
    assert "原件待资格审核后退回。" in text
    assert "1.是否具有良好的职业操守。依据：第六条。" in text
    assert "联系科室：劳动和经济工作部　联系电话：0773-0000000\n联系地址：桂林市样例路1号" in text
    assert "秀峰区总工会\n2026年5月9日" in text


def test_a_slip_for_nothing_says_so_and_asks_for_nothing(render: Render) -> None:
    file = render(receipt_slip(items=(), asks=()))
    assert _cells(file)[1:] == [["/", "未收到材料", "/", "/", "/"]]
    assert "认定" not in "".join(words(file))


def test_a_slip_for_a_hundred_materials_lists_each_and_repeats_its_head(render: Render) -> None:
    items = tuple(ReceivedItem(label=f"证书{n}", copies=3, pages=1, form="copy") for n in range(1, 101))
    file = render(receipt_slip(items=items))
    assert [row[1] for row in _cells(file)[1:]] == [f"证书{n}" for n in range(1, 101)]
    assert opened(file).tables[0].rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_a_correction_notice_says_what_why_on_what_ground_and_until_when(render: Render) -> None:
    text = words(render(correction_notice()))
    start = text.index("样例机床厂：")
    assert text[:3] == ["秀峰区总工会", "补正通知书", "样例〔2026〕1号"]
    assert text[start + 1 : start + 10] == [
        "对照《“桂林工匠”推荐宣传学习工作办法（试行）》（市工发〔2025〕4号，以下简称《办法》）审核，"
        "申报人（被推荐人）样例甲的“桂林工匠”申报材料（申报编号：申〔2026〕7号）"
        "尚有下列事项需要补正：",
        "1.无犯罪记录证明：未提交。",
        "依据：《办法》第八条（二）2，“无犯罪记录证明”。",
        "2.个人简历：起止时间不清。",
        "依据：办法未规定，按本年度设定。",
        "现只开放下列栏目和材料供补正：无犯罪记录证明、“个人简历”栏。",
        "请于2026年5月20日前（含当日）补齐；逾期未补正的，按现有材料审核（办法未规定，按本年度设定）。",
        "联系科室：劳动和经济工作部　联系电话：0773-0000000",
        "联系地址：桂林市样例路1号",
    ]
    assert text[-2:] == ["秀峰区总工会", "2026年5月9日"]


def test_an_ineligibility_notice_gives_facts_ground_decision_and_remedy(render: Render) -> None:
    text = words(render(ineligibility_notice()))
    start = text.index("样例甲：")
    assert text[start + 2 : start + 12] == [
        "一、查明的事实和依据",
        "1.《办法》第六条规定：“从事本项（专业）工作满 10 年”。",
        "查明的事实：累计9年11个月。",
        "二、审核决定",
        "龙胜各族自治县总工会于2026年5月12日商县工业和信息化局、县科学技术局集体研究审核，"
        "认为样例甲不符合上列条件，不予向上推荐申报。",
        "三、陈述和复核",
        "陈述和复核的途径，办法未规定，按本年度设定：",
        "可在10日内书面申请复核。",
        "结果书面告知。",
        "联系科室：劳动和经济工作部　联系电话：0773-0000000",
    ]
    assert text[-2:] == ["龙胜各族自治县总工会", "2026年5月9日"]


def test_a_draft_before_the_decision_leaves_its_date_to_the_hand(render: Render) -> None:
    draft = render(ineligibility_notice(reviewed_on=BY_HAND, participants=()), DRAFT)
    assert "总工会于　　年　月　日集体研究审核" in "".join(words(draft))


@pytest.mark.parametrize("kind", ["receipt_slip", "correction_notice", "ineligibility_notice"])
def test_only_a_draft_says_on_every_page_that_it_is_one(render: Render, kind: str) -> None:
    for imprint, said in ((DRAFT, "拟稿，未经签发"), (ISSUED, "")):
        section = opened(render(EXAMPLES[kind], imprint)).sections[0]
        heads = {head.paragraphs[0].text for head in (section.header, section.even_page_header)}
        assert heads == {said}


@pytest.mark.parametrize("data", [*EXAMPLES.values(), blank_annex_1()], ids=lambda data: type(data).__name__)
def test_the_same_data_gives_the_same_bytes(render: Render, data: DocumentModel) -> None:
    assert render(data) == render(data.model_copy())


@pytest.mark.parametrize(
    "name", ["R&D <甲> \"乙\" '丙'", "👷🏽‍♀️", RARE_NAME, "{{ name }}", "阿依努尔·买买提"]
)
def test_a_name_is_printed_as_it_is_written(render: Render, name: str) -> None:
    assert _cells(render(annex_1(name=name)))[0][1] == name
    assert any(
        f"申报人（被推荐人）{name}的" in text
        for text in words(render(correction_notice(applicant_name=name)))
    )


def test_the_date_of_issue_is_printed_not_that_of_the_data(render: Render) -> None:
    assert "2026年5月9日" in words(render(correction_notice(deadline=date(2027, 1, 31))))
