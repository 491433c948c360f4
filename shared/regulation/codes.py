"""codes.yaml: 县（市、区）, 民族, 政治面貌, 学历; none of them is ever a condition."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from shared.regulation.parts import Part, Words

RegionCode = Annotated[str, Field(pattern=r"^\d{6}$")]
TwoDigits = Annotated[str, Field(pattern=r"^\d{2}$")]


class Codes(Part):
    """代码表: GB/T 2260, GB/T 3304, GB/T 4762, GB/T 4658."""

    FILE: ClassVar[str] = "codes.yaml"

    regions: dict[RegionCode, Words]
    former_regions: dict[RegionCode, Words]
    ethnic: dict[TwoDigits, Words]
    political: dict[TwoDigits, Words]
    education: dict[TwoDigits, Words]
