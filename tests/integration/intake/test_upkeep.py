"""What an operator does by command: a year loaded anew, stray scans swept."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from intake_service.cycle import CycleData
from intake_service.models import Cycle
from intake_service.use_cases.keep_register import load_cycle
from intake_service.use_cases.sweep import sweep
from shared.database import transaction
from shared.problems import Refusal
from tests.support.intake import Desk, application, sample_year


def test_a_year_is_not_loaded_without_a_trade_that_somebody_applied_in(desk: Desk) -> None:
    data = sample_year()
    desk.sender.create(application(trade=data.catalogue[0].code))
    poorer = data.model_copy(update={"catalogue": data.catalogue[1:]})
    with pytest.raises(Refusal) as refused:
        load_cycle(desk.intake, poorer)
    assert refused.value.code == "trade_in_use" and data.catalogue[0].code in refused.value.message
    with transaction(desk.intake.engine) as session:
        row = session.get_one(Cycle, (data.edition, data.year))
    assert row.sha256 == data.digest()


def test_a_trade_of_withdrawn_applications_alone_may_go(desk: Desk) -> None:
    data = sample_year()
    added = data.catalogue[0].model_copy(update={"code": "thatcher", "name": "样例工种"})
    load_cycle(desk.intake, data.model_copy(update={"catalogue": (*data.catalogue, added)}))
    id = desk.sender.create(application(trade="thatcher")).json["id"]
    assert desk.sender.post(f"/v1/applications/{id}/withdrawal", {"reason": "另有安排"}).status_code == 200
    assert load_cycle(desk.intake, data) == data.digest()


def test_only_stray_scans_are_swept_and_only_old_ones(desk: Desk) -> None:
    id = str(desk.sender.create(application()).json["id"])
    desk.sender.add(id, "deeds")
    kept = set(desk.intake.materials.keys_before(datetime.now(UTC) + timedelta(minutes=1)))
    stray = f"materials/{id}/stray"
    desk.intake.materials.put(stray, io.BytesIO(b"%PDF"), 4, "application/pdf")
    assert sweep(desk.intake, datetime.now(UTC) - timedelta(days=1)) == 0
    assert desk.intake.materials.exists(stray)
    assert sweep(desk.intake, datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert not desk.intake.materials.exists(stray)
    assert kept and all(desk.intake.materials.exists(key) for key in kept)


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("a deadline before the first day", {"opens_on": "2026-07-01", "deadline": "2026-06-30"}, ["2026-06-30"]),
    (
        "one code for two trades",
        {"catalogue": [{"code": "a", "name": "甲"}, {"code": "a", "name": "乙"}]},
        ["重复：a"],
    ),
    (
        "a county of another city, and one misspelt",
        {
            "contacts": {
                code: {"office": "甲", "phone": "1", "address": "乙"} for code in ("440302", "45O302")
            }
        },
        ["440302、45O302", "450302（秀峰区）"],
    ),
]


@pytest.mark.parametrize(("name", "changes", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_a_year_that_contradicts_itself_is_not_loaded(
    desk: Desk, name: str, changes: dict[str, Any], said: list[str]
) -> None:
    data = sample_year()
    with pytest.raises(Refusal) as refused:
        load_cycle(desk.intake, CycleData.model_validate(data.as_json() | changes))
    assert refused.value.code == "invalid_cycle"
    assert all(words in refused.value.message for words in said)
    with transaction(desk.intake.engine) as session:
        assert session.get_one(Cycle, (data.edition, data.year)).sha256 == data.digest()
