"""歧义登记表：A1–A22逐项在册，另有条文“包括”“等称号”之类；每项都说明关系到什么。"""

from __future__ import annotations

from shared.regulation.library import Library

READINGS = Library().get("guilin_artisan_2025").readings.readings


def test_the_register_of_ambiguities_is_complete() -> None:
    numbers = {reading.number for reading in READINGS}
    assert {f"A{number}" for number in range(1, 23)} <= numbers
    assert {"补充·包括", "补充·等称号", "补充·科学技术奖", "补充·公职人员", "补充·2025年前命名"} <= numbers
    assert not [number for number in numbers if not number.startswith(("A", "补充·"))]


def test_every_reading_says_what_it_bears_on() -> None:
    assert not [reading.id for reading in READINGS if not reading.bears_on]
