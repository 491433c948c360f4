"""What the office and a county union make over HTTP: every document of the edition from its specimen (样张)."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Column, Table

from deploy.local.clients import COUNTY
from deploy.local.demo.client import Writer
from docgen_service.specimens import Specimen, read_specimens
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition

STATES = {"draft": "拟稿", "issued": "已发"}


@dataclass(frozen=True)
class Made:
    """One document that was made, with its files by form (docx, pdf)."""

    definition: DocumentDefinition
    state: str
    number: str | None
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Desks:
    """Who writes papers: the office, and one county union."""

    office: Writer
    county: Writer


def make(
    edition: Edition, desks: Desks, forms: tuple[str, ...], step_done: Callable[[], None]
) -> Iterator[Made]:
    """Drafts each document and issues it where it goes out; forms: docx, and pdf where it can be had."""
    for definition in edition.documents.documents:
        specimen = read_specimens(edition.folder, definition.kind)[0]
        yield _made(edition, desks, definition, specimen, forms)
        step_done()


def _made(
    edition: Edition, desks: Desks, definition: DocumentDefinition, specimen: Specimen, forms: tuple[str, ...]
) -> Made:
    by_county = "county_union" in definition.issuers
    writer = desks.county if by_county else desks.office
    # A specimen's photo is not in the store.
    data = specimen.data | ({"photo": None} if "photo" in specimen.data else {})
    body = {
        "edition": edition.id, "kind": definition.kind, "data": data,
        "organ_code": COUNTY[0] if by_county else edition.head.region_code,
    }  # fmt: skip
    document = writer.draft(body, f"demo-{definition.kind}")
    if definition.goes_out != "not_at_all":
        document = writer.issue(document["id"], data)
    files = {form: writer.content(document["id"], form) for form in forms}
    if hashlib.sha256(files["docx"]).hexdigest() != document["sha256"]:
        raise RuntimeError(f"{definition.kind}: the file is not what the register says")
    return Made(definition, document["state"], document["number"], files)


def write(directory: Path, papers: list[Made]) -> list[dict[str, Any]]:
    """Writes the files, named by what they are; returns their entries of summary.json."""
    return [_entry(directory, number, paper) for number, paper in enumerate(papers, 1)]


def table(papers: list[Made]) -> Table:
    """The same for people."""
    drawn = Table(
        Column("文书", no_wrap=True), "名称", "状态", "编号", "文件", title="办公室和县级总工会的文书（样张）"
    )
    for paper in papers:
        drawn.add_row(
            paper.definition.code, paper.definition.title, STATES[paper.state], paper.number or "—",
            "、".join(form.upper() for form in paper.files),
        )  # fmt: skip
    return drawn


def _entry(directory: Path, number: int, paper: Made) -> dict[str, Any]:
    stem = Path("papers") / f"{number:02d}-{paper.definition.code}-{paper.definition.kind}"
    (directory / stem.parent).mkdir(parents=True, exist_ok=True)
    entry: dict[str, Any] = {
        "kind": paper.definition.kind, "title": paper.definition.title, "state": paper.state,
        "number": paper.number, "files": [],
    }  # fmt: skip
    for form, content in paper.files.items():
        path = stem.with_suffix(f".{form}")
        (directory / path).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        entry["files"].append({"path": path.as_posix(), "sha256": digest})
    return entry
