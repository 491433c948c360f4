"""The coverage page: one file, the whole text, every piece linked to its rule, with its documents and cases."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from shared.regulation.coverage_page import coverage_page
from shared.regulation.covered import UNCLAIMED, Covered
from shared.regulation.edition import load_edition
from shared.regulation.library import Library
from shared.regulation.scaffold import scaffold
from tests.support.editions import editor

EDITION = Library().get("guilin_artisan_2025")
VOID = {"meta", "input", "link", "br"}


class Page(HTMLParser):
    """The elements of a page: ids, links, words of the text; and that all tags are closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append((found["href"], found.get("data-ids", "")))
        self.outside += [found[name] for name in ("src", "action", "srcset") if name in found]
        self.outside += [tag] if tag in ("link", "iframe", "img") else []

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self._open:
            self.words.append(data)


@pytest.fixture(scope="module")
def source() -> str:
    return coverage_page(EDITION)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_the_page_is_one_file_and_needs_nothing_from_outside(source: str, page: Page) -> None:
    assert page.outside == []
    assert not re.search(r"https?://|url\(|@import|\beval\b", source)


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    ids = set(page.ids)
    for href, data in page.links:
        assert {href.removeprefix("#"), *data.split()} <= ids
    assert {s.anchor for s in Covered(EDITION).sentences()} <= ids


def test_the_whole_text_stands_in_it(page: Page) -> None:
    shown = re.sub(r"[\s\d|]", "", "".join(page.words))
    for name, text in EDITION.text.sections.items():
        for sentence in EDITION.text.sentences(name):
            assert re.sub(r"[\s\d|]", "", sentence.text) in shown
        assert text


def test_a_rule_is_shown_with_its_place_documents_and_cases(source: str) -> None:
    item = next(item for item in source.split("<li id=") if "<code>tenure_in_trade</code>" in item)
    assert "条件" in item
    assert re.search(r"conditions\.yaml:\d+", item)
    assert "D09 不符合条件告知书" in item
    assert "在本专业只有119个月，不具备（cases/general.yaml:" in item
    material = next(item for item in source.split("<li id=") if "<code>unit.deeds</code>" in item)
    assert "D08 补正通知书" in material


def test_the_same_edition_gives_the_same_bytes(source: str) -> None:
    assert coverage_page(EDITION) == source


def test_unclaimed_words_catch_the_eye_and_words_are_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "small_2026"
    scaffold(folder)
    editor(folder)("text.md", "自发布之日起施行，", "自发布之日起施行，有效期<三>年，")
    source = coverage_page(load_edition(folder))
    assert "有效期&lt;三&gt;年" in source
    assert f"{UNCLAIMED}<b>1</b>" in source
    Page(source)
