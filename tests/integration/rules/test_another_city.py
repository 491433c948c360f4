"""The same rules service serves another city's edition: a folder beside the built-in ones, and a setting."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rules_service import bootstrap
from rules_service.settings import RulesSettings
from shared.storage import ObjectStore
from tests.integration.rules.conftest import Client, Desk
from tests.support.stack import Stack

EDITIONS = Path(__file__).parents[2] / "editions"
WANXI = "wanxi_artisan_2020"
FACTS: dict[str, Any] = {
    "trade": "钳工",
    "named_before": False,
    "spells": {"complete": True, "items": [{"from": "2010-07", "to": "2020-06", "trade": "钳工"}]},
    "contests": {"complete": True, "items": [{"contest": "世界技能大赛", "rank": 30}]},
    "honours": {"complete": True, "items": [{"title": "技师"}]},
    "findings": {
        "registered_and_insured": {"value": True, "by": "county_labour", "basis": "社会保险缴费证明"}
    },
}


@pytest.fixture
def client(stack: Stack) -> Client:
    """An integrator of a service that was started with ARTISAN_EDITIONS_DIR and no other change."""
    values = {name.removeprefix("ARTISAN_").lower(): value for name, value in stack.env("rules").items()}
    settings = RulesSettings.model_validate(values | {"editions_dir": str(EDITIONS)})
    ObjectStore(settings, "exchange").ensure()
    rules = bootstrap.build(settings, clock=lambda: datetime(2026, 7, 1, 4, tzinfo=UTC))
    return Client(Desk(rules, settings, stack))


def eligibility(client: Client, facts: Any) -> Any:
    answer = client.post("/v1/eligibility", {"edition": WANXI, "as_of": "2020-06-30", "facts": facts})
    assert answer.status_code == 200, answer.text
    return answer.json


def test_both_cities_are_served_by_one_process(client: Client) -> None:
    found = {item["id"]: item["honour"] for item in client.get("/v1/editions").json["editions"]}
    assert found[WANXI] == "皖西杰出工匠"
    assert found["guilin_artisan_2025"] == "桂林工匠"
    guilin = client.post("/v1/eligibility", {"as_of": "2026-06-30", "facts": {"trade": "钳工"}})
    assert guilin.json["receipt"]["edition"] == "guilin_artisan_2025"


def test_ten_years_are_enough_for_who_was_placed_and_not_for_others(client: Client) -> None:
    placed = eligibility(client, FACTS)
    assert (placed["verdict"], placed["receipt"]["edition"]) == ("eligible", WANXI)
    contests = {"complete": True, "items": [{"contest": "世界技能大赛", "rank": 31}]}
    other = eligibility(client, FACTS | {"contests": contests})
    assert other["verdict"] == "not_eligible"
    assert "年限（15年，名次突出的10年）" in other["headline"]


def test_asks_go_to_that_citys_bodies(client: Client) -> None:
    found = eligibility(client, {k: v for k, v in FACTS.items() if k != "findings"})
    assert found["headline"] == "文件类条件均已具备，尚待1项人工认定（县人社局）"
    (ask,) = [ask for ask in found["asks"] if ask["decisive"]]
    assert ask["attested_by_labels"] == ["县（区）人力资源和社会保障局"]


def test_its_channels_are_its_own(client: Client) -> None:
    materials = {"channel": "self", "items": [{"kind": "application_form", "copies": 2}]}
    body = {"edition": WANXI, "stage": "submission", "materials": materials}
    found = client.post("/v1/materials", body).json
    assert {item["kind"] for item in found["outcomes"] if item["outcome"] == "missing"} == {
        "insurance_record",
        "certificates",
        "unit_opinion",
    }


@pytest.mark.parametrize(
    ("path", "body"),
    [("/v1/list-sizes", {"quota": 20}), ("/v1/publicity-window", {"published_on": "2026-09-18"})],
)
def test_what_its_regulation_does_not_have_is_refused_and_not_invented(
    client: Client, path: str, body: dict[str, Any]
) -> None:
    answer = client.post(path, body | {"edition": WANXI})
    assert (answer.status_code, answer.json["code"]) == (404, "not_in_edition")
