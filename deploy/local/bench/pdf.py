"""Word to PDF: a resident LibreOffice beside one process per document, and packs beside single documents.

All sides convert the same papers of the edition, each for another person. A round gives every side its turn, so that
what else the machine does falls on all of them; a figure and a ratio are the medians of the rounds'. One process per
document gets a profile that is warm and its own, which is the best that it can have.
"""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from deploy.local.bench.results import Goal, Result, figure, note, ratio
from docgen_service.pdf.office import Office
from docgen_service.pdf.profile import environment, write_fonts, write_profile
from docgen_service.pdf.setup import OfficeSetup, found_program
from docgen_service.rendering.pack import pack
from docgen_service.rendering.samples import sample_photo
from docgen_service.rendering.shelf import Shelf
from docgen_service.settings import OfficeSettings
from docgen_service.specimens import Filled, filled_specimens
from shared.regulation.edition import Edition
from shared.regulation.library import Library

EDITION = "guilin_artisan_2025"


@dataclass(frozen=True)
class Kind:
    """What is printed in packs: the field that holds a name, whether with a photo, and the goal of a pack."""

    kind: str
    named: str
    goal: Goal
    photo: bool = False


KINDS = {
    "certificate": Kind("certificate", "name", Goal(">=", 20)),
    "form": Kind("annex_1", "name", Goal(">=", 4)),
    "form + photo": Kind("annex_1", "name", Goal(">=", 4), photo=True),
    "notice, 1 page": Kind("correction_notice", "applicant_name", Goal(">=", 4)),
    "notice, 2 pages": Kind("ineligibility_notice", "applicant_name", Goal(">=", 4)),
}
RESIDENT_GOAL = Goal(">=", 8)
_LONG = 300.0


@dataclass
class _Times:
    """Seconds per document of every round."""

    process: list[float] = field(default_factory=list)
    single: list[float] = field(default_factory=list)
    pack: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class _Papers:
    """The single documents, the pack of all of them, and the pages that it must have."""

    singles: Sequence[bytes]
    pack: bytes
    pages: int


def run(quick: bool) -> Sequence[Result]:
    """Rounds of all papers on all sides; nothing where LibreOffice is not installed."""
    program = found_program()
    if program is None:
        return [note("not measured", "LibreOffice is not installed: deploy/system-packages.sh")]
    rounds, copies, turns = (2, 20, 3) if quick else (7, 100, 20)
    mapping = OfficeSettings().office_font_mapping
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Office(OfficeSetup(program, font_mapping=mapping))) as office,
    ):
        papers = {case: _papers(kind, copies, office) for case, kind in KINDS.items()}
        alone = _one_process(program, mapping, Path(folder))
        times = {case: _Times() for case in KINDS}
        for _ in range(rounds):
            for case, own in papers.items():
                _round(office, alone, own, turns, times[case])
    return [line for case, found in times.items() for line in _lines(case, found, copies)]


def _papers(kind: Kind, copies: int, office: Office) -> _Papers:
    """Papers of as many persons; the first conversions also warm the office up."""
    library, photo = Library(), sample_photo()
    everyone = _others(Shelf(library), library.get(EDITION), kind, copies)
    packed = pack(everyone[0].published.template, (one.context(photo) for one in everyone))
    singles = [one.render(photo) for one in everyone]
    pages = office.convert(singles[0]).pages * copies
    office.convert(packed, pages=pages, seconds=_LONG)
    return _Papers(singles, packed, pages)


def _others(shelf: Shelf, edition: Edition, kind: Kind, copies: int) -> list[Filled]:
    """The first specimen of a kind, for other persons."""
    found = next(
        one for one in filled_specimens(shelf, edition) if one.published.definition.kind == kind.kind
    )
    without = {} if kind.photo or "photo" not in type(found.data).model_fields else {"photo": None}
    changes = ({kind.named: f"样例{number}"} | without for number in range(copies))
    return [replace(found, data=found.data.model_copy(update=change)) for change in changes]


def _round(office: Office, alone: Callable[[bytes], bytes], own: _Papers, turns: int, times: _Times) -> None:
    times.process.append(_seconds(lambda: [alone(docx) for docx in own.singles[:2]]) / 2)
    times.single.append(_seconds(lambda: [office.convert(docx) for docx in own.singles[:turns]]) / turns)
    whole = _seconds(lambda: office.convert(own.pack, pages=own.pages, seconds=_LONG))
    times.pack.append(whole / len(own.singles))


def _one_process(program: Path, mapping: Path, folder: Path) -> Callable[[bytes], bytes]:
    """`soffice --convert-to pdf`, with the same fonts and settings as the resident one."""
    profile, fonts = folder / "profile", folder / "fonts.conf"
    write_profile(profile)
    write_fonts(fonts, mapping, None)
    command = [
        str(program / "soffice"), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder), str(folder / "in.docx"),
    ]  # fmt: skip

    def convert(docx: bytes) -> bytes:
        (folder / "in.docx").write_bytes(docx)
        subprocess.run(
            command, env=environment(folder, fonts), check=True, capture_output=True, timeout=_LONG
        )
        made = folder / "in.pdf"
        content = made.read_bytes()
        made.unlink()  # the next one may not be taken for it
        return content

    return convert


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _lines(case: str, times: _Times, copies: int) -> Iterator[Result]:
    yield figure(f"{case}: one process per document", _rate(times.process), "docs/s")
    faster = _ratio(times.process, times.single)
    yield ratio(f"{case}: resident", _rate(times.single), "docs/s", "one process", faster, RESIDENT_GOAL)
    faster = _ratio(times.single, times.pack)
    name = f"{case}: pack of {copies}"
    yield ratio(name, _rate(times.pack), "docs/s", "resident, single", faster, KINDS[case].goal)


def _rate(times: Sequence[float]) -> float:
    return 1 / statistics.median(times)


def _ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    return statistics.median(slow / fast for slow, fast in zip(theirs, ours, strict=True))
