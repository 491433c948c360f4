"""The compiled template."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from jinja2 import UndefinedError

from docgen_service.rendering.archive import BrokenPackage, pack_stored, unpack
from docgen_service.rendering.compiled import CompiledTemplate, UnprintableText
from docgen_service.rendering.environment import UnprintableValue
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


def test_a_control_character_that_was_not_cleaned_is_an_error() -> None:
    with pytest.raises(UnprintableText):
        _filled("{{ name }}", name="甲\x01")


def test_data_is_found_before_methods_of_the_same_name() -> None:
    assert _filled("{{ p.items }}", p={"items": "甲"}) == ["甲"]


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
