"""The papers after an objection (异议): no way for a reporter's identity to come onto them."""

from typing import Any

import pytest
from pydantic import ValidationError

from docgen_service.rendering.samples import sample
from shared.contracts.documents.fields import NOT_APPLICABLE, DocumentModel
from shared.contracts.documents.objections import (
    KINDS,
    ObjectionExplanationData,
    ObjectionRegisterData,
    SubstitutionNoticeData,
)
from tests.support.papers import DRAFT, Render, words


def _changed(model: type[DocumentModel], **changes: Any) -> Any:
    return model.model_validate(sample(model, rich=True, entries=1).model_dump() | changes)


def test_no_paper_after_an_objection_has_a_field_for_who_objected() -> None:
    names = {name for model in KINDS.values() for name in model.model_fields}
    assert {name for name in names if "reporter" in name} == {"reporter"}
    with pytest.raises(ValidationError):
        _changed(ObjectionRegisterData, reporter="样例甲")


@pytest.mark.parametrize(("recipient", "addressee"), [("reporter", "样例甲"), ("unit", NOT_APPLICABLE)])
def test_an_explanation_never_names_the_reporter_and_always_names_the_others(
    recipient: str, addressee: object
) -> None:
    with pytest.raises(ValidationError) as caught:
        _changed(ObjectionExplanationData, recipient=recipient, addressee=addressee)
    assert caught.value.errors()[0]["type"] == "reporter_named"
    assert "样例甲" not in str(caught.value)


def test_the_reporter_is_addressed_by_the_number_in_the_register(render: Render) -> None:
    data = _changed(
        ObjectionExplanationData, recipient="reporter", addressee=NOT_APPLICABLE, register_number="异登1号"
    )
    assert "异议人（登记编号：异登1号）：" in words(render(data))


def test_the_sealed_sheet_is_empty_for_the_hand(render: Render) -> None:
    text = words(render(_changed(ObjectionRegisterData, sealed_number="密1号"), DRAFT))
    sheet = text[text.index("内部材料　密封保管　不得复制") :]
    assert sheet[1] == "异议人信息（密封联）"
    assert "样例" not in "".join(sheet)


@pytest.mark.parametrize(
    ("reading", "said"),
    [(NOT_APPLICABLE, "第八条（六）"), ("由领导小组研究", "未规定，按本年度设定（由领导小组研究）")],
)
def test_a_vacancy_rests_on_the_article_only_where_someone_was_disqualified(
    render: Render, reading: object, said: str
) -> None:
    notice = _changed(SubstitutionNoticeData, vacancy_reading=reading)
    assert said in next(line for line in words(render(notice)) if "出现空缺" in line)
