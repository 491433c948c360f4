"""The demo's summary: its shape, its files, and that an unexpected end is never passed over."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from deploy.local.demo import report
from deploy.local.demo.office import Made
from deploy.local.demo.report import Outcome
from deploy.local.demo.samples import samples
from intake_service.domain import State
from shared.regulation.library import Library

SAMPLE = next(sample for sample in samples() if sample.name == "finding_not_yet_made")
CONTENT = b"a document"


def _application(**changes: Any) -> dict[str, Any]:
    documents = [
        {
            "id": kind,
            "kind": kind,
            "state": state,
            "version": 1,
            "sha256": hashlib.sha256(CONTENT).hexdigest(),
        }
        for kind, state in SAMPLE.expected.documents.items()
    ]
    condition = {"outcome": "met", "article": "第六条", "quote": "从事本项（专业）工作满 10 年"}
    asks = {
        "verdict": {
            "asks": [{"fact": "findings.S1", "decisive": True}, {"fact": "other", "decisive": False}],
            "headline": "尚待1项人工认定", "notice": "仅供参考", "conditions": [condition],
            "items": condition | {"outcome": "needs_judgement", "quote": "符合以下条件之一"}, "for_officer": "请认定。",
        }
    }  # fmt: skip
    result = asks | {"materials": {"asks_applicant": [], "asks_county": [{"kind": "county_opinion"}]}}
    found = {"number": "2026-450302-0001", "state": "accepted", "verdict": "undetermined", "version": 1}
    return found | {"documents": documents, "result": result} | changes


def _outcome(**changes: Any) -> Outcome:
    application = _application(**changes)
    return Outcome(SAMPLE, application, {document["id"]: CONTENT for document in application["documents"]})


def _made() -> Made:
    definition = Library().get("guilin_artisan_2025").documents.get("certificate")
    assert definition is not None
    return Made(definition, "issued", "样例〔2026〕1号", {"docx": CONTENT, "pdf": b"%PDF"})


def test_the_papers_stand_in_the_summary_with_their_files(tmp_path: Path) -> None:
    report.write(tmp_path, [], [_made()])
    (entry,) = json.loads((tmp_path / "summary.json").read_text("utf-8"))["papers"]
    assert (entry["kind"], entry["state"], entry["number"]) == ("certificate", "issued", "样例〔2026〕1号")
    assert [Path(file["path"]).suffix for file in entry["files"]] == [".docx", ".pdf"]
    for file in entry["files"]:
        assert hashlib.sha256((tmp_path / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_the_summary_has_the_agreed_shape_and_its_files_exist(tmp_path: Path) -> None:
    report.write(tmp_path, [_outcome()], [_made()])
    (entry,) = json.loads((tmp_path / "summary.json").read_text("utf-8"))["applications"]
    assert entry["sample"] == "finding_not_yet_made"
    assert entry["expected"] == entry["actual"]
    assert entry["asks"] == ["findings.S1", "county_opinion"]
    for document in entry["documents"]:
        assert (tmp_path / document["path"]).read_bytes() == CONTENT


def test_the_verdict_is_written_with_its_articles(tmp_path: Path) -> None:
    report.write(tmp_path, [_outcome()], [])
    assert (tmp_path / "documents/2026-450302-0001/verdict.txt").read_text("utf-8").splitlines() == [
        "尚待1项人工认定", "仅供参考", "", "符合　第六条　从事本项（专业）工作满 10 年",
        "待认定　第六条　符合以下条件之一", "", "请认定。",
    ]  # fmt: skip


def test_a_second_run_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    report.write(tmp_path, [_outcome()], [_made()])
    report.write(tmp_path, [_outcome(number="2026-450302-0002")], [])
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["2026-450302-0002"]
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "recommended"},
        {"verdict": "eligible"},
        {"version": 2},
        {"documents": []},
        {"result": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_application_that_ended_otherwise_is_told(change: dict[str, Any]) -> None:
    assert _outcome().as_expected
    assert not _outcome(**change).as_expected
    (line,) = report.differences([_outcome(**change)])
    assert SAMPLE.name in line


def test_a_document_that_is_not_what_the_register_says_is_an_error(tmp_path: Path) -> None:
    outcome = _outcome()
    outcome.files["annex_1"] = b"something else"
    with pytest.raises(RuntimeError, match="not what the register says"):
        report.write(tmp_path, [outcome], [])


def test_every_state_and_document_of_an_application_has_its_chinese_name() -> None:
    assert set(report.STATES) == {state.value for state in State}
    documents = Library().get("guilin_artisan_2025").documents.documents
    assert set(report.DOCUMENTS) == {document.kind for document in documents if document.when}
