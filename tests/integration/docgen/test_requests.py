"""Intake's requests: drafted, issued, voided; asked for twice, made once."""

from datetime import date
from typing import Any

import pytest

from docgen_service.models import Counter, Document, Number
from docgen_service.rendering.archive import unpack
from shared.contracts.messages import DocumentsRendered, RequestRefused
from shared.database import uuid7
from shared.storage import SealedObjectMissing
from tests.support.docgen import Desk
from tests.support.papers import (
    annex_1,
    correction_notice,
    ineligibility_notice,
    opened,
    photo_file,
    photo_reference,
    receipt_slip,
    words,
)


def test_receipt_slip_is_issued_with_a_number_and_annex_1_drafted_without(desk: Desk) -> None:
    slip, annex = uuid7(), uuid7()
    message = desk.message((slip, "issue", receipt_slip()), (annex, "draft", annex_1()))
    answer = desk.ask(message)
    task, _ = desk.answers[0]
    rendered = DocumentsRendered.model_validate(answer)
    assert (task, rendered.in_reply_to, rendered.trace_id) == (
        "intake.rendered.v1",
        message.message_id,
        "trace-1234",
    )
    issued, drafted = answer["documents"]
    assert (issued["state"], issued["number"]) == ("issued", "桂工匠受〔2026〕450302-0001号")
    assert (drafted["state"], drafted["number"]) == ("draft", None)
    text = words(desk.file(issued))
    assert "桂工匠受〔2026〕450302-0001号" in text
    assert "2026年5月9日" in text, "the date of issue is that of Beijing"
    assert drafted["size"] == len(desk.file(drafted))


def test_a_message_offered_again_gives_the_same_answer_and_makes_nothing(desk: Desk) -> None:
    message = desk.message((uuid7(), "issue", receipt_slip()), (uuid7(), "draft", annex_1()))
    first, second = desk.ask(message), desk.ask(message)
    assert first["documents"] == second["documents"]
    assert [row.revision for row in desk.rows(Document)] == [1, 1]
    assert [row.last for row in desk.rows(Counter)] == [1]


def test_the_same_asked_for_by_another_message_is_made_once(desk: Desk) -> None:
    slip = uuid7()
    first = desk.ask(desk.message((slip, "issue", receipt_slip())))
    second = desk.ask(desk.message((slip, "issue", receipt_slip())))
    assert first["documents"] == second["documents"]
    assert len(desk.rows(Number)) == 1


def test_a_newer_draft_takes_the_place_of_an_older_one_but_not_the_other_way_round(desk: Desk) -> None:
    notice = uuid7()
    older = desk.message((notice, "draft", correction_notice()))
    newer = desk.message((notice, "draft", correction_notice(deadline=date(2026, 6, 1))))
    desk.ask(older)
    changed = desk.ask(newer)["documents"][0]
    late = desk.ask(older)["documents"][0]
    assert late == changed
    assert any("2026年6月1日" in text for text in words(desk.file(late)))


def test_an_issued_document_is_printed_again_with_its_number(desk: Desk) -> None:
    notice = uuid7()
    draft = desk.ask(desk.message((notice, "draft", correction_notice())))["documents"][0]
    issued = desk.ask(desk.message((notice, "issue", correction_notice())))["documents"][0]
    assert opened(desk.file(draft)).sections[0].header.paragraphs[0].text == "拟稿，未经签发"
    assert issued["number"] == "桂工匠补〔2026〕450302-0001号"
    assert issued["number"] in words(desk.file(issued))
    assert issued["data_sha256"] == draft["data_sha256"]
    assert issued["sha256"] != draft["sha256"]


def test_a_draft_asked_for_late_does_not_undo_the_issue(desk: Desk) -> None:
    notice = uuid7()
    draft = desk.message((notice, "draft", correction_notice()))
    desk.ask(desk.message((notice, "issue", correction_notice())))
    assert desk.ask(draft)["documents"][0]["state"] == "issued"


def test_an_issued_document_is_not_changed_by_a_newer_message(desk: Desk) -> None:
    notice = uuid7()
    desk.ask(desk.message((notice, "issue", correction_notice())))
    answer = desk.ask(desk.message((notice, "issue", correction_notice(deadline=date(2026, 6, 1)))))
    assert desk.answers[-1][0] == "intake.refused.v1"
    assert RequestRefused.model_validate(answer).code == "document_issued"


def test_a_voided_document_keeps_its_number_in_the_register_with_the_reason(desk: Desk) -> None:
    slip = uuid7()
    desk.ask(desk.message((slip, "issue", receipt_slip())))
    voided = desk.ask(desk.message((slip, "void", None), reason="姓名有误"))["documents"][0]
    assert (voided["state"], voided["number"]) == ("void", "桂工匠受〔2026〕450302-0001号")
    (number,) = desk.rows(Number)
    assert (number.state, number.reason) == ("voided", "姓名有误")
    again = desk.ask(desk.message((slip, "void", None), reason="另一个理由"))["documents"][0]
    assert again == voided
    following = desk.ask(desk.message((uuid7(), "issue", receipt_slip())))["documents"][0]
    assert following["number"].endswith("-0002号")
    assert desk.ask(desk.message((slip, "draft", receipt_slip())))["code"] == "document_void"


