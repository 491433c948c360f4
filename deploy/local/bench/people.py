"""Applications of people who do not exist: the complete sample of the unit channel, each with an ID number."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from stdnum.cn import ric

from deploy.local.demo.samples import SAMPLES, Sample

_FIRST_BIRTHDAY = date(1960, 1, 1)
_BIRTHDAYS = 15_000
_numbers = count()


@cache
def sample() -> Sample:
    """The application that is posted again and again: all of its form filled, nothing missing."""
    return Sample.read(SAMPLES / "applications" / "unit_complete.yaml")


def application() -> dict[str, Any]:
    """The next application's body; nobody posts twice."""
    body = deepcopy(sample().body())
    body["form"]["id_number"] = _id_number(next(_numbers))
    return body


def materials() -> Iterator[tuple[dict[str, Any], bytes, str]]:
    """What is handed in with each: what the API is told of it, its scan, and the scan's form."""
    for paper in sample().materials:
        yield paper.header, sample().scan_of(paper), paper.scan


def _id_number(n: int) -> str:
    day = _FIRST_BIRTHDAY + timedelta(days=n % _BIRTHDAYS)
    stem = f"450300{day:%Y%m%d}{n // _BIRTHDAYS:03d}"
    return stem + str(ric.calc_check_digit(f"{stem}0"))  # it ignores the last place
