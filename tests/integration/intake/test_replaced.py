"""A correction (补正) takes effect when it is submitted: until then what was submitted stays in force."""

from datetime import date

from tests.support.county import issue
from tests.support.intake import PDF, Desk, application, form, id_number


def _in_correction(desk: Desk) -> tuple[str, str]:
    """An application whose deeds and ID number a notice has reopened, and the deeds that were submitted."""
    id = desk.sender.submitted(application())
    deeds = next(item["id"] for item in desk.judge()["materials"] if item["kind"] == "deeds")
    item = {"what": "事迹", "why": "缺页", "article": "第八条（二）1", "quote": "申报人事迹材料"}
    opened = {"items": [item], "materials": ["deeds"], "fields": ["form.id_number"]}
    assert desk.county.post(f"/v1/applications/{id}/notices", opened).status_code == 202
    issue(desk, id)
    return id, deeds


def _in_force(desk: Desk, id: str) -> list[str]:
    listed = desk.sender.get(f"/v1/applications/{id}/materials").json
    return [item["id"] for item in listed if item["kind"] == "deeds" and item["in_force"]]


def test_the_county_union_reviews_the_old_paper_until_the_new_one_is_submitted(desk: Desk) -> None:
    id, old = _in_correction(desk)
    new = desk.sender.add(id, "deeds", PDF + b"%9", replaces=old).json["id"]
    path = f"/v1/applications/{id}/materials"
    assert desk.county.post(f"{path}/{old}/review", {"original": True}).status_code == 202
    desk.judge()
    desk.sender.post(f"/v1/applications/{id}/submission")
    assert _in_force(desk, id) == [new]
    desk.judge()
    assert desk.county.post(f"{path}/{old}/review", {"original": True}).json["code"] == "material_not_found"


def test_after_a_correction_that_was_never_submitted_the_old_paper_is_in_force(desk: Desk) -> None:
    id, old = _in_correction(desk)
    desk.sender.add(id, "deeds", PDF + b"%9", replaces=old)
    desk.clock.advance(days=20)
    seen = [item for item in desk.county.status(id)["materials"] if item["kind"] == "deeds"]
    assert [(item["id"], item["in_force"]) for item in seen] == [(old, True)]
    path = f"/v1/applications/{id}/materials/{old}/review"
    assert desk.county.post(path, {"original": True}).status_code == 202


def test_without_its_replacement_the_old_paper_is_handed_in_again(desk: Desk) -> None:
    id, old = _in_correction(desk)
    new = desk.sender.add(id, "deeds", PDF + b"%9", replaces=old).json["id"]
    assert desk.sender.request("DELETE", f"/v1/applications/{id}/materials/{new}").status_code == 204
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    assert _in_force(desk, id) == [old]
    assert desk.judge()["state"] == "accepted"


def test_a_paper_has_one_replacement_and_a_chain_of_them_keeps_its_end(desk: Desk) -> None:
    id, old = _in_correction(desk)
    path = f"/v1/applications/{id}/materials"
    second = desk.sender.add(id, "deeds", PDF + b"%9", replaces=old).json["id"]
    twice = desk.sender.post(path, {"kind": "deeds", "replaces": old})
    assert (twice.status_code, twice.json["code"]) == (422, "replaced_already")
    third = desk.sender.add(id, "deeds", PDF + b"%8", replaces=second).json["id"]
    desk.sender.request("DELETE", f"{path}/{second}")
    desk.sender.post(f"/v1/applications/{id}/submission")
    assert _in_force(desk, id) == [third]


def test_a_draft_paper_that_another_replaced_is_erased_with_the_submission(desk: Desk) -> None:
    id = str(desk.sender.create(application()).json["id"])
    first = desk.sender.add(id, "deeds", PDF + b"%wrong").json["id"]
    second = desk.sender.add(id, "deeds", replaces=first).json["id"]
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    assert _in_force(desk, id) == [second]
    assert desk.sender.get(f"/v1/applications/{id}/materials/{first}/content").status_code == 404


def test_who_an_application_is_about_changes_with_the_submission(desk: Desk) -> None:
    id, _ = _in_correction(desk)
    corrected = {"form": {"id_number": id_number(date(1981, 1, 1))}}
    assert desk.sender.request("PATCH", f"/v1/applications/{id}", json=corrected).status_code == 200

    second = desk.sender.submitted(application())
    assert _same_person(desk, second) == [id]
    desk.sender.post(f"/v1/applications/{id}/submission")
    third = desk.sender.submitted(application(form=form(id_number=id_number(date(1981, 1, 1)))))
    assert _same_person(desk, third) == [id]
    assert _same_person(desk, desk.sender.submitted(application())) == [second]


def _same_person(desk: Desk, id: str) -> list[str]:
    steps = [event for event in desk.county.status(id)["history"] if event["kind"] == "same_person_found"]
    return [other for step in steps for other in step["details"]["applications"]]
