"""Numbers: unique under concurrency, and without gaps that nobody can explain."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from docgen_service.models import Document, Number
from docgen_service.use_cases.render_documents import render_documents
from shared.contracts.messages import DocumentsRequested
from shared.database import uuid7
from shared.storage import ObjectStore, StoreUnavailable
from tests.support.docgen import Desk
from tests.support.papers import correction_notice, receipt_slip


class _Failing(ObjectStore):
    """Ends before anything is stored."""

    def put(self, *_: Any, **__: Any) -> Any:
        raise StoreUnavailable("down")


class _Losing(ObjectStore):
    """Stores, and ends before anybody knows."""

    def put(self, *arguments: Any, **options: Any) -> Any:
        super().put(*arguments, **options)
        raise StoreUnavailable("line lost")


class _Slow(ObjectStore):
    """Stops in the middle of an upload until it may go on."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.uploading, self.go_on = threading.Event(), threading.Event()

    def put(self, *arguments: Any, **options: Any) -> Any:
        self.uploading.set()
        assert self.go_on.wait(30)
        return super().put(*arguments, **options)


def _issue(desk: Desk, message: DocumentsRequested) -> str | None:
    return render_documents(desk.docgen, message).documents[0].number


def test_forty_at_once_get_forty_numbers_in_a_row(desk: Desk) -> None:
    messages = [desk.message((uuid4(), "issue", receipt_slip())) for _ in range(40)]
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda message: _issue(desk, message), messages))
    assert sorted(numbers) == [f"桂工匠受〔2026〕450302-{n:04d}号" for n in range(1, 41)]
    assert sorted(row.n for row in desk.rows(Number)) == list(range(1, 41))


def test_one_document_asked_for_by_eight_at_once_is_issued_once(desk: Desk) -> None:
    document = uuid4()
    messages = [desk.message((document, "issue", receipt_slip())) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda message: _issue(desk, message), messages))) == 1
    assert len(desk.rows(Number)) == len(desk.rows(Document)) == 1


@pytest.mark.parametrize("store", [_Failing, _Losing])
def test_an_issue_that_fails_keeps_its_number_for_the_retry(desk: Desk, store: type[ObjectStore]) -> None:
    broken = replace(desk.docgen, documents=store(desk.settings, "documents"))
    message = desk.message((uuid7(), "issue", receipt_slip()))
    with pytest.raises(StoreUnavailable):
        render_documents(broken, message)
    (waiting,) = desk.rows(Number)
    assert (waiting.state, waiting.reserved_for) == ("reserved", message.documents[0].document_id)
    assert desk.rows(Document) == []
    assert _issue(desk, message) == "桂工匠受〔2026〕450302-0001号"
    (used,) = desk.rows(Number)
    assert (used.state, used.document_id) == ("used", message.documents[0].document_id)


def test_nobody_waits_for_anothers_upload(desk: Desk) -> None:
    messages = [desk.message((uuid7(), "issue", receipt_slip())) for _ in range(2)]
    store = _Slow(desk.settings, "documents")
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(render_documents, replace(desk.docgen, documents=store), messages[0])
        assert store.uploading.wait(30)
        assert _issue(desk, messages[1]) == "桂工匠受〔2026〕450302-0002号"
        store.go_on.set()
        assert slow.result().documents[0].number == "桂工匠受〔2026〕450302-0001号"


def test_a_document_voided_while_its_number_waits_takes_the_number_with_it(desk: Desk) -> None:
    document = uuid7()
    desk.ask(desk.message((document, "draft", receipt_slip())))
    broken = replace(desk.docgen, documents=_Failing(desk.settings, "documents"))
    with pytest.raises(StoreUnavailable):
        render_documents(broken, desk.message((document, "issue", receipt_slip())))
    desk.ask(desk.message((document, "void", None), reason="撤回"))
    (number,) = desk.rows(Number)
    assert (number.state, number.reason, number.reserved_for) == ("voided", "撤回", None)


def test_each_series_year_and_organ_counts_for_itself(desk: Desk) -> None:
    def wanted(year: int, organ: str, data: Any = None) -> DocumentsRequested:
        message = desk.message((uuid7(), "issue", data or receipt_slip()))
        document = message.documents[0].model_copy(update={"year": year, "organ_code": organ})
        return message.model_copy(update={"documents": [document]})

    orders = [
        wanted(2026, "450302"), wanted(2026, "450328"), wanted(2027, "450302"),
        wanted(2026, "450302", correction_notice()), wanted(2026, "450302"),
    ]  # fmt: skip
    assert [_issue(desk, message) for message in orders] == [
        "桂工匠受〔2026〕450302-0001号",
        "桂工匠受〔2026〕450328-0001号",
        "桂工匠受〔2027〕450302-0001号",
        "桂工匠补〔2026〕450302-0001号",
        "桂工匠受〔2026〕450302-0002号",
    ]
