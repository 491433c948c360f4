"""The compiled template."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from jinja2 import TemplateAssertionError, UndefinedError

from docgen_service.rendering.archive import BrokenPackage, pack_stored, unpack
from docgen_service.rendering.compiled import CompiledTemplate
from docgen_service.rendering.values import UnprintableText, UnprintableValue
from shared.contracts.documents.fields import Blank
from shared.pictures import upright
from tests.support.papers import photo_file, words
from tests.support.templates import template


def _filled(*texts: str, **context: object) -> list[str]:
    return words(CompiledTemplate(template(*texts)).render(context))


@pytest.mark.parametrize(
    "value", ["R&D部", "<甲>", "\"双\" '单'", "👷🏽‍♀️", "𬀩𬭎", "{{ x }} {% if %} {_{ %_}", "]]>", "&amp;"]
)
def test_text_comes_out_as_it_was_typed(value: str) -> None:
    assert _filled("姓名：{{ name }}。", name=value) == [f"姓名：{value}。"]


def test_a_line_break_and_a_tab_of_a_value_are_printed() -> None:
    assert _filled("{{ a }}", a="甲\n乙\t丙") == ["甲\n乙\t丙"]


def test_paragraphs_of_a_value_become_paragraphs() -> None:
    assert _filled("{{ a|paragraphs }}", "末", a="甲\n乙") == ["甲", "乙", "末"]


def test_literal_braces_of_a_template_are_printed() -> None:
    assert _filled("写作{_{ name }_}", name="甲") == ["写作{{ name }}"]


def test_an_undeclared_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        _filled("{{ name }}")


@pytest.mark.parametrize("value", [None, [], ["甲"], {"a": 1}, True])
def test_what_has_no_printed_form_is_an_error(value: object) -> None:
    with pytest.raises(UnprintableValue):
        _filled("{{ name }}", name=value)


@pytest.mark.parametrize("value", ["甲\x01", "\x00", "甲\ud83d", "甲\uffff"])
def test_a_character_that_xml_cannot_hold_and_was_not_cleaned_is_an_error(value: str) -> None:
    with pytest.raises(UnprintableText):
        _filled("{{ name }}", name=value)


def test_data_is_found_before_methods_of_the_same_name() -> None:
    assert _filled("{{ p.items }}", p={"items": "甲"}) == ["甲"]


@pytest.mark.parametrize(
    "tag",
    ["{{ f() }}", "{{ p[0] }}", "{{ 'a' * 300000000 }}", "{{ 9 * p.length }}", "{% include 'x' %}", "{{ 1 + 1 }}",
     "{% macro m() %}{% endmacro %}", "{% for a in p recursive %}{% endfor %}", "{% for a in p %}{{ loop.cycle }}{% endfor %}",
     "{% set a %}甲{% endset %}", "{{ p ~ p }}", "{{ p|attr('x') }}", "{{ p is defined }}"],
)  # fmt: skip
def test_what_does_more_than_print_data_is_refused_when_a_template_is_compiled(tag: str) -> None:
    with pytest.raises(TemplateAssertionError):
        CompiledTemplate(template(tag))


@pytest.mark.parametrize("value", ["甲", {"a": "甲"}, ["甲"], 3, Blank(blank="none")])
@pytest.mark.parametrize(
    "tag", ["{{ p.__class__ }}", "{{ p.upper }}", "{{ p.__init__.__globals__ }}", "{{ p.blank }}"]
)
def test_no_attribute_of_any_object_is_reached(tag: str, value: object) -> None:
    with pytest.raises((UndefinedError, TypeError)):
        _filled(tag, p=value)


def test_a_calculated_span_is_the_only_calculation() -> None:
    assert _filled("{% for p in people %}{{ 2 * loop.length }}{% endfor %}", people=[1, 2, 3]) == ["666"]


@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_a_table_has_as_many_rows_as_the_list(rows: int) -> None:
    texts = [["头"], ["{%tr for p in people %}"], ["{{ p.name }}"], ["{%tr endfor %}"]]
    people = [{"name": f"甲{number}"} for number in range(rows)]
    made = CompiledTemplate(template(rows=texts)).render({"people": people})
    assert words(made)[1:] == [person["name"] for person in people]


def test_2000_characters_stand_in_one_cell() -> None:
    text = "扎根一线，<刻苦>钻研&\n" * 181
    assert words(CompiledTemplate(template(rows=[["{{ a }}"]])).render({"a": text})) == [text]


def test_equal_input_gives_equal_bytes_and_a_thread_disturbs_no_other() -> None:
    compiled = CompiledTemplate(
        template("{{ name }}", "{% if photo %}{{ photo|picture(20, 30) }}{% endif %}")
    )
    photos = [upright(photo_file(100 + index, 140)) for index in range(4)]
    contexts = [{"name": str(index), "photo": photos[index % 4]} for index in range(40)]
    alone = [compiled.render(context) for context in contexts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(compiled.render, contexts)) == alone


def test_a_picture_becomes_a_file_with_its_relationship() -> None:
    photo = upright(photo_file())
    parts = unpack(CompiledTemplate(template("{{ photo|picture(20, 30) }}")).render({"photo": photo}))
    assert parts["word/media/image1.jpg"] == photo.content
    assert b'Id="rId5"' in parts["word/_rels/document.xml.rels"]
    assert b'r:embed="rId5"' in parts["word/document.xml"]


@pytest.mark.parametrize(
    "package", [b"text", pack_stored({"a": b""}), pack_stored({"word/document.xml": b"<"})]
)
def test_what_is_no_word_file_is_refused(package: bytes) -> None:
    with pytest.raises(BrokenPackage):
        CompiledTemplate(package)
