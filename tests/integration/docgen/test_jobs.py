"""Jobs: many documents at once, checked before anything is made, made once, in one ZIP."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from docgen_service.docgen import Docgen
from docgen_service.models import Document, Job, JobPart, Number
from docgen_service.use_cases.offer_jobs import offer_jobs, tidy_ended
from docgen_service.use_cases.work_on_job import work_on_job
from shared.storage import ObjectStore, StoreUnavailable
from tests.support.docgen import COUNTY, OTHER_COUNTY, Call, Desk
from tests.support.jobs import CORRECTION, ask, entry, shown, unzipped, upload
from tests.support.papers import EDITION, words


def test_a_hundred_and_twenty_notices_are_issued_and_come_in_one_zip(call: Call, desk: Desk) -> None:
    asked = ask(call, [entry(n) for n in range(1, 121)])
    assert (asked.status_code, asked.json["state"], asked.json["total"]) == (202, "queued", 120)
    desk.work(asked.json["id"])
    ended = shown(call, asked.json["id"])
    assert (ended["state"], ended["done"], ended["failed"]) == ("done", 120, 0)
    files = unzipped(call, ended["id"])
    assert list(files)[6] == "0007_补正通知书_桂工匠补〔2026〕450302-0007号.docx"
    assert "桂工匠补〔2026〕450302-0007号" in words(files[list(files)[6]])
    assert any("样例7" in text for text in words(files[list(files)[6]]))
    assert [row.n for row in desk.rows(Number)] == list(range(1, 121))
    listed = call("GET", f"/v1/documents?job_id={ended['id']}&limit=200").json["documents"]
    assert sorted(row["job_item"] for row in listed) == list(range(1, 121))
    for row in desk.rows(Document):
        assert desk.docgen.documents.read(row.object_key) == files[list(files)[row.job_item - 1]]


def test_the_data_is_sealed_while_the_job_is_open_and_gone_when_it_has_ended(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1, applicant_name="喆堃珺玥")]).json["id"]
    (key,) = desk.objects("exchange")
    assert "喆堃珺玥".encode() not in desk.docgen.exchange._store.read(key)
    desk.work(id_)
    assert desk.objects("exchange") == []
    assert "喆堃珺玥" not in str([vars(row) for row in desk.rows(Job) + desk.rows(JobPart)])
    assert all("喆堃珺玥" not in name for name in unzipped(call, id_))


def test_every_fault_is_told_and_nothing_is_made(call: Call, desk: Desk) -> None:
    entries = [entry(1), entry(2, addressee=""), entry(3, colour="red"), entry(1), {"data": {}}]
    refused = ask(call, entries)
    assert (refused.status_code, refused.json["code"]) == (422, "job_data_invalid")
    faults = [(error["field"], error["code"]) for error in refused.json["errors"]]
    assert ("entries.1.data.addressee", "string_too_short") in faults
    assert ("entries.2.data.colour", "extra_forbidden") in faults
    assert ("entries.3", "item_twice") in faults
    assert ("entries.4.data.items", "missing") in faults
    assert desk.rows(Job) == desk.rows(Document) == desk.rows(Number) == desk.objects("exchange") == []


def test_two_of_one_name_must_be_meant(call: Call) -> None:
    entries = [entry(1), entry(2, applicant_name="样例1")]
    refused = ask(call, entries)
    assert [error["code"] for error in refused.json["errors"]] == ["person_maybe_twice"]
    assert "same_names_differ" in refused.json["errors"][0]["message"]
    assert ask(call, entries, same_names_differ=True).status_code == 202


def test_what_all_have_in_common_is_given_once(call: Call, desk: Desk) -> None:
    common = {name: CORRECTION[name] for name in ("organ", "contact", "items", "reopened", "deadline")}
    entries = [{"data": {k: v for k, v in entry(n)["data"].items() if k not in common}} for n in (1, 2)]
    id_ = ask(call, entries, common=common).json["id"]
    desk.work(id_)
    assert shown(call, id_)["done"] == 2
    twice = ask(call, [entry(1)], common=common)
    assert {error["code"] for error in twice.json["errors"]} == {"given_twice"}


def test_the_same_key_makes_one_job(call: Call, desk: Desk) -> None:
    first, second = ask(call, [entry(1)], key="k"), ask(call, [entry(1)], key="k")
    assert first.json["id"] == second.json["id"]
    assert ask(call, [entry(2)], key="k").json["code"] == "idempotency_key_reused"
    desk.work(first.json["id"])
    desk.work(first.json["id"])
    assert ask(call, [entry(1)], key="k").json["state"] == "done"
    assert len(desk.rows(Document)) == 1


def test_drafts_made_before_are_issued(call: Call, desk: Desk) -> None:
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, **entry(1)}
    drafted = call("POST", "/v1/documents", json=body, headers={"Idempotency-Key": "d"}).json["id"]
    id_ = ask(call, [{**entry(1), "document_id": drafted}, entry(2)]).json["id"]
    desk.work(id_)
    assert call("GET", f"/v1/documents/{drafted}").json["number"] == "桂工匠补〔2026〕450302-0001号"
    assert len(unzipped(call, id_)) == len(desk.rows(Document)) == 2
    unknown = ask(call, [{**entry(3), "document_id": str(uuid4())}])
    assert unknown.json["errors"][0]["code"] == "document_not_usable"


def test_documents_are_fetched_again_in_one_zip(call: Call, desk: Desk) -> None:
    made = ask(call, [entry(n) for n in (1, 2, 3)]).json["id"]
    desk.work(made)
    ids = [str(row.id) for row in sorted(desk.rows(Document), key=lambda row: -row.job_item)]
    body = {"edition": EDITION, "organ_code": COUNTY, "documents": ids}

    def collect(who: str = "county", **changes: Any) -> Any:
        headers = {"Idempotency-Key": str(uuid4())}
        return call("POST", "/v1/jobs/collections", who, json=body | changes, headers=headers)

    id_ = collect().json["id"]
    desk.work(id_)
    assert [name[-9:] for name in unzipped(call, id_)] == ["003号.docx", "002号.docx", "001号.docx"]
    assert list(unzipped(call, id_).values()) == list(unzipped(call, made).values())[::-1]
    refused = collect("other", organ_code=OTHER_COUNTY)
    assert {error["code"] for error in refused.json["errors"]} == {"document_not_found"}
    assert collect(documents=[ids[0], ids[0]]).json["errors"][0]["code"] == "item_twice"


def test_a_pack_is_one_word_file(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1), entry(2)], outputs=["pack", "zip"]).json["id"]
    desk.work(id_)
    pack = call("GET", f"/v1/jobs/{id_}/result?output=pack")
    assert pack.headers["Content-Type"].endswith("wordprocessingml.document")
    assert {f"桂工匠补〔2026〕450302-000{n}号" for n in (1, 2)} <= set(words(pack.data))


def test_a_county_asks_for_its_own_papers_and_sees_its_own_jobs(call: Call) -> None:
    assert ask(call, [entry(1)], organ_code=OTHER_COUNTY).json["code"] == "organ_not_allowed"
    id_ = ask(call, [entry(1)]).json["id"]
    assert call("GET", f"/v1/jobs/{id_}", "other").status_code == 404
    assert call("POST", f"/v1/jobs/{id_}/cancel", "other").status_code == 404
    assert [job["id"] for job in call("GET", "/v1/jobs", "office").json["jobs"]] == [id_]
    assert call("GET", "/v1/jobs", "other").json["jobs"] == []
    assert call("GET", "/v1/jobs", "poster").status_code == 403


def test_too_many_open_jobs_have_to_wait(call: Call, desk: Desk) -> None:
    ids = [ask(call, [entry(n)]).json["id"] for n in range(1, 6)]
    refused = ask(call, [entry(6)])
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (
        429, "too_many_jobs", "60",
    )  # fmt: skip
    desk.work(ids[0])
    assert ask(call, [entry(6)]).status_code == 202


def test_a_cancelled_job_stops_between_documents_and_keeps_what_is_made(call: Call, desk: Desk) -> None:
    docgen = replace(desk.docgen, limits=replace(desk.docgen.limits, parts_per_task=1))
    id_ = ask(call, [entry(n) for n in range(1, 121)]).json["id"]
    work_on_job(docgen, lambda *_, **__: None, desk.rows(Job)[0].id)
    assert call("GET", f"/v1/jobs/{id_}/result").json["code"] == "job_not_ended"
    assert call("POST", f"/v1/jobs/{id_}/cancel").json["cancel_asked_at"]
    desk.work(id_)
    ended = shown(call, id_)
    assert (ended["state"], ended["done"]) == ("cancelled", 50)
    assert len(desk.rows(Document)) == 50 and desk.objects("exchange") == []
    assert call("POST", f"/v1/jobs/{id_}/cancel").status_code == 200


def test_a_job_that_waits_is_cancelled_at_once(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1)]).json["id"]
    assert call("POST", f"/v1/jobs/{id_}/cancel").json["state"] == "cancelled"
    desk.work(id_)
    assert desk.rows(Document) == [] and desk.objects("exchange") == []


class _Failing(ObjectStore):
    """Takes so many files and then none."""

    left = 70

    def put(self, *arguments: Any, **options: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise StoreUnavailable("down")
        return super().put(*arguments, **options)


def test_a_job_goes_on_where_it_stopped_and_numbers_stay_in_a_row(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(n) for n in range(1, 121)]).json["id"]
    with pytest.raises(StoreUnavailable):
        desk.work(id_, replace(desk.docgen, documents=_Failing(desk.settings, "documents")))
    assert shown(call, id_)["done"] == 50
    assert {row.state for row in desk.rows(Number)} == {"used", "reserved"}
    desk.work(id_)
    assert shown(call, id_)["state"] == "done"
    assert [(row.n, row.state) for row in desk.rows(Number)] == [(n, "used") for n in range(1, 121)]
    items = {row.job_item: row.number[-5:-1] for row in desk.rows(Document)}
    assert items == {n: f"{n:04d}" for n in range(1, 121)}


def test_a_job_that_does_not_get_on_has_failed_and_its_numbers_are_voided(call: Call, desk: Desk) -> None:
    class Down(_Failing):
        left = 0

    docgen = replace(
        desk.docgen, documents=Down(desk.settings, "documents"),
        limits=replace(desk.docgen.limits, attempts=2),
    )  # fmt: skip
    id_ = ask(call, [entry(1), entry(2)]).json["id"]
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            desk.work(id_, docgen)
    desk.work(id_, docgen)
    ended = shown(call, id_)
    assert (ended["state"], ended["failure"]) == ("failed", "attempts_used_up")
    assert [(row.state, row.reason) for row in desk.rows(Number)] == [
        ("voided", "批量任务未能完成，编号未使用")
    ] * 2


def test_one_that_is_refused_does_not_stop_the_others(call: Call, desk: Desk) -> None:
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, **entry(2)}
    drafted = call("POST", "/v1/documents", json=body, headers={"Idempotency-Key": "d"}).json["id"]
    id_ = ask(call, [entry(1), {**entry(2), "document_id": drafted}, entry(3)]).json["id"]
    call("POST", f"/v1/documents/{drafted}/void", json={"reason": "写错"})
    desk.work(id_)
    ended = shown(call, id_)
    assert (ended["state"], ended["done"], ended["failed"]) == ("done", 2, 1)
    assert [(fault["item"], fault["code"]) for fault in ended["faults"]] == [(2, "document_void")]
    assert len(unzipped(call, id_)) == 2


def test_a_job_is_offered_until_it_has_ended_and_left_alone_while_it_lives(call: Call, desk: Desk) -> None:
    offered: list[str] = []

    def at(seconds: int) -> Docgen:
        return replace(desk.docgen, clock=lambda: desk.docgen.clock() + timedelta(seconds=seconds))

    def send(task: str, message: dict[str, Any], **_: Any) -> None:
        offered.append(message["job_id"])

    id_ = ask(call, [entry(1)]).json["id"]
    assert [offer_jobs(at(seconds), send) for seconds in (0, 1, 31)] == [1, 0, 1]
    assert offered == [id_, id_]
    desk.work(id_)
    assert offer_jobs(at(100), send) == 0


def test_two_workers_do_not_work_on_one_job(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1)]).json["id"]
    with desk.docgen.engine.connect() as other:
        other.exec_driver_sql(f"select pg_advisory_lock(hashtextextended('job/{id_}', 0))")
        desk.work(id_)
        assert shown(call, id_)["state"] == "queued"
        other.exec_driver_sql("select pg_advisory_unlock_all()")
    desk.work(id_)
    assert shown(call, id_)["state"] == "done"


def test_data_that_outlived_its_job_is_deleted(call: Call, desk: Desk) -> None:
    class Stuck(ObjectStore):
        def delete(self, key: str) -> None:
            raise StoreUnavailable("down")

    id_ = ask(call, [entry(1)]).json["id"]
    exchange = type(desk.docgen.exchange)(Stuck(desk.settings, "exchange"), desk.docgen.cipher)
    with pytest.raises(StoreUnavailable):
        desk.work(id_, replace(desk.docgen, exchange=exchange))
    assert shown(call, id_)["state"] == "done" and desk.objects("exchange")
    tidy_ended(desk.docgen)
    assert desk.objects("exchange") == []


def test_results_are_kept_for_a_week(call: Call, desk: Desk) -> None:
    id_ = ask(call, [entry(1)]).json["id"]
    desk.work(id_)
    assert call("GET", f"/v1/jobs/{id_}/result?output=pack").json["code"] == "no_such_result"
    for key in desk.objects("results"):
        desk.docgen.results.delete(key)
    gone = call("GET", f"/v1/jobs/{id_}/result")
    assert (gone.status_code, gone.json["code"]) == (410, "result_expired")


def test_certificates_of_the_city_need_only_what_the_edition_does_not_say(call: Call, desk: Desk) -> None:
    empty = load_workbook(io.BytesIO(call("GET", f"/v1/kinds/certificate/sheet?edition={EDITION}").data))
    assert [cell.value for cell in empty.worksheets[0][1]] == [
        "姓名", "命名年度", "命名通报的发文字号", "命名通报的成文日期",
    ]  # fmt: skip
    empty.worksheets[0]["A2"] = "样例1"
    target = io.BytesIO()
    empty.save(target)
    changes = {"kind": "certificate", "organ_code": "450300", "action": "issue"}
    assert upload(call, target.getvalue(), **changes).json["code"] == "organ_not_allowed"
    target.seek(0)
    id_ = upload(call, target.getvalue(), "office", **changes).json["id"]
    desk.work(id_)
    ((name, file),) = unzipped(call, id_, "office").items()
    assert desk.rows(Number)[0].number in name
    assert "样例1同志：" in words(file)
