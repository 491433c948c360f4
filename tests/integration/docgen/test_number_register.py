"""The register of numbers over HTTP: reserved, used, voided, taken over; every gap has its reason."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.support.docgen import COUNTY, OTHER_COUNTY, Call
from tests.support.papers import EDITION, correction_notice, opened, words

DATA = correction_notice().model_dump(mode="json")


def _number(n: int, organ: str = COUNTY, year: int = 2026) -> str:
    return f"桂工匠补〔{year}〕{organ}-{n:04d}号"


def _reserve(call: Call, who: str = "county", key: str | None = None, **changes: Any) -> Any:
    body = {"edition": EDITION, "series": "correction", "organ_code": COUNTY, "purpose": "待审签"} | changes
    return call(
        "POST", "/v1/numbers/reservations", who, json=body, headers={"Idempotency-Key": key or str(uuid4())}
    )


def _take_over(call: Call, number: str, who: str = "county", key: str | None = None, **changes: Any) -> Any:
    body = {
        "edition": EDITION, "series": "correction", "number": number, "source": "本会办公系统",
        "purpose": "补正通知书",
    } | changes  # fmt: skip
    return call(
        "POST", "/v1/numbers/taken-over", who, json=body, headers={"Idempotency-Key": key or str(uuid4())}
    )


def _issue(call: Call, number: str | None = None) -> Any:
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, "data": DATA}
    created = call("POST", "/v1/documents", json=body, headers={"Idempotency-Key": str(uuid4())})
    return call(
        "POST", f"/v1/documents/{created.json['id']}/issue", json={"data": DATA, "number": number}
    )  # fmt: skip


def _register(call: Call, who: str = "county") -> Any:
    query = f"edition={EDITION}&series=correction&year=2026&organ_code={COUNTY}"
    return call("GET", f"/v1/numbers/register?{query}", who).json


def test_the_register_is_printed_with_every_gap_in_its_place(call: Call) -> None:
    _issue(call)
    released = _reserve(call).json["id"]
    call("POST", f"/v1/numbers/{released}/void", json={"reason": "领导未批"})
    _take_over(call, _number(5))
    query = f"edition={EDITION}&series=correction&year=2026&organ_code={COUNTY}"
    printed = call("GET", f"/v1/numbers/register/content?{query}")
    assert printed.status_code == 200
    lines = words(printed.data)
    assert f"编号序列：补正通知书编号　范围：2026年　秀峰区总工会　打印日期：{_printed_on(lines)}" in lines
    assert "共登记3个编号：已用1个，作废1个，预留1个；其中由办公系统转入1个。另有空号1处。" in lines
    rows = [[cell.text for cell in row.cells] for row in opened(printed.data).tables[0].rows[1:]]
    assert [row[1:6] for row in rows] == [
        [_number(1), "补正通知书", "已用", "本序列", "/"],
        [_number(2), "待审签", "作废", "本序列", "领导未批"],
        ["第3号至第4号", "/", "空号", "/", "由本会办公系统编号，未登入本登记簿"],
        [_number(5), "补正通知书", "预留", "办公系统", "本会办公系统"],
    ]
    assert call("GET", f"/v1/numbers/register/content?{query}", "other").status_code == 403


def _printed_on(lines: list[str]) -> str:
    return next(line for line in lines if "打印日期：" in line).rpartition("：")[2]


def test_a_number_is_reserved_for_a_purpose_and_a_document_is_issued_with_it(call: Call) -> None:
    reserved = _reserve(call)
    assert (reserved.status_code, reserved.json["number"], reserved.json["state"]) == (
        201, _number(1), "reserved",
    )  # fmt: skip
    assert _issue(call).json["number"] == _number(2), "the reserved one is passed over"
    issued = _issue(call, _number(1))
    assert issued.json["number"] == _number(1)
    entries = {entry["number"]: entry for entry in _register(call)["entries"]}
    assert entries[_number(1)]["document_id"] == issued.json["id"]
    assert (entries[_number(1)]["purpose"], entries[_number(1)]["kind"]) == ("待审签", "correction_notice")


def test_the_same_reservation_asked_for_by_eight_at_once_takes_one_number(call: Call) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _reserve(call, key="same"), range(8)))
    assert {answer.json["number"] for answer in answers} == {_number(1)}
    refused = _reserve(call, key="same", purpose="另一用途")
    assert (refused.status_code, refused.json["code"]) == (422, "idempotency_key_reused")


def test_a_released_number_stays_with_its_reason_and_is_never_given_again(call: Call) -> None:
    id_ = _reserve(call).json["id"]
    voided = call("POST", f"/v1/numbers/{id_}/void", json={"reason": "领导未批"})
    assert (voided.json["state"], voided.json["reason"]) == ("voided", "领导未批")
    assert call("POST", f"/v1/numbers/{id_}/void", json={"reason": "再来"}).json["reason"] == "领导未批"
    assert _issue(call).json["number"] == _number(2)
    assert _issue(call, _number(1)).json["code"] == "number_not_free"


def test_a_number_on_a_document_is_voided_with_the_document(call: Call) -> None:
    issued = _issue(call).json
    (entry,) = _register(call)["entries"]
    refused = call("POST", f"/v1/numbers/{entry['id']}/void", json={"reason": "x"})
    assert (refused.status_code, refused.json["code"]) == (409, "number_on_document")
    call("POST", f"/v1/documents/{issued['id']}/void", json={"reason": "写错"})
    (entry,) = _register(call)["entries"]
    assert (entry["state"], entry["reason"]) == ("voided", "写错")


def test_a_number_taken_over_moves_the_series_and_explains_the_gap(call: Call) -> None:
    assert _issue(call).json["number"] == _number(1)
    taken = _take_over(call, _number(12))
    assert (taken.json["state"], taken.json["origin"]) == ("reserved", "office_system")
    assert _issue(call).json["number"] == _number(13)
    assert _issue(call, _number(12)).json["number"] == _number(12)
    elsewhere = _take_over(call, _number(5), used_elsewhere=True)
    assert elsewhere.json["state"] == "used", "a gap may be filled later"
    gaps = [(gap["first"], gap["last"]) for gap in _register(call)["gaps"]]
    assert gaps == [(2, 4), (6, 11)]
    assert all("本会办公系统" in gap["reason"] for gap in _register(call)["gaps"])


@pytest.mark.parametrize(
    "number",
    ["桂工匠补〔2026〕450302-12号", "桂工匠补[2026]450302-0012号", "桂工匠受〔2026〕450302-0012号",
     "桂工匠补〔2026〕450302-0000号", "桂工匠补〔2026〕450302-00012号", "0012", "桂工匠补〔２０２６〕450302-0012号"],
)  # fmt: skip
def test_a_number_that_does_not_fit_is_refused(call: Call, number: str) -> None:
    refused = _take_over(call, number)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "number_malformed")
    assert _number(1) in refused.json["title"]


def test_a_number_that_is_there_already_is_refused(call: Call) -> None:
    number = _issue(call).json["number"]
    refused = _take_over(call, number)
    assert (refused.status_code, refused.json["code"]) == (409, "number_taken")
    assert _take_over(call, _number(2), key="k").json == _take_over(call, _number(2), key="k").json
    assert _take_over(call, _number(2)).json["code"] == "number_taken"


def test_a_number_far_ahead_must_be_meant(call: Call) -> None:
    assert _take_over(call, _number(5000)).json["code"] == "number_far_ahead"
    assert _register(call)["entries"] == []
    assert _take_over(call, _number(5000), gap_confirmed=True).status_code == 201
    assert _issue(call).json["number"] == _number(5001)


def test_a_county_keeps_its_own_series_only(call: Call) -> None:
    mine = _reserve(call).json
    assert _reserve(call, who="other").json["code"] == "organ_not_allowed"
    assert _take_over(call, _number(9), who="other").json["code"] == "organ_not_allowed"
    assert call("POST", f"/v1/numbers/{mine['id']}/void", "other", json={"reason": "x"}).status_code == 404
    assert call("GET", "/v1/numbers", "other").json["numbers"] == []
    assert _reserve(call, who="office", organ_code=OTHER_COUNTY).json["number"] == _number(1, OTHER_COUNTY)
    assert len(call("GET", "/v1/numbers", "office").json["numbers"]) == 2
    assert call("GET", "/v1/numbers", "poster").status_code == 403


def test_a_document_takes_no_number_of_another_series_year_or_organ(call: Call) -> None:
    others = [
        _reserve(call, series="receipt").json["number"],
        _take_over(call, _number(3, OTHER_COUNTY), who="office").json["number"],
        _take_over(call, _number(3, year=2025)).json["number"],
        _number(77),
    ]
    for number in others:
        assert _issue(call, number).json["code"] == "number_not_of_series"


def test_the_list_is_filtered_and_paged(call: Call) -> None:
    for _ in range(5):
        _reserve(call)
    _take_over(call, _number(9))
    page = call("GET", "/v1/numbers?limit=4&series=correction&year=2026").json
    rest = call("GET", f"/v1/numbers?limit=4&cursor={page['next']}").json
    assert [row["n"] for row in page["numbers"] + rest["numbers"]] == [9, 5, 4, 3, 2, 1]
    assert rest["next"] is None
    assert [row["n"] for row in call("GET", "/v1/numbers?origin=office_system").json["numbers"]] == [9]


def test_takers_and_reservers_at_once_never_meet(call: Call) -> None:
    def act(turn: int) -> str:
        answer = _take_over(call, _number(turn)) if turn % 4 == 0 else _reserve(call)
        return str(answer.json.get("number") or answer.json["code"])

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(act, range(1, 41)))
    given = [answer for answer in answers if answer != "number_taken"]
    assert len(given) == len(set(given))
    register = _register(call)
    assert len(register["entries"]) == len(given)
    assert all("本会办公系统" in gap["reason"] for gap in register["gaps"])
