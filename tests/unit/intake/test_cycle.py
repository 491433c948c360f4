"""The years' settings are read once in a while, and at once after one was loaded."""

from collections.abc import Iterator
from itertools import count

import yaml

from deploy.local.demo.samples import CYCLE
from intake_service.cycle import CycleData, Cycles

YEAR = CycleData.model_validate(yaml.safe_load(CYCLE.read_text("utf-8")))


def _days(cycles: Cycles, reads: Iterator[int]) -> int:
    def read() -> CycleData:
        return YEAR.model_copy(update={"correction_days": next(reads)})

    return cycles.get(YEAR.edition, YEAR.year, read).correction_days


def test_what_was_read_is_remembered_until_a_year_is_loaded() -> None:
    cycles, reads = Cycles(seconds=3600), count(1)
    assert [_days(cycles, reads), _days(cycles, reads)] == [1, 1]
    cycles.forget()
    assert _days(cycles, reads) == 2


def test_what_is_too_old_is_read_again() -> None:
    cycles, reads = Cycles(seconds=-1), count(1)
    assert [_days(cycles, reads), _days(cycles, reads)] == [1, 2]


def test_a_year_that_sets_nothing_lays_nothing_over_the_edition() -> None:
    assert YEAR.overlay is None


def test_what_a_year_sets_goes_to_rules() -> None:
    text = """
    readings: {tenure_counting: continuous}
    contests: [{name: 某某大赛, aliases: [某大赛], contest_class: 国家一类大赛}]
    honours: [{name: 某某称号, honour_class: 其他, level: municipal}]
    """
    year = CycleData.model_validate(YEAR.as_json() | yaml.safe_load(text))
    assert year.overlay is not None
    assert year.overlay.readings == {"tenure_counting": "continuous"}
    assert year.overlay.contests[0].aliases == ("某大赛",)
    assert CycleData.model_validate(year.as_json()) == year
