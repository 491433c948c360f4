"""The samples: made-up people whose data holds together, and scans that are what they claim."""

import io
from datetime import date

import pytest
from PIL import Image

from deploy.local.demo.samples import Paper, Sample, samples
from deploy.local.scans import ink
from deploy.local.scans.papers import MEDIA_TYPES, text_of
from intake_service.content import Content
from intake_service.content_types import sniff
from intake_service.identity import id_number_fault
from shared.regulation.library import Library

ALL = samples()
PAPERS = [
    pytest.param(sample, paper, id=f"{sample.name}-{paper.kind}")
    for sample in ALL
    for paper in sample.materials
]


def test_there_are_at_least_ten_over_all_three_channels() -> None:
    assert len(ALL) >= 10
    assert {sample.channel for sample in ALL} == {"individual", "unit", "expert"}
    assert len({sample.name for sample in ALL}) == len(ALL)


def test_every_verdict_and_every_way_to_end_occurs() -> None:
    assert {sample.expected.verdict for sample in ALL} == {"eligible", "not_eligible", "undetermined"}
    assert {sample.expected.state for sample in ALL} == {
        "recommended",
        "not_recommended",
        "accepted",
        "withdrawn",
    }
    assert {step.name for sample in ALL for step in sample.steps} >= {
        "post_again",
        "withdraw",
        "issue_notice",
    }


def test_some_names_are_written_with_rare_characters() -> None:
    names = "".join(sample.application["form"]["name"] for sample in ALL)
    assert any(ord(sign) > 0xFFFF for sign in names)
    assert any(0x3400 <= ord(sign) <= 0x4DBF for sign in names)


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_an_id_number_is_valid_belongs_to_nobody_and_fits_the_form(sample: Sample) -> None:
    form = sample.application["form"]
    number = form["id_number"]
    assert id_number_fault(number, date(2026, 11, 22)) is None
    assert number.startswith("450300")  # the city itself: no person's number begins with it
    assert number[6:12] == form["birth_month"].replace("-", "")
    assert (int(number[16]) % 2 == 1) == (form["sex"] == "男")


def test_no_two_people_share_an_id_number() -> None:
    numbers = [sample.application["form"]["id_number"] for sample in ALL]
    numbers += [expert["id_number"] for sample in ALL for expert in sample.application.get("experts", [])]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_an_application_is_what_the_api_takes(sample: Sample) -> None:
    content = Content.model_validate(sample.application)
    edition = Library(None).get(sample.body()["edition"])
    channel = edition.channels.get(content.channel)
    assert channel is not None
    assert {paper.kind for paper in sample.materials} <= {item.material for item in channel.requirements}


# One of each kind and format: drawing all of them says nothing more.
EACH_KIND = {(paper.values[1].kind, paper.values[1].scan): paper for paper in PAPERS}  # type: ignore[union-attr]


@pytest.mark.parametrize(("sample", "paper"), EACH_KIND.values())
def test_a_scan_is_of_its_type_and_the_same_every_time(sample: Sample, paper: Paper) -> None:
    scan = sample.scan_of(paper)
    assert sniff(scan[:16]) == MEDIA_TYPES[paper.scan]
    assert scan == sample.scan_of(paper)


@pytest.mark.parametrize(("sample", "paper"), PAPERS)
def test_the_font_can_draw_every_character_of_a_paper(sample: Sample, paper: Paper) -> None:
    if paper.kind == "photo":
        return
    text = text_of(paper.kind, sample.subject(paper))
    assert set("".join((text.title, *text.paragraphs, text.signer, text.dated))) <= ink.characters()


def test_the_font_holds_what_its_list_says() -> None:
    empty = ink.font(20).getmask("\U0010ffff")
    for sign in ink.characters() - {" ", "　"}:
        drawn = ink.font(20).getmask(sign)
        assert (drawn.size, bytes(drawn)) != (empty.size, bytes(empty)), sign


def test_a_photo_is_two_inches_on_red_and_marked() -> None:
    sample = ALL[0]
    photo = next(paper for paper in sample.materials if paper.kind == "photo")
    image = Image.open(io.BytesIO(sample.scan_of(photo))).convert("RGB")
    assert image.size == (413, 579)
    red, green, blue = image.getpixel((5, 250))  # type: ignore[misc]
    assert red > 150
    assert max(green, blue) < 90
