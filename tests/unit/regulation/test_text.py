"""text.md: the official text, clean, each article and item under its own name."""

import re

import pytest

from shared.regulation.library import BUILT_IN
from shared.regulation.text import read_text

FILE = BUILT_IN / "guilin_artisan_2025" / "text.md"
TEXT = read_text(FILE)
NUMERALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    *(f"十{n}" for n in "一二三四五六七八九"),
]


def test_all_nineteen_articles_and_three_annexes_stand_in_order() -> None:
    names = [name for name in TEXT.sections if re.fullmatch(r"第[^（]+条|附件\d", name)]
    assert names == [*(f"第{n}条" for n in NUMERALS), "附件1", "附件2", "附件3"]
    assert all(TEXT.sections[f"第{n}条"].startswith(f"第{n}条 ") for n in NUMERALS)


@pytest.mark.parametrize(
    ("article", "items"),
    [("第六条", "一二三四五六"), ("第八条", "一二三四五六七"), ("第十六条", "一二三四五六七")],
)
def test_every_item_has_its_own_name_and_begins_with_its_number(article: str, items: str) -> None:
    for number in items:
        assert TEXT.sections[f"{article}（{number}）"].startswith(f"（{number}）")


@pytest.mark.parametrize("noise", [" and ", "按按", "(五)", "(六)", "(七)", "集体\n研究", "- （"])
def test_the_noise_of_the_source_is_gone(noise: str) -> None:
    assert not any(noise in text for text in TEXT.sections.values())


def test_corrections_are_recorded_in_the_file_but_are_no_text() -> None:
    assert "来源" in FILE.read_text("utf-8")
    assert not any("来源" in text for text in TEXT.sections.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "刻苦钻研、精益求精的学习型",
        "业绩突出，并在积极挖掘",
        "等部门集体研究审核申报材料",
        "组长由市总工会主席担任，副组长",
        "劳模和工匠人才创新工作室",
        "按 1:1.1 的比例确定人选",
    ],
)
def test_sentences_that_the_source_split_are_whole(sentence: str) -> None:
    assert any(sentence in text for text in TEXT.sections.values())


def test_a_quote_is_found_under_its_article_and_its_items_only() -> None:
    assert TEXT.quotes("第六条", "应为工会会员")
    assert TEXT.quotes("第六条", "具有工艺专长")
    assert TEXT.quotes("第六条", "工作满10年")
    assert not TEXT.quotes("第六条（一）", "应为工会会员")
    assert not TEXT.quotes("第一条", "命名")


def anchors(section: str) -> list[str]:
    return [sentence.text for sentence in TEXT.sentences(section)]


def test_every_sentence_and_clause_has_an_anchor_of_its_own() -> None:
    assert anchors("第七条") == [
        "每年推荐命名一批“桂林工匠”；",
        "已获得“桂林工匠”称号的不再推荐；",
        "当年未获得命名但具有培育潜力的，可作为培育对象列入工匠人才库储备，同等条件下优先考虑。",
    ]
    found = TEXT.sentence("第六条（四）-2")
    assert found is not None
    assert found.text.startswith("包括在具有地方特色")
    every = [sentence.anchor for name in TEXT.sections for sentence in TEXT.sentences(name)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("section", "label"),
    [
        ("第六条", "第六条 "),
        ("第六条（四）", "（四）"),
        ("第八条（二）4", "4."),
        ("附件1", "附件 1"),
        ("印发通知", ""),
    ],
)
def test_the_name_of_a_section_is_no_sentence_of_it(section: str, label: str) -> None:
    span = TEXT.label(section)
    assert TEXT.sections[section][span.start : span.end] == label
    assert TEXT.sentences(section)[0].span.start >= span.end


def test_every_cell_of_a_form_has_an_anchor() -> None:
    assert anchors("附件2")[1:5] == ["被推荐对象姓名：", "工作单位：", "纪检监察 部门意见", "盖章 年 月 日"]


def test_sentences_hold_every_word_but_the_labels() -> None:
    for name, text in TEXT.sections.items():
        inside = {i for s in TEXT.sentences(name) for i in range(s.span.start, s.span.end)}
        outside = "".join(sign for i, sign in enumerate(text) if i not in inside)
        label = text[: TEXT.label(name).end]
        assert [sign for sign in outside if sign.isalnum()] == [sign for sign in label if sign.isalnum()]


def test_a_sentence_knows_its_line_in_the_file() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    for name in TEXT.sections:
        for sentence in TEXT.sentences(name):
            assert sentence.text in lines[sentence.line - 1]


def quoted(article: str, words: str) -> list[tuple[str, str]]:
    return [(s.section, TEXT.sections[s.section][s.start : s.end]) for s in TEXT.locate(article, words)]


def test_a_quote_covers_characters_in_every_place_where_it_stands() -> None:
    assert quoted("第六条", "从事本项（专业）工作满10年") == [("第六条", "从事本项（专业）工作满 10 年")]
    assert [name for name, _ in quoted("第八条（二）", "征得被推荐人同意")] == [
        "第八条（二）2",
        "第八条（二）3",
    ]
    across = quoted("第十六条", "受到刑事处罚的；（二）因侵犯知识产权")
    assert across == [("第十六条（一）", "受到刑事处罚的；"), ("第十六条（二）", "（二）因侵犯知识产权")]
    assert quoted("第六条", "") == quoted("第六条", "工会干部") == []


def test_an_abridged_quote_covers_all_between_its_ends() -> None:
    (span,) = TEXT.locate_abridged("第十八条", "加强对……身影。")
    assert TEXT.sections["第十八条"][span.start : span.end] == TEXT.sections["第十八条"][5:]
    assert TEXT.locate_abridged("第十八条", "身影……加强对") == ()
