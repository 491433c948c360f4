"""Minutes and reports (会议纪要、核实报告): what the edition says of them, and what they may never hold."""

import re
from typing import Any

import pytest

from docgen_service.content import read_for
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import read_specimens
from shared.contracts.documents.reports import RevocationReportData, VerificationReportData
from shared.problems import Refusal
from shared.regulation.library import Library
from shared.regulation.revocation import Revocation
from tests.support.papers import EDITION

SHELF = Shelf(Library())
NONE = {"blank": "none"}


def _raw(kind: str, at: int = 0) -> dict[str, Any]:
    return dict(read_specimens(SHELF.editions.get(EDITION).folder, kind)[at].data)


def _read(kind: str, at: int = 0, **changes: Any) -> Any:
    return read_for(SHELF.get(EDITION, kind), _raw(kind, at) | changes)[0]


def _fault(kind: str, at: int = 0, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        _read(kind, at, **changes)
    return [(error.field, error.code) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("meeting", "heading", "article"),
    [("party_group_meeting", "桂林市总工会党组会议纪要", "第八条（四）"),
     ("chair_meeting", "桂林市总工会主席办公会议纪要", "第八条（四）"),
     ("leading_group_meeting", "“桂林工匠”推荐宣传学习工作\n领导小组会议纪要", "第八条（五）")],
)  # fmt: skip
def test_a_meeting_gives_its_minutes_their_name_and_ground(meeting: str, heading: str, article: str) -> None:
    data = _read("meeting_minutes", meeting=meeting)
    assert (data.heading, data.article) == (heading, article)


@pytest.mark.parametrize("meeting", ["county_collective", "tea_party"])
def test_a_meeting_that_is_not_the_citys_has_no_minutes_here(meeting: str) -> None:
    assert _fault("meeting_minutes", meeting=meeting) == [("meeting", "unknown_meeting")]


def test_nobody_is_there_and_excused() -> None:
    raw = _raw("meeting_minutes")
    assert _fault("meeting_minutes", excused=raw["observers"]) == [("(body)", "both_there_and_excused")]


@pytest.mark.parametrize(
    ("outcome", "label", "quote"),
    [("upheld", "属实", "反映情况属实的，取消参评资格，后备人选递补"),
     ("rejected", "失实", "反映情况失实的，说明情况，资格保留")],
)  # fmt: skip
def test_what_follows_from_an_objection_is_quoted(outcome: str, label: str, quote: str) -> None:
    data = _read("verification_report", outcome=outcome)
    assert (data.outcome_label, data.outcome_article, data.outcome_quote) == (label, "第八条（六）", quote)


def test_where_the_regulation_is_silent_the_report_says_so() -> None:
    data = _read("verification_report", outcome="partly_upheld")
    assert (data.outcome_label, data.outcome_article) == ("部分属实", "办法未规定，按本年度设定")
    assert data.outcome_quote.blank == "not_applicable"


def test_another_consequence_than_the_regulations_is_refused() -> None:
    faults = _fault("verification_report", outcome_quote="反映情况失实的，取消参评资格")
    assert faults == [("outcome_quote", "differs_from_edition")]


def test_every_ground_of_article_16_can_be_reported() -> None:
    known = [ground.id for ground in SHELF.editions.get(EDITION).needed(Revocation).grounds]
    data = _read("revocation_report", grounds=[{"ground": name} for name in known])
    assert [ground.article for ground in data.grounds] == [f"第十六条（{n}）" for n in "一二三四五六七"]
    assert data.recovered == ("奖杯", "证书", "一次性激励金")


def test_what_is_no_ground_or_is_quoted_wrongly_is_refused() -> None:
    assert _fault("revocation_report", grounds=[{"ground": "R8"}]) == [("grounds.0.ground", "unknown_ground")]
    wrong = {"ground": "R1", "quote": "受到行政拘留的"}
    assert _fault("revocation_report", grounds=[wrong]) == [("grounds.0.quote", "differs_from_edition")]


def test_a_ground_is_made_out_on_papers_only() -> None:
    assert _fault("revocation_report", papers=[]) == [("(body)", "papers_missing")]
    assert _read("revocation_report", papers=[], conclusion="not_made_out")


def test_a_statement_has_its_day() -> None:
    assert _fault("revocation_report", heard_on=NONE) == [("(body)", "statement_differs")]


@pytest.mark.parametrize("model", [VerificationReportData, RevocationReportData])
def test_there_is_no_field_for_who_reported(model: type[Any]) -> None:
    labels = [re.split("[，（；]", field.description)[0] for field in model.model_fields.values()]
    assert not [label for label in labels if "反映人" in label or "举报" in label]
    assert "reporter" not in " ".join(model.model_fields)
