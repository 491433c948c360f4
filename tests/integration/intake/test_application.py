"""From a draft to a submission: what is taken, what is refused, and that nothing is half-done."""

import io

from tests.support.county import DECISION
from tests.support.intake import PDF, Desk, application, form, id_number, sample_year


def test_a_whole_application_is_submitted_and_gets_a_number(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    status = desk.sender.status(id)
    assert (status["state"], status["number"], status["version"]) == ("submitted", "2026-450302-0001", 1)
    assert [event["kind"] for event in status["history"]][-1] == "submitted"
    assert len(desk.outbox("rules.check.v1")) == 1


def test_numbers_count_on_within_a_county(desk: Desk) -> None:
    numbers = []
    for sequence in (1, 3):
        content = application(form=form(id_number=id_number(sequence=sequence)))
        numbers.append(desk.sender.status(desk.sender.submitted(content))["number"])
    assert numbers == ["2026-450302-0001", "2026-450302-0002"]


def test_the_same_key_creates_one_application(desk: Desk) -> None:
    first = desk.sender.create(application(), key="k-1")
    again = desk.sender.create(application(), key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["id"] == first.json["id"]
    assert len(desk.sender.get("/v1/applications").json["items"]) == 1


def test_the_same_key_with_another_body_is_refused(desk: Desk) -> None:
    desk.sender.create(application(), key="k-1")
    answer = desk.sender.create(application(trade="welder"), key="k-1")
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_of_another_client_is_its_own(desk: Desk) -> None:
    other = desk.caller("posting_system", client="另一系统")
    assert desk.sender.create(application(), key="k-1").status_code == 201
    assert other.create(application(), key="k-1").status_code == 201


def test_a_key_is_required(desk: Desk) -> None:
    answer = desk.sender.post("/v1/applications", application())
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_required")


def test_a_second_submission_is_refused(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert (answer.status_code, answer.json["code"]) == (409, "already_submitted")
    assert desk.sender.status(id)["version"] == 1


def test_a_submitted_application_is_closed(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    changed = desk.sender.request("PATCH", f"/v1/applications/{id}", json={"union_member": False})
    added = desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "certificates"})
    assert changed.json["code"] == added.json["code"] == "application_closed"


def test_an_incomplete_form_names_every_gap(desk: Desk) -> None:
    content = application(form={"name": "赵喆堃"})
    id = desk.sender.create(content).json["id"]
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert (answer.status_code, answer.json["code"]) == (422, "application_incomplete")
    named = {error["field"] for error in answer.json["errors"]}
    assert {"form.id_number", "form.deeds", "form.phone"} <= named
    assert "form.post_title" not in named
    assert desk.sender.status(id)["state"] == "draft"


def test_a_material_without_its_scan_stops_the_submission(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "deeds"})
    answer = desk.sender.post(f"/v1/applications/{id}/submission")
    assert [error["code"] for error in answer.json["errors"]] == ["content_missing"]


def test_the_period_is_kept_on_both_sides(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    desk.clock.now = desk.clock.now.replace(year=2025, month=12, day=31, hour=15)
    assert desk.sender.post(f"/v1/applications/{id}/submission").json["code"] == "outside_period"
    desk.clock.now = desk.clock.now.replace(hour=17)  # 2026-01-01 01:00 in Guilin
    answer = desk.sender.post(f"/v1/applications/{id}/submission").json
    assert answer["code"] != "outside_period"


def test_a_draft_is_changed_by_merge_patch(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    answer = desk.sender.request(
        "PATCH",
        f"/v1/applications/{id}",
        json={"form": {"employer": "另一家厂", "resume": None}, "trade": "welder"},
    )
    content = desk.sender.status(id)["content"]
    assert (answer.status_code, answer.json["trade"]) == (200, "welder")
    assert content["form"]["employer"] == "另一家厂"
    assert "resume" not in content["form"]
    assert content["form"]["name"] == "赵喆堃"


def test_one_person_twice_is_flagged_to_the_county_only(desk: Desk) -> None:
    first = desk.sender.submitted(application())
    other = desk.caller("posting_system", client="另一系统")
    second = other.submitted(application())
    kinds = [event["kind"] for event in desk.county.status(second)["history"]]
    assert "same_person_found" in kinds
    assert first not in str(other.status(second))


def test_withdrawn_before_and_after_submission(desk: Desk) -> None:
    draft = desk.sender.create(application()).json["id"]
    assert desk.sender.post(f"/v1/applications/{draft}/withdrawal", {"reason": "填错"}).status_code == 200
    id = desk.sender.submitted(application())
    assert (
        desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "本人放弃"}).json["state"]
        == "withdrawn"
    )
    again = desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "再次"})
    assert (again.status_code, again.json["code"]) == (409, "wrong_state")


