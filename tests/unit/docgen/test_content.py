"""The data of a document as it is sent."""

import pytest

from docgen_service.content import read_data
from shared.problems import Refusal
from tests.support.papers import EXAMPLES, annex_1, correction_notice


def _faults(kind: str, raw: object) -> dict[str, str]:
    with pytest.raises(Refusal) as caught:
        read_data(kind, raw)
    assert caught.value.status == 422
    return {error.field: error.code for error in caught.value.errors}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_data_is_read_from_json(kind: str) -> None:
    assert read_data(kind, EXAMPLES[kind].model_dump(mode="json")) == (EXAMPLES[kind], ())


def test_each_faulty_field_is_named_once_by_its_path() -> None:
    raw = correction_notice().model_dump(mode="json")
    raw["items"][1]["quote"] = 3
    raw["contact"]["phone"] = ""
    raw["deadline"] = "2026-02-30"
    raw["colour"] = "red"
    del raw["organ"]
    assert set(_faults("correction_notice", raw)) == {
        "items.1.quote", "contact.phone", "deadline", "colour", "organ",
    }  # fmt: skip


def test_null_is_no_blank() -> None:
    assert "post_title" in _faults("annex_1", annex_1().model_dump(mode="json") | {"post_title": None})


@pytest.mark.parametrize("raw", [None, [], "text", 3])
def test_what_is_no_object_is_refused(raw: object) -> None:
    assert _faults("annex_1", raw)


def test_lone_surrogates_and_control_characters_are_stripped_before_the_check_and_reported() -> None:
    raw = annex_1().model_dump(mode="json") | {"name": "甲\ud83d", "deeds": "一\x00\r\n二"}
    data, cleaned = read_data("annex_1", raw)
    assert (data.name, data.deeds) == ("甲", "一\n二")  # type: ignore[attr-defined]
    assert cleaned == ("name", "deeds")


def test_a_name_of_nothing_printable_is_an_error() -> None:
    assert "name" in _faults("annex_1", annex_1().model_dump(mode="json") | {"name": "\x00\ufeff"})


def test_a_refusal_repeats_nothing_that_was_sent() -> None:
    raw = annex_1().model_dump(mode="json") | {"birth_month": "1980年身份证450302"}
    with pytest.raises(Refusal) as caught:
        read_data("annex_1", raw)
    assert "450302" not in f"{caught.value.message}{caught.value.errors}"