def test_a_refusal_notice_is_not_issued_before_the_decision(desk: Desk) -> None:
    notice = uuid7()
    undecided = ineligibility_notice(participants=())
    assert desk.ask(desk.message((notice, "draft", undecided)))["documents"][0]["state"] == "draft"
    assert desk.ask(desk.message((notice, "issue", undecided)))["code"] == "decision_missing"
    assert desk.rows(Number) == []


def test_the_photo_is_fetched_and_printed(desk: Desk) -> None:
    digest = desk.put_photo(photo_file())
    data = annex_1(photo=photo_reference("photos/1", digest))
    answer = desk.ask(desk.message((uuid7(), "draft", data)))["documents"][0]
    assert "word/media/image1.jpg" in unpack(desk.file(answer))


@pytest.mark.parametrize(
    ("content", "reference", "code"),
    [
        (None, None, "photo_missing"),
        (photo_file(), "0" * 64, "photo_changed"),
        (b"no picture", None, "photo_unusable"),
    ],
    ids=["gone", "another file", "no picture"],
)
def test_a_photo_that_cannot_be_printed_is_refused_and_nothing_is_made(
    desk: Desk, content: bytes | None, reference: str | None, code: str
) -> None:
    digest = desk.put_photo(content) if content else "0" * 64
    data = annex_1(photo=photo_reference("photos/1", reference or digest))
    answer = desk.ask(desk.message((uuid7(), "issue", receipt_slip()), (uuid7(), "draft", data)))
    assert (answer["code"], "photo" in answer["detail"]) == (code, True)
    assert desk.rows(Document) == desk.rows(Number) == []


def _spoilt(sealed: dict[str, Any]) -> None:
    for data in sealed.values():
        data["birth_month"] = "450302198005080001"


def _emptied(sealed: dict[str, Any]) -> None:
    sealed.clear()


@pytest.mark.parametrize("spoil", [_spoilt, _emptied])
def test_faulty_data_is_answered_without_repeating_it(desk: Desk, spoil: Any) -> None:
    answer = desk.ask(desk.message((uuid7(), "draft", annex_1()), data=spoil))
    assert answer["code"] == "document_data_invalid"
    assert "450302198005080001" not in str(answer)


def test_characters_that_cannot_be_printed_are_reported_with_the_document(desk: Desk) -> None:
    def surrogate(sealed: dict[str, Any]) -> None:
        for data in sealed.values():
            data["name"] = "甲\x00乙"

    answer = desk.ask(desk.message((uuid7(), "draft", annex_1()), data=surrogate))["documents"][0]
    assert [row.cleaned for row in desk.rows(Document)] == [["name"]]
    assert "甲乙" in words(desk.file(answer))


def test_an_unknown_edition_or_kind_is_answered(desk: Desk) -> None:
    message = desk.message((uuid7(), "draft", annex_1()))
    assert desk.ask(message.model_copy(update={"edition": "nowhere_1999"}))["code"] == "unknown_edition"
    poem = message.documents[0].model_copy(update={"kind": "poem"})
    assert desk.ask(message.model_copy(update={"documents": [poem]}))["code"] == "unknown_document_kind"


def test_a_sealed_object_that_is_gone_is_no_refusal_but_a_failure(desk: Desk) -> None:
    message = desk.message((uuid7(), "draft", annex_1()))
    desk.docgen.exchange.delete(message.sealed)
    with pytest.raises(SealedObjectMissing):
        desk.ask(message)
    assert desk.answers == []


def test_nothing_personal_stands_in_the_register_or_in_a_key(desk: Desk) -> None:
    desk.ask(desk.message((uuid7(), "draft", annex_1(name="样例丁")), (uuid7(), "issue", receipt_slip())))
    for row in desk.rows(Document):
        text = str({column.name: getattr(row, column.name) for column in Document.__table__.columns})
        assert "样例丁" not in text and "样例甲" not in text and "450302198005080001" not in text


def test_an_issue_from_a_host_whose_clock_is_behind_is_carried_out(desk: Desk) -> None:
    earlier, later, notice = uuid7(), uuid7(), uuid7()
    desk.ask(desk.message((notice, "draft", correction_notice()), message_id=later))
    answer = desk.ask(desk.message((notice, "issue", correction_notice()), message_id=earlier))
    assert answer["documents"][0]["state"] == "issued" and answer["documents"][0]["number"]
    again = desk.ask(desk.message((notice, "draft", correction_notice()), message_id=later))
    assert again["documents"][0] == answer["documents"][0]
