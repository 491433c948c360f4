"""An edition (版本): one folder of typed files, loaded as a whole or refused with every fault named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from pydantic import ValidationError

from shared.problems import Refusal
from shared.regulation import checksum
from shared.regulation.audit import coverage_faults
from shared.regulation.calendar_data import Calendar
from shared.regulation.channels import Channels
from shared.regulation.codes import Codes
from shared.regulation.conditions import Conditions
from shared.regulation.coverage import Coverage
from shared.regulation.covered import Covered
from shared.regulation.documents import Documents
from shared.regulation.faults import EditionFaulty, Fault
from shared.regulation.forms import Forms
from shared.regulation.head import Head
from shared.regulation.lines import Located, read_yaml
from shared.regulation.parts import Part, quotings
from shared.regulation.readings import Readings
from shared.regulation.revocation import Revocation
from shared.regulation.stages import Stages
from shared.regulation.text import RegulationText, read_text
from shared.regulation.treatment import Treatment

PARTS: tuple[type[Part], ...] = (
    *(Head, Conditions, Readings, Channels, Codes, Forms, Documents),
    *(Stages, Calendar, Revocation, Treatment, Coverage),
)
"""Every typed file of an edition. To add one, write its model and list it here."""

P = TypeVar("P", bound=Part)
T = TypeVar("T")


@dataclass(frozen=True)
class Edition:
    """An edition without faults."""

    folder: Path
    sha256: str
    text: RegulationText
    parts: dict[type[Part], Part]

    def part(self, kind: type[P]) -> P:
        """One typed file; KeyError if this edition has none."""
        return cast(P, self.parts[kind])

    def needed(self, kind: type[P]) -> P:
        """One typed file that not every edition has; a Refusal (404) if this one has none."""
        return self.present(cast("P | None", self.parts.get(kind)))

    def present(self, rule: T | None) -> T:
        """A rule that not every edition has; a Refusal (404) if this one has none."""
        if rule is None:
            raise Refusal(404, "not_in_edition", "本版本没有规定这一项，请核对版本。")
        return rule

    @property
    def id(self) -> str:
        """The edition's name."""
        return self.head.id

    @property
    def head(self) -> Head:
        return self.part(Head)

    @property
    def conditions(self) -> Conditions:
        return self.part(Conditions)

    @property
    def readings(self) -> Readings:
        return self.part(Readings)

    @property
    def channels(self) -> Channels:
        return self.part(Channels)

    @property
    def codes(self) -> Codes:
        return self.part(Codes)

    @property
    def forms(self) -> Forms:
        return self.part(Forms)

    @property
    def documents(self) -> Documents:
        return self.part(Documents)


def load_edition(folder: Path) -> Edition:
    """Reads and checks a folder; raises EditionFaulty with all faults, each with its file and line."""
    if not (folder / "text.md").is_file():
        raise EditionFaulty(folder.name, [Fault("text.md", 1, "", "缺少官方文本")])
    text = read_text(folder / "text.md")
    located = {kind: read_yaml(folder / kind.FILE) for kind in PARTS if (folder / kind.FILE).is_file()}
    faults = [Fault(k.FILE, 1, "", "缺少这个文件") for k in PARTS if k.REQUIRED and k not in located]
    parts: dict[type[Part], Part] = {}
    for kind, file in located.items():
        faults += file.faults
        if not file.faults:
            _parse(kind, file, parts, faults)
    faults += _quote_faults(text, parts, located)
    if faults:
        raise EditionFaulty(folder.name, faults)
    edition = Edition(folder, checksum.checksum(folder), text, parts)
    _verify(edition, located)
    return edition


def _parse(kind: type[Part], file: Located, parts: dict[type[Part], Part], faults: list[Fault]) -> None:
    try:
        parts[kind] = kind.model_validate(file.data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = ".".join(str(step) for step in item["loc"])
            faults.append(Fault(file.name, file.line(item["loc"]), path, item["msg"]))


def _quote_faults(
    text: RegulationText, parts: dict[type[Part], Part], located: dict[type[Part], Located]
) -> Iterator[Fault]:
    for kind, part in parts.items():
        for path, entry in quotings(part):
            problem = _quote_problem(text, entry.article, entry.quote)
            if problem:
                name = ".".join(str(step) for step in path)
                yield Fault(kind.FILE, located[kind].line((*path, "quote")), name, problem)


def _quote_problem(text: RegulationText, article: str, quote: str) -> str | None:
    if not text.has(article):
        return f"官方文本没有 {article}"
    return None if text.quotes(article, quote) else f"{article} 没有这句话：{quote}"


def _verify(edition: Edition, located: dict[type[Part], Located]) -> None:
    faults = [
        Fault(kind.FILE, located[kind].line(path), ".".join(str(step) for step in path), message)
        for kind, part in edition.parts.items()
        for path, message in part.faults(edition)
    ]
    faults += _lock_faults(edition)
    if faults:
        raise EditionFaulty(edition.folder.name, faults)


def _lock_faults(edition: Edition) -> Iterable[Fault]:
    """A draft may still be wanting; what is published accounts for every word, and stays as it is."""
    if edition.head.status != "published":
        return
    yield from coverage_faults(Covered(edition))
    if checksum.recorded(edition.folder) != edition.sha256:
        yield Fault(checksum.FILE, 1, "", "已发布的版本被改动过：校验和不符；改动应另立新版本")
