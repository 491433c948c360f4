"""Who may draft which document: its issuers decide."""

from uuid import UUID

import pytest

from docgen_service.reach import organ_for
from shared.auth import Principal
from shared.problems import Refusal
from shared.regulation.library import Library
from tests.support.papers import EDITION

CITY, COUNTY, OTHER = "450300", "450302", "450328"
OFFICE = Principal(UUID(int=1), "办公室", "office", "甲")
UNION = Principal(UUID(int=2), "秀峰", "county_union", "乙", frozenset({COUNTY}))
FOUR = ("city_union", "industry_bureau", "science_bureau", "labour_bureau")


def _organ(issuers: tuple[str, ...], principal: Principal, organ_code: str) -> str:
    edition = Library().get(EDITION)
    definition = edition.documents.documents[0].model_copy(update={"issuers": issuers})
    return organ_for(edition, definition, principal, organ_code)


@pytest.mark.parametrize(
    ("issuers", "principal", "organ_code", "organ"),
    [
        (("county_union",), UNION, COUNTY, "秀峰区总工会"),
        (("county_union", "county_departments"), OFFICE, OTHER, "龙胜各族自治县总工会"),
        (("office",), OFFICE, CITY, "“桂林工匠”推荐宣传学习工作领导小组办公室"),
        (
            FOUR,
            OFFICE,
            CITY,
            "桂林市总工会、桂林市工业和信息化局、桂林市科学技术局、桂林市人力资源和社会保障局",
        ),
        (("applicant",), UNION, COUNTY, "秀峰区总工会"),
        ((), UNION, COUNTY, "秀峰区总工会"),
        (("expert",), OFFICE, CITY, "“桂林工匠”推荐宣传学习工作领导小组办公室"),
    ],
)
def test_a_document_is_entered_under_its_issuers(
    issuers: tuple[str, ...], principal: Principal, organ_code: str, organ: str
) -> None:
    assert _organ(issuers, principal, organ_code) == organ


@pytest.mark.parametrize(
    ("issuers", "principal", "organ_code", "code"),
    [
        (("leading_group",), UNION, COUNTY, "kind_not_allowed"),
        (("leading_group",), UNION, CITY, "organ_not_allowed"),
        (FOUR, OFFICE, COUNTY, "organ_not_of_kind"),
        (("county_union",), OFFICE, CITY, "organ_not_of_kind"),
        (("county_union",), UNION, OTHER, "organ_not_allowed"),
        ((), UNION, CITY, "organ_not_allowed"),
        (("county_union",), OFFICE, "990000", "unknown_organ"),
    ],
)
def test_nobody_makes_another_organs_paper(
    issuers: tuple[str, ...], principal: Principal, organ_code: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        _organ(issuers, principal, organ_code)
    assert refused.value.code == code
