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
