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
