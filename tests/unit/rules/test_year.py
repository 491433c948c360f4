"""What an office sets for a year: refused where it does not fit, named by its hash, and never deciding by itself."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules_service.catalogue import Catalogue
from rules_service.program import Program
from rules_service.use_cases.check_eligibility import check_eligibility
from shared.contracts.facts import Facts
from shared.contracts.overlay import Overlay
from shared.contracts.verdict import Verdict
from shared.problems import Refusal
from shared.regulation.library import Library

PROGRAM = Program(Library().get("guilin_artisan_2025"))
DAY, NOW = date(2026, 6, 30), datetime(2026, 7, 1, tzinfo=UTC)


def check(facts: dict[str, Any], **overlay: Any) -> Verdict:
    year = PROGRAM.year(Overlay.model_validate(overlay))
    return check_eligibility(PROGRAM, Facts.model_validate(facts), DAY, NOW, year)


@pytest.mark.parametrize(
    ("overlay", "field", "code"),
    [
        ({"readings": {"no_such": "x"}}, "readings.no_such", "unknown_reading"),
        ({"readings": {"tenure_counting": "x"}}, "readings.tenure_counting", "unknown_option"),
        (
            {"contests": [{"name": "某赛", "contest_class": "省级大赛"}]},
            "overlay.contests.0.contest_class",
            "unknown_contest_class",
        ),
        (
            {"honours": [{"name": "某称号", "honour_class": "某种"}]},
            "overlay.honours.0.honour_class",
            "unknown_honour_class",
        ),
        (
            {"honours": [{"name": "某称号", "honour_class": "其他", "level": "county"}]},
            "overlay.honours.0.level",
            "unknown_level",
        ),
    ],
)
def test_what_does_not_fit_the_edition_is_refused_with_its_place(
    overlay: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        PROGRAM.year(Overlay.model_validate(overlay))
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, code)]


def test_the_receipt_names_the_overlay_and_none_where_nothing_is_set() -> None:
    plain, empty = check({}).receipt, check({}, readings={}).receipt
    set_ = check({}, readings={"tenure_counting": "continuous"}).receipt
    again = check({}, readings={"tenure_counting": "continuous"}).receipt
    assert plain.overlay_sha256 is empty.overlay_sha256 is None
    assert set_.overlay_sha256 is not None
    assert set_.overlay_sha256 == again.overlay_sha256
    assert set_.facts_sha256 != plain.facts_sha256


def test_an_answer_tells_every_reading_that_bears_on_it_and_which_nobody_can_work_out() -> None:
    readings = check({}).readings
    assert readings.chosen["production_work"] == "human"
    assert "certificate_age" not in readings.chosen
    assert {"tenure_as_of", "production_work"} <= set(readings.not_computed)
    assert "tenure_counting" not in readings.not_computed


@pytest.mark.parametrize(
    ("certificate", "entry"),
    [
        ("“桂工杯”钳工比武", "桂工杯钳工比武"),
        ("全国职工技能大赛（决赛）", "全国职工技能大赛(决赛)"),
        ("ＡＢＢ 机器人大赛", "abb机器人大赛"),
    ],
)
def test_a_certificate_is_matched_however_its_name_is_set_in_type(certificate: str, entry: str) -> None:
    overlay = {"contests": [{"name": entry, "contest_class": "国家一类大赛"}]}
    facts = Facts.model_validate({"contests": {"items": [{"contest": certificate}]}})
    found = Catalogue(Overlay.model_validate(overlay)).proposal("contests[0].contest_class", facts)
    assert found == "国家一类大赛"


def test_a_catalogue_changes_no_outcome() -> None:
    facts = {"trade": "钳工", "contests": {"complete": True, "items": [{"contest": "某赛", "rank": 1}]}}
    catalogues = {
        "contests": [{"name": "某赛", "contest_class": "国家一类大赛"}],
        "trades": ["钳工"],
    }
    plain, found = check(facts), check(facts, **catalogues)
    assert (found.verdict, found.conditions, found.items) == (plain.verdict, plain.conditions, plain.items)
    assert [ask.fact for ask in found.asks] == [ask.fact for ask in plain.asks]


def test_the_officer_is_told_the_article_and_the_reading_that_leads_elsewhere() -> None:
    spells = {"complete": True, "items": [{"from": "2016-08", "trade": "钳工", "in_guilin": True}]}
    text = check({"trade": "钳工", "spells": spells}).for_officer or ""
    assert "（第六条：“从事本项（专业）工作满 10 年”）" in text
    assert "工作年限算到哪一天——当年12月31日" in text
    assert "仅供参考，不是审核结论" in text


def test_the_applicant_is_told_what_to_bring_and_what_others_see_to() -> None:
    text = check({"trade": "钳工"}).for_applicant or ""
    opening, own, others = text.partition("请您")[0], *text.partition("请您")[2].split("您无须提交")
    assert "仅供参考，不是审核结论" in opening
    assert "工会会员" in own and "道德品行" not in own
    assert "道德品行" in others and "集体研究" in others
