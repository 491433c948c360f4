"""What a template quotes of the regulation (条款原文) stands in the regulation, under the article that it names."""

import re
from pathlib import Path

import pytest

from shared.regulation.library import Library
from tests.support.papers import EDITION, templates_folder

_TEXT = Library().get(EDITION).text
_ARTICLE = r"第[一二三四五六七八九十]+条(?:（[一二三四五六七八九十]）)?\d?"
# The article may come from the data: then it is one of the three channels', which say the same.
_QUOTED = re.compile(
    rf"({_ARTICLE}|\{{\{{ article \}}\}})(?:规定)?[：，]?(?:[^“，。：；]{{0,12}})?“([^“”{{}}]+)”"
)
SOURCES = sorted(templates_folder().glob("*.yaml"))


def _quotations(text: str) -> list[tuple[str, str]]:
    """Article and words; marks inside the quotation become what they are in the regulation."""
    return [
        (
            article if article.startswith("第") else "第八条（二）1",
            words.replace("‘", "“").replace("’", "”").rstrip("。"),
        )
        for article, words in _QUOTED.findall(text)
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_template_quotes_the_regulation_rightly(source: Path) -> None:
    wrong = [
        f"{article}：{words}"
        for article, words in _quotations(source.read_text("utf-8"))
        if not _TEXT.quotes(article, words)
    ]
    assert wrong == []


def test_the_check_finds_quotations() -> None:
    found = {source.stem for source in SOURCES if _quotations(source.read_text("utf-8"))}
    assert {
        "opinion_request", "county_opinion", "objection_acknowledgement", "objection_explanation",
        "disqualification_notice", "substitution_notice", "recovery_notice",
    } <= found  # fmt: skip
    assert _quotations("第六条规定“工作满十年”") == [("第六条", "工作满十年")]
    assert not _TEXT.quotes("第六条", "工作满十年")
