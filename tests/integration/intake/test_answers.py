"""What intake answers is what its OpenAPI document promises, and can be sent back as it was read."""

from typing import Any

import pytest

from intake_service.api.outputs import (
    ApplicationOut,
    DocumentsOut,
    FormOut,
    MaterialOut,
    MaterialsOut,
    NoticeOut,
    SubjectsOut,
)
from tests.support.county import DECISION
from tests.support.intake import Desk, application, id_number

EDITION = "/v1/editions/guilin_artisan_2025"


def _reviewed(desk: Desk) -> str:
    id = str(desk.sender.submitted(application(public_official=True)))
    desk.judge()
    opinion = {"kind": "discipline_opinion", "opinion": "agree", "issued_on": "2026-05-18"}
    answer = desk.county.post(f"/v1/applications/{id}/opinions", opinion)
    assert MaterialOut.model_validate_json(answer.data).label == "纪检监察部门同意推荐的意见"
    return id


def test_every_answer_fits_its_model(desk: Desk) -> None:
    id = _reviewed(desk)
    desk.judge()
    assert desk.county.post(f"/v1/applications/{id}/decision", DECISION).status_code == 200
    for caller in (desk.county, desk.sender):
        for path, model in (("", ApplicationOut), ("/materials", MaterialsOut), ("/documents", DocumentsOut)):
            model.model_validate_json(caller.request("GET", f"/v1/applications/{id}{path}").data)
    FormOut.model_validate_json(desk.sender.request("GET", f"{EDITION}/form").data)
    SubjectsOut.model_validate_json(desk.county.request("GET", f"{EDITION}/findings").data)


def test_a_scan_that_is_stored_is_said_to_be(desk: Desk) -> None:
    id = str(desk.sender.create(application()).json["id"])
    material = MaterialOut.model_validate_json(desk.sender.add(id, "deeds").data)
    assert (material.label, material.stored, material.size) == ("申报人事迹材料", True, material.size)
    assert material.size


def test_a_notice_can_be_put_back_as_it_was_read(desk: Desk) -> None:
    id = _reviewed(desk)
    item = {"what": "事迹", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    draft = {"items": [item], "materials": ["deeds"], "deadline": "2026-05-30"}
    answer = desk.county.post(f"/v1/applications/{id}/notices", draft)
    notice = NoticeOut.model_validate_json(answer.data)
    back = {name: answer.json[name] for name in ("items", "fields", "materials", "deadline")}
    path = f"/v1/applications/{id}/notices/{notice.id}"
    assert desk.county.request("PUT", path, json=back).status_code == 202


@pytest.mark.parametrize("changes", [
    {"evidence": {"spells": [id_number()]}},
    {"contests": {"complete": True, "items": [{"contest": f"某赛 {id_number()}", "rank": 3}]}},
], ids=["evidence", "contest"])  # fmt: skip
def test_an_id_number_in_a_free_text_is_refused(desk: Desk, changes: dict[str, Any]) -> None:
    answer = desk.sender.create(application(**changes))
    assert answer.status_code == 422 and id_number() not in answer.text
    assert [error["code"] for error in answer.json["errors"]] == ["id_number_in_text"]


def test_an_id_number_sent_as_a_name_is_not_repeated(desk: Desk) -> None:
    answer = desk.sender.create(application(**{id_number(): "x"}))
    assert answer.status_code == 422 and id_number() not in answer.text


def test_a_reason_with_an_id_number_is_refused(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    answer = desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": f"重复 {id_number()}"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "reason")
