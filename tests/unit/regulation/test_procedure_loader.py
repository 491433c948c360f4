"""The loader on procedure, calendar, revocation and treatment: each fault with its file and line."""

from pathlib import Path

import pytest

from shared.problems import Refusal
from shared.regulation.calendar_data import Calendar
from shared.regulation.edition import load_edition
from tests.support.editions import Edit
from tests.unit.regulation.conftest import faults

FAULTS = [
    ("channels.yaml", "  too_old:", "  # too_old:", "须有 too_old 和 age_unknown"),
    ("channels.yaml", "    exercises_power: 请", "    # exercises_power: 请", "缺少 exercises_power"),
    ("channels.yaml", "half_year: 180", "year: 180", "应恰好写出 certificate_age 的选项"),
    ("stages.yaml", "- id: county_review", "- id: submission", "环节 submission 写了两次"),
    ("stages.yaml", "- id: county_review", "- id: county_check", "缺少 channels.yaml 的环节 county_review"),
    ("stages.yaml", "actors: [county_union]", "actors: [county_onion]", "没有主体 county_onion"),
    ("stages.yaml", 'ratio: "1:1.5"', "ratio: 1.5", "比例应写作"),
    ("stages.yaml", "share: 10%", "share: 0.1", "份额应写作"),
    ("stages.yaml", "reading: list_rounding", "reading: list_bounding", "没有理解 list_bounding"),
    ("stages.yaml", "under: {one: 1, none: 0}", "under: {one: 1}", "应恰好写出 reserve_minimum 的选项"),
    ("stages.yaml", "under: {excluded: false,", "under: {excluded: maybe,", "boolean"),
    ("stages.yaml", "actor_reading: objection_verifier", "actor_reading: nobody", "没有理解 nobody"),
    ("stages.yaml", "至{last_day}", "至{lastday}", "花括号内只能用"),
    ("calendar.yaml", "festival_day: 2024-04-11", "festival_day: 2023-04-11", "不在2024年"),
    ("calendar.yaml", "rest_days: [2024-04-11, 2024-04-12]", "rest_days: null", "一并填写"),
    (
        "calendar.yaml",
        "work_days: [2018-04-15]",
        "work_days: [2018-04-18]",
        "同一天不能既放假又上班",
    ),
    ("calendar.yaml", "first: 03-12", "first: 13-12", "pattern"),
    ("revocation.yaml", "- id: R2.penalty", "- id: R1", "编号 R1 用了两次"),
    ("revocation.yaml", "record: ip_penalty", "record: ip_ruling", "文书 ip_ruling 用于两处"),
    ("revocation.yaml", "record: sanction", "record: frown", "没有文书 frown"),
    ("revocation.yaml", "met: [removal, dismissal,", "met: [frown, dismissal,", "没有取值 frown"),
    ("revocation.yaml", "{field: proven_false,", "{field: prove_false,", "没有要素 prove_false"),
    ("revocation.yaml", "{field: sanction, met", "{field: effective, met", "effective 写了两次"),
    ("revocation.yaml", "judged: [false]", "judged: [true]", "不能既在 met 又在 judged"),
    ("revocation.yaml", "judged: [employer]", "judged: []", "须一并填写"),
    ("revocation.yaml", "attested_by: [office, leading_group]", "attested_by: [nobody]", "没有主体 nobody"),
    ("revocation.yaml", "when: heard", "when: unheard", "revocation_hearing 没有选项 unheard"),
    ("revocation.yaml", "actor: office, source", "actor: nobody, source", "没有主体 nobody"),
    ("revocation.yaml", "reading: revocation_published, when: published", "when: x", "须写出 source"),
    (
        "revocation.yaml",
        "{city_union: [city_union], office: [office]}",
        "{city_union: [x], office: [office]}",
        "没有主体 x",
    ),
    (
        "revocation.yaml",
        "covers_earlier: {reading: earlier_holders",
        "covers_earlier: {reading: later",
        "没有理解 later",
    ),
    ("revocation.yaml", "  not_covered: 本办法", "  # not_covered: 本办法", "缺少 not_covered"),
    ("treatment.yaml", "id: certificate,", "id: trophy,", "编号 trophy 用了两次"),
    ("treatment.yaml", "to: unit_union", "to: uncle", "没有主体 uncle"),
    ("treatment.yaml", "mode: if_eligible", "mode: priority", "if_eligible 须有 finding"),
    ("treatment.yaml", "{decider}决定", "{body}决定", "花括号内只能用"),
    ("treatment.yaml", "office_alone: office", "office_only: office", "应恰好写出 pool_admission 的选项"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS)
def test_what_does_not_fit_is_told_with_its_file(
    folder: Path, edit: Edit, file: str, old: str, new: str, message: str
) -> None:
    edit(file, old, new)
    told = faults(folder)
    assert any(fault.startswith(file) and message in fault for fault in told), told


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("revocation.yaml", "record: sanction", "record: frown"),
        ("revocation.yaml", "{field: proven_false,", "{field: prove_false,"),
        ("stages.yaml", "reading: publication_day", "reading: publication_night"),
        ("treatment.yaml", "quote: 同等条件下优先考虑", "quote: 一律优先"),
    ],
)
def test_a_fault_is_told_with_its_line(folder: Path, edit: Edit, file: str, old: str, new: str) -> None:
    line = edit(file, old, new)
    assert any(fault.startswith(f"{file}:{line}:") for fault in faults(folder))


def test_an_edition_may_leave_out_what_its_city_does_not_have(folder: Path) -> None:
    (folder / "calendar.yaml").unlink()
    edition = load_edition(folder)
    with pytest.raises(Refusal) as refused:
        edition.needed(Calendar)
    assert (refused.value.status, refused.value.code) == (404, "not_in_edition")
