"""What intake lets pass, rules must take: a refusal after the submission could not be put right by anybody."""

from typing import Any

import pytest
import yaml

from intake_service.content import Content
from intake_service.cycle import CycleData
from intake_service.form_check import faults
from rules_service.names import Names
from rules_service.validation import refuse_unfit
from shared.contracts.facts import Facts
from shared.problems import Refusal
from shared.regulation.library import Library
from tests.support.intake import CYCLE, NOON, application

YEAR = CycleData.model_validate(yaml.safe_load(CYCLE.read_text("utf-8")))
EDITION = Library().get("guilin_artisan_2025")
CLASSES = (None, "国家一类大赛", "其他", "某类")
LEVELS = (None, "national", "municipal", "galactic")
TITLES = ("某称号", "国家级工艺美术大师", "工艺美术大师", "全国技术能手", "科学技术奖")
HONOUR_CLASSES = (None, "全国技术能手", "工艺美术大师", "其他", "某种")
GIVEN: list[dict[str, Any]] = [
    *(
        {"contests": {"items": [{"contest": contest, "contest_class": name}]}}
        for contest in ("某大赛", "国家一类大赛", "桂林职工职业技能大赛")
        for name in CLASSES
    ),
    *(
        {"honours": {"items": [{"title": title, "honour_class": name, "level": level}]}}
        for title in TITLES
        for name in HONOUR_CLASSES
        for level in LEVELS
    ),
]


@pytest.mark.parametrize("given", GIVEN, ids=str)
def test_both_refuse_the_same(given: dict[str, Any]) -> None:
    content = Content.model_validate(
        {name: value for name, value in application(**given).items() if name not in {"edition", "year"}}
    )
    ours = {(fault.field, fault.code) for fault in faults(content, EDITION, YEAR, NOON.date())}
    theirs: set[tuple[str, str]] = set()
    try:
        refuse_unfit(EDITION, Names(EDITION.conditions), Facts.model_validate(given), NOON.date())
    except Refusal as refusal:
        theirs = {(fault.field.removeprefix("facts."), fault.code) for fault in refusal.errors}
    assert ours == theirs
