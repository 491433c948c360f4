"""What people typed, before it meets XML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen_service.rendering.cleaning import clean

_ANY_TEXT = st.text(st.characters(), max_size=50)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("甲\x00乙", "甲乙"),
        ("甲\x0b乙", "甲乙"),
        ("甲\ud83d乙", "甲乙"),
        ("甲\ufeff乙", "甲乙"),
        ("甲\u202e乙", "甲乙"),
        ("甲\uffff乙", "甲乙"),
    ],
)
def test_what_cannot_be_printed_is_taken_out_and_reported(typed: str, left: str) -> None:
    assert clean({"name": typed}) == ({"name": left}, ("name",))


@pytest.mark.parametrize("typed", ["甲\r\n乙", "甲\r乙", "甲\u2028乙", "甲\x85乙"])
def test_line_breaks_become_one_kind_without_a_report(typed: str) -> None:
    assert clean({"deeds": typed}) == ({"deeds": "甲\n乙"}, ())


def test_rare_characters_emoji_and_markup_stay() -> None:
    typed = "喆堃𬀩𬭎 👷🏽‍♀️ R&D部 <甲> \"乙\" '丙' {{ name }} {_{"
    assert clean(typed) == (typed, ())


def test_a_report_names_the_place() -> None:
    data = {"items": [{"what": "甲"}, {"what": "乙\x01", "why": "丙\x02"}], "contact": {"phone": "1\x03"}}
    assert clean(data)[1] == ("items.1.what", "items.1.why", "contact.phone")


def test_what_is_no_text_stays_as_it_is() -> None:
    data = {"version": 3, "photo": None, "original": True}
    assert clean(data) == (data, ())


@given(_ANY_TEXT)
def test_whatever_is_left_is_text_that_xml_can_hold(typed: str) -> None:
    element = etree.Element("t")
    element.text, _ = clean(typed)
    etree.fromstring(etree.tostring(element))
