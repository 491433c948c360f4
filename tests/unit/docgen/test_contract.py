"""The typed data of documents."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from shared.contracts.documents.annexes import Annex1Data
from shared.contracts.documents.fields import BY_HAND, Blank, DocumentModel
from tests.support.papers import annex_1, blank_annex_1


def _models(base: type[DocumentModel] = DocumentModel) -> Iterator[type[DocumentModel]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("shared.contracts.documents") and model is not Blank:
            yield model
        yield from _models(model)


MODELS = sorted(_models(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS)
def test_every_field_says_in_chinese_what_it_is_and_where_it_comes_from(model: type[BaseModel]) -> None:
    for field in model.model_fields.values():
        assert field.description and "（来源：" in field.description


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
