"""The typed data of documents."""

import pytest
from pydantic import BaseModel, ValidationError

from shared.contracts import documents
from shared.contracts.documents import BY_HAND, DOCUMENT_KINDS, Annex1Data, Blank, DocumentModel
from tests.support.papers import EXAMPLES, annex_1, blank_annex_1

MODELS = [
    model for model in vars(documents).values()
    if isinstance(model, type) and issubclass(model, DocumentModel) and model not in (DocumentModel, Blank)
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_every_field_says_in_chinese_what_it_is_and_where_it_comes_from(model: type[BaseModel]) -> None:
    for field in model.model_fields.values():
        assert field.description and "（来源：" in field.description


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_data_survives_the_journey_as_json(kind: str) -> None:
    data = EXAMPLES[kind]
    assert DOCUMENT_KINDS[kind].model_validate_json(data.model_dump_json()) == data


def test_a_blank_is_meant_an_empty_text_is_an_error() -> None:
    assert annex_1(post_title=BY_HAND).post_title == BY_HAND
    for empty in ("", "  ", None):
        with pytest.raises(ValidationError):
            annex_1(post_title=empty)


def test_an_undefined_field_is_an_error() -> None:
    data = blank_annex_1().model_dump()
    del data["deeds"]
    with pytest.raises(ValidationError, match="deeds"):
        Annex1Data.model_validate(data)


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        annex_1(opinion="同意")


def test_an_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(ValidationError) as caught:
        annex_1(birth_month="身份证450302198005080001")
    assert "450302" not in str(caught.value)
