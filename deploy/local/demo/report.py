"""What the demo leaves behind: every generated document, `summary.json`, and the same as a table."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Column, Table

from deploy.local.demo import office
from deploy.local.demo.ending import Ending, asks_of, by_version, ending_of
from deploy.local.demo.office import Made
from deploy.local.demo.samples import Sample

CHANNELS = {"individual": "个人自主申报", "unit": "单位推荐", "expert": "专业人士推荐"}
STATES = {
    "draft": "草稿", "submitted": "审核中", "incomplete": "材料不齐", "correction": "补正中", "accepted": "已受理",
    "recommended": "县级审核通过", "not_recommended": "县级审核不通过", "withdrawn": "已撤回",
}  # fmt: skip
VERDICTS = {"eligible": "符合条件", "not_eligible": "不符合条件", "undetermined": "尚待认定", None: "—"}
DOCUMENTS = {
    "receipt_slip": "受理回执", "annex_1": "推荐申请表", "correction_notice": "补正通知书",
    "ineligibility_notice": "不符合条件告知书",
}  # fmt: skip
CONDITION_OUTCOMES = {
    "met": "符合", "not_met": "不符合", "needs_judgement": "待认定", "insufficient_evidence": "待补充",
}  # fmt: skip
DOCUMENT_STATES = {"draft": "拟稿", "issued": "已发", "void": "作废"}


@dataclass(frozen=True)
class Outcome:
    """One sample and the application that came of it, with the files of its documents."""

    sample: Sample
    application: dict[str, Any]
    files: dict[str, bytes]

    @property
    def expected(self) -> Ending:
        return Ending.expected(self.sample.expected)

    @property
    def actual(self) -> Ending:
        return ending_of(self.application)

    @property
    def as_expected(self) -> bool:
        return self.actual == self.expected and set(self.sample.expected.asks) <= set(
            asks_of(self.application)
        )


def write(directory: Path, outcomes: list[Outcome], papers: list[Made]) -> None:
    """Replaces what an earlier run wrote."""
    for folder in ("documents", "papers"):
        shutil.rmtree(directory / folder, ignore_errors=True)
    directory.mkdir(parents=True, exist_ok=True)
    entries = [_entry(directory, outcome) for outcome in outcomes]
    summary = {"applications": entries, "papers": office.write(directory, papers)}
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (directory / "summary.json").write_text(text + "\n", "utf-8")


def table(outcomes: list[Outcome]) -> Table:
    """The same for people; a row in red did not end as its sample says."""
    drawn = Table(
        Column("申报编号", no_wrap=True),
        "样例",
        "渠道",
        "状态",
        "审核结论",
        "待补",
        "文书",
        "",
        title="样例申报",
    )
    for outcome in outcomes:
        style = None if outcome.as_expected else "red"
        drawn.add_row(*_row(outcome), "✓" if outcome.as_expected else "✗", style=style)
    return drawn


def differences(outcomes: list[Outcome]) -> list[str]:
    """One line for each application that did not end as its sample says."""
    return [
        f"{outcome.sample.name}：应为 {outcome.expected}，待补含 {list(outcome.sample.expected.asks)}；"
        f"实为 {outcome.actual}，待补 {asks_of(outcome.application)}"
        for outcome in outcomes
        if not outcome.as_expected
    ]


def _row(outcome: Outcome) -> list[str]:
    found = outcome.application
    documents = [f"{DOCUMENTS[d['kind']]}（{DOCUMENT_STATES[d['state']]}）" for d in by_version(found)]
    return [
        found["number"], outcome.sample.title, CHANNELS[outcome.sample.channel], STATES[found["state"]],
        VERDICTS[found["verdict"]], str(len(asks_of(found))), "\n".join(documents),
    ]  # fmt: skip


def verdict_text(application: dict[str, Any]) -> str:
    """What rules told the county union: each condition with its article, then the letter with its asks."""
    verdict = application["result"]["verdict"]
    lines = [
        f"{CONDITION_OUTCOMES[item['outcome']]}　{item['article']}　{item['quote']}"
        for item in (*verdict["conditions"], verdict["items"])
    ]
    return "\n".join(
        [verdict["headline"], verdict["notice"], "", *lines, "", verdict["for_officer"] or "", ""]
    )


def _entry(directory: Path, outcome: Outcome) -> dict[str, Any]:
    found = outcome.application
    if found["result"]:
        folder = directory / "documents" / found["number"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "verdict.txt").write_text(verdict_text(found), "utf-8")
    return {
        "number": found["number"],
        "sample": outcome.sample.name,
        "channel": outcome.sample.channel,
        "expected": str(outcome.expected),
        "actual": str(outcome.actual),
        "verdict": found["verdict"],
        "asks": asks_of(found),
        "documents": [_file(directory, outcome, document) for document in by_version(found)],
    }


def _file(directory: Path, outcome: Outcome, document: dict[str, Any]) -> dict[str, Any]:
    content = outcome.files[document["id"]]
    digest = hashlib.sha256(content).hexdigest()
    if digest != document["sha256"]:
        raise RuntimeError(f"document {document['id']} is not what the register says: {digest}")
    path = (
        Path("documents") / outcome.application["number"] / f"{document['kind']}-v{document['version']}.docx"
    )
    (directory / path).parent.mkdir(parents=True, exist_ok=True)
    (directory / path).write_bytes(content)
    return {"kind": document["kind"], "path": path.as_posix(), "sha256": digest, "state": document["state"]}
