"""The whole flow over HTTP: what one service says of an application, the others say too."""

import hashlib
from typing import Any
from uuid import UUID

import pytest

from intake_service import repository
from intake_service.dossier import cycle_of
from intake_service.facts import check_input
from intake_service.models import Application
from shared.contracts.verdict import CheckInput
from shared.database import transaction
from tests.support.books import assert_answered, assert_numbers_whole, assert_registers_agree
from tests.support.pdf import libreoffice, text_of
from tests.support.played import Played
from tests.support.running import Running

pytestmark = pytest.mark.xdist_group("suite")


def test_every_sample_ended_as_it_says(played: Played) -> None:
    assert played.differences() == []


def test_http_and_queue_give_the_same_verdict_for_the_same_facts(played: Played) -> None:
    rules = played.service("rules", "integrator")
    for sample, found in played.applications:
        asked, edition = _question(played.running, found["id"]), found["edition"]
        by_queue, day = found["result"], _as_of(played.running, found["id"])
        verdict = {"edition": edition, "as_of": day, "facts": _json(asked.facts)}
        materials = {"edition": edition, "as_of": day, "materials": _json(asked.materials)}
        materials["stage"] = by_queue["materials"]["stage"]
        by_http = {
            "verdict": rules.json("POST", "/eligibility", json=verdict),
            "materials": rules.json("POST", "/materials", json=materials),
        }
        assert _without_time(by_http) == _without_time(by_queue), sample.name


def test_a_document_is_the_same_from_intake_from_docgen_and_in_the_store(played: Played) -> None:
    docgen = played.service("docgen", "office")
    stored = played.running.objects("documents")
    documents = [(found["id"], shown) for _, found in played.applications for shown in found["documents"]]
    assert documents
    for id, shown in documents:
        path = f"/documents/{shown['id']}"
        through_intake = played.office.ask("GET", f"/applications/{id}{path}/content").content
        registered = docgen.json("GET", path)
        assert docgen.ask("GET", f"{path}/content").content == through_intake
        assert hashlib.sha256(through_intake).hexdigest() == shown["sha256"] == registered["sha256"]
        assert (shown["state"], shown["number"]) == (registered["state"], registered["number"])
        assert through_intake in stored.values()


def test_a_paper_of_an_application_can_be_had_as_pdf_from_the_running_service(played: Played) -> None:
    libreoffice()
    docgen = played.service("docgen", "office")
    slip = next(shown for _, found in played.applications for shown in found["documents"] if shown["number"])
    pdf = docgen.ask("GET", f"/documents/{slip['id']}/content?format=pdf").content
    assert slip["number"] in text_of(pdf)
    assert docgen.ask("GET", f"/documents/{slip['id']}/content?format=pdf").content == pdf


def test_nothing_is_sealed_any_more_when_all_has_been_answered(played: Played) -> None:
    assert played.running.objects("exchange") == {}


def test_the_store_holds_no_scan_and_no_document_that_no_register_knows(played: Played) -> None:
    running = played.running
    scans = {row[0] for row in running.rows("select object_key from intake.files")}
    assert set(running.objects("materials")) == scans
    documents = {row[0] for row in running.rows("select object_key from docgen.documents")}
    assert documents <= set(running.objects("documents"))


def test_the_books_agree(played: Played) -> None:
    assert_answered(played.running)
    assert_numbers_whole(played.running)
    assert_registers_agree(played.running)


def _question(running: Running, id: str) -> CheckInput:
    """What intake asked last, put together again from its register."""
    intake = running.intake
    with transaction(intake.engine) as session:
        row = session.get_one(Application, UUID(id))
        return check_input(
            intake.content(row), intake.editions.get(row.edition), cycle_of(session, row),
            repository.materials(session, row.id), repository.findings(session, row.id), False,
        )  # fmt: skip


def _as_of(running: Running, id: str) -> str:
    with transaction(running.intake.engine) as session:
        return cycle_of(session, session.get_one(Application, UUID(id))).as_of.isoformat()


def _json(model: Any) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _without_time(answer: Any) -> Any:
    """An answer without the instant at which it was given."""
    if isinstance(answer, dict):
        return {name: _without_time(value) for name, value in answer.items() if name != "decided_at"}
    return [_without_time(value) for value in answer] if isinstance(answer, list) else answer