def test_an_answer_that_comes_after_a_withdrawal_changes_nothing(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "本人放弃"})
    status = desk.judge()
    assert (status["state"], status["verdict"]) == ("withdrawn", None)
    assert desk.outbox("rules.check.v1") == []


def test_pages_follow_one_another_without_gap_or_repeat(desk: Desk) -> None:
    made = {desk.sender.create(application()).json["id"] for _ in range(5)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = desk.sender.get(f"/v1/applications?limit=2{cursor}").json
        seen += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == made
    assert desk.sender.get("/v1/applications?cursor=xyz").json["code"] == "cursor_invalid"


def test_the_small_form_upload_and_download_agree(desk: Desk) -> None:
    id = desk.sender.create(application()).json["id"]
    material = desk.sender.post(f"/v1/applications/{id}/materials", {"kind": "deeds"}).json["id"]
    path = f"/v1/applications/{id}/materials/{material}/content"
    answer = desk.sender.request("POST", path, data={"file": (io.BytesIO(PDF), "x.exe")})
    assert answer.json["content_type"] == "application/pdf"
    assert desk.sender.get(path).data == PDF


def test_what_is_closed_says_truly_why(desk: Desk) -> None:
    def refusals(id: str) -> set[tuple[str, str]]:
        path = f"/v1/applications/{id}"
        tried = (desk.sender.post(f"{path}/submission"), desk.sender.request("PATCH", path, json={}))
        assert [answer.status_code for answer in tried] == [409, 409]
        return {(answer.json["code"], answer.json["title"]) for answer in tried}

    draft = desk.sender.create(application()).json["id"]
    desk.sender.post(f"/v1/applications/{draft}/withdrawal", {"reason": "填错"})
    ((code, title),) = refusals(draft)
    assert code == "application_closed" and "已经撤回" in title and "提交，" not in title
    id = desk.sender.submitted(application())
    seen = [refusals(id)]
    desk.judge()
    seen.append(refusals(id))
    desk.county.post(f"/v1/applications/{id}/decision", DECISION)
    seen.append(refusals(id))
    titles = [{title for _, title in found} for found in seen]
    assert all(len(found) == 1 for found in titles)  # the same sentence, whatever was tried
    for word, (title,) in zip(("正在审核", "受理", "审核通过"), titles, strict=True):
        assert word in title
    assert {code for found in seen for code, _ in found} == {"already_submitted", "application_closed"}


def test_a_posting_system_reads_what_the_year_sets(desk: Desk) -> None:
    data = sample_year()
    told = desk.sender.get(f"/v1/cycles/{data.edition}/{data.year}").json
    assert (told["opens_on"], told["deadline"]) == ("2026-01-01", data.deadline.isoformat())
    assert told["catalogue"] == [trade.model_dump() for trade in data.catalogue]
    counties = {county["code"]: county for county in told["counties"]}
    assert counties["450302"]["organ"] == "秀峰区总工会" and counties["450302"]["contact"]["phone"]
    assert set(data.contacts) < set(counties)
    assert desk.sender.get(f"/v1/cycles/{data.edition}/2031").json["code"] == "year_not_open"
    refused = desk.sender.create(application(trade="astronaut")).json["errors"][0]["message"]
    assert all(f"{trade.code}（{trade.name}）" in refused for trade in data.catalogue)
