"""Every kind of material as a scan: what the paper says, and the file that a scanner would make of it."""

import io
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from PIL import Image

from deploy.local.scans.portrait import DOTS_PER_INCH as PHOTO_DOTS
from deploy.local.scans.portrait import draw_portrait
from deploy.local.scans.sheet import DOTS_PER_INCH, Text, draw_sheet

Format = Literal["pdf", "png", "jpeg"]
MEDIA_TYPES: dict[str, str] = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
PHOTO = "photo"
# Fixed, so that the same sample gives the same bytes every time.
_MADE = time.struct_time((2026, 6, 30, 9, 0, 0, 1, 181, 0))


@dataclass(frozen=True)
class Subject:
    """What a paper is made out for; `about` is said in its own words where a kind has a place for it."""

    name: str
    employer: str
    trade: str
    about: str = ""
    dated: str = "2026年6月30日"


def scan(kind: str, form: Format, subject: Subject) -> bytes:
    """A scan of one material of this kind, with the watermark 样例."""
    if kind == PHOTO:
        return _encoded(draw_portrait(), form, PHOTO_DOTS)
    return _encoded(draw_sheet(text_of(kind, subject)), form, DOTS_PER_INCH)


def text_of(kind: str, subject: Subject) -> Text:
    """The words on a paper of this kind."""
    paper = _papers()[kind]
    words = {**vars(subject), "about": subject.about or paper.get("about", "")}
    paragraphs = tuple(line.format(**words) for line in paper["paragraphs"])
    return Text(paper["title"], paragraphs, paper["signer"].format(**words), subject.dated)


@cache
def _papers() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("papers.yaml").read_text("utf-8")
    )
    return loaded


def _encoded(image: Image.Image, form: Format, dots: int) -> bytes:
    out = io.BytesIO()
    if form == "pdf":
        image.save(out, "PDF", resolution=dots, quality=60, creationDate=_MADE, modDate=_MADE)
    elif form == "png":
        image.quantize(64).save(out, "PNG", dpi=(dots, dots))
    else:
        image.save(out, "JPEG", dpi=(dots, dots), quality=80)
    return out.getvalue()
