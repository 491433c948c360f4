"""A corrected place of work (工作所在地) brings another county union (第八条（二）), which judges for itself."""

from tests.support.county import DECISION, FINDINGS, found, issue
from tests.support.intake import PDF, Caller, Desk, application

OTHER = "450303"
ITEM = {"what": "工作所在地", "why": "不符", "article": "第八条（二）1", "quote": "工作所在地"}


def _rerouted(desk: Desk) -> tuple[str, Caller]:
    """An application that one county union has reviewed throughout, and that goes to another after a correction."""
    id = desk.sender.submitted(application(public_official=True))
    desk.judge()
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/findings", found(*FINDINGS))
    desk.judge()
    for material in desk.county.status(id)["materials"]:
        seen = {"copies": 3, "original": True}
        desk.county.post(f"{path}/materials/{material['id']}/review", seen)
        desk.judge()
    for kind in ("discipline_opinion", "personnel_opinion"):
        opinion = {"kind": kind, "opinion": "agree", "issued_on": "2026-05-18"}
        assert desk.county.post(f"{path}/opinions", opinion).status_code == 202
        assert desk.judge()["verdict"] == "eligible"
    draft = desk.county.post(
        f"{path}/notices", {"items": [ITEM], "fields": ["county"], "materials": ["deeds"]}
    )
    assert draft.status_code == 202, draft.text
    issue(desk, id)
    assert desk.sender.request("PATCH", path, json={"county": OTHER}).status_code == 200
    desk.sender.add(id, "deeds", PDF + b"%9")
    assert desk.sender.post(f"{path}/submission").status_code == 202
    return id, desk.caller("county_union", (OTHER,))


def test_what_one_county_union_found_decides_nothing_in_another(desk: Desk) -> None:
    id, other = _rerouted(desk)
    assert desk.question().facts.findings == {}
    desk.answer_check()
    status = other.status(id)
    assert (status["verdict"], status["findings"]) == ("undetermined", {})
    other.post(f"/v1/applications/{id}/findings", found(*FINDINGS))
    desk.answer_check()
    assert other.status(id)["verdict"] == "eligible"
    assert {item["organ"] for item in other.status(id)["findings"].values()} == {OTHER}
    assert other.post(f"/v1/applications/{id}/decision", DECISION).json["state"] == "recommended"


def test_opinions_and_papers_seen_are_the_next_county_unions_own(desk: Desk) -> None:
    id, _ = _rerouted(desk)
    asked = {item.kind: item for item in desk.question().materials.items}
    assert set(asked) == {"deeds", "no_crime_certificate"}
    certificate = asked["no_crime_certificate"]
    assert (certificate.copies, certificate.original) == (None, None)
    assert "rerouted" in [event["kind"] for event in desk.sender.status(id)["history"]]


def test_while_the_correction_runs_the_county_union_keeps_what_it_found(desk: Desk) -> None:
    id = desk.sender.submitted(application())
    desk.judge()
    path = f"/v1/applications/{id}"
    desk.county.post(f"{path}/findings", found(*FINDINGS))
    desk.judge()
    desk.county.post(f"{path}/notices", {"items": [ITEM], "fields": ["county"]})
    issue(desk, id)
    desk.sender.request("PATCH", path, json={"county": OTHER})
    assert set(desk.county.status(id)["findings"]) == set(FINDINGS)
    assert desk.caller("county_union", (OTHER,)).get(path).status_code == 404
