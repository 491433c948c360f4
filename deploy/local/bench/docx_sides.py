"""Who fills Word templates in the benchmark `docx`: each side tells the CPU time of a number of documents.

In this process: the suite, docxtpl as its documentation uses it (open, render, save, for every document), and
docx-mailmerge2. In Node processes of their own, which count their own CPU time: `peers/peers.mjs`.
"""

import io
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from deploy.local.bench import packages
from docgen_service.rendering.compiled import CompiledTemplate
from shared.pictures import Picture

_PHOTO_MM = 46
_PEERS = Path(__file__).parent / "peers"
_FOLDER = Path("bench-output") / "peers"
NODE_PEERS = ("docxtemplater", "easy-template-x", "carbone", "docx-templates")
NO_PICTURES = "prints no pictures"
Fill = Callable[[Mapping[str, Any]], bytes]


class NotMeasured(Exception):
    """A peer that cannot be had, or cannot make a paper; the text says why."""


@dataclass(frozen=True)
class Paper:
    """A case: its template for one side and the data of its documents."""

    case: str
    template: Path
    data: list[dict[str, Any]]


class Inside:
    """A side in this process."""

    def __init__(self, fill: Callable[[Path], Fill], papers: Mapping[str, Paper]) -> None:
        self._papers = papers
        self._fills = {case: fill(paper.template) for case, paper in papers.items()}

    def seconds(self, case: str, count: int) -> float:
        """CPU seconds for this many documents."""
        fill, data = self._fill(case), self._papers[case].data
        documents = [_fresh(data[index % len(data)]) for index in range(count)]
        began = time.process_time()
        for document in documents:
            fill(document)
        return time.process_time() - began

    def first(self, case: str) -> bytes:
        return self._fill(case)(self._papers[case].data[0])

    def close(self) -> None:
        """Nothing to end."""

    def _fill(self, case: str) -> Fill:
        if case not in self._fills:
            raise NotMeasured(NO_PICTURES)
        return self._fills[case]


class Node:
    """A peer from npm in a process of its own."""

    def __init__(self, peer: str, papers: Mapping[str, Paper], folder: Path) -> None:
        self._folder = folder
        cases = {
            case: {"template": str(paper.template.resolve()), "data": _for_json(paper, folder)}
            for case, paper in papers.items()
        }
        self._cases = set(cases)
        (folder / "cases.json").write_text(json.dumps(cases), "utf-8")
        command = ["node", str(_PEERS / "peers.mjs"), str(_FOLDER), peer, str(folder / "cases.json")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, case: str, count: int) -> float:
        return float(self._ask({"case": case, "count": count})["seconds"])

    def first(self, case: str) -> bytes:
        target = self._folder / "first.docx"
        self._ask({"case": case, "count": 1, "to": str(target)})
        return target.read_bytes()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        if question["case"] not in self._cases:
            raise NotMeasured(NO_PICTURES)
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise NotMeasured("its process ended") from None
        line = self._process.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {"error": "its process ended"}
        if "error" in said:
            raise NotMeasured(said["error"])
        return said


def suite(template: Path) -> Fill:
    """The suite: the template is compiled once."""
    return CompiledTemplate(template.read_bytes()).render


def naive(template: Path) -> Fill:
    """docxtpl in its ordinary use."""

    def fill(data: Mapping[str, Any]) -> bytes:
        document = DocxTemplate(template)
        context = dict(data)
        if "photo" in context:
            content = io.BytesIO(context["photo"].content)
            context["photo"] = InlineImage(document, content, height=Mm(_PHOTO_MM))
        document.render(context, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return fill


def mail_merge(template: Path) -> Fill:
    """docx-mailmerge2: Word's own merge fields."""
    merge = packages.load("mailmerge").MailMerge

    def fill(data: Mapping[str, Any]) -> bytes:
        fields = dict(data)
        people = fields.pop("people", None)
        with merge(template) as document:
            document.merge(**fields)
            if people is not None:
                rows = [{f"p_{name}": value for name, value in entry.items()} for entry in people]
                document.merge_rows("p_index", rows)
            target = io.BytesIO()
            document.write(target)
            return target.getvalue()

    return fill


def install_node_peers() -> None:
    """`npm ci` into a folder of their own, from a lock file with digests; no script of theirs runs."""
    if (_FOLDER / "node_modules").is_dir():
        return
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        (_FOLDER / name).write_bytes((_PEERS / name).read_bytes())
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    try:
        subprocess.run(command, cwd=_FOLDER, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotMeasured(f"npm ci: {error}") from error


def _fresh(data: dict[str, Any]) -> dict[str, Any]:
    """Strings and photos as new objects: what Python remembers of an object (its hash) is to help nobody."""
    fresh: dict[str, Any] = json.loads(
        json.dumps({key: value for key, value in data.items() if key != "photo"})
    )
    if "photo" in data:
        picture = data["photo"]
        fresh["photo"] = Picture(bytes(bytearray(picture.content)), picture.width, picture.height)
    return fresh


def _for_json(paper: Paper, folder: Path) -> list[dict[str, Any]]:
    """The data with the photos as files."""
    found = []
    for index, data in enumerate(paper.data):
        if "photo" in data:
            file = folder / f"{index}.jpg"
            file.write_bytes(data["photo"].content)
            data = data | {"photo": str(file.resolve())}
        found.append(data)
    return found
