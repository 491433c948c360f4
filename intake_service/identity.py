"""身份证号 (GB 11643): form, check digit and birth date are the whole gate.

Region codes never decide: genuine numbers carry codes that were abolished or came later than the birth, and
the regulation asks for the place of work. The ready-made `validate` rejects such numbers, hence its parts.
"""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

_FORM = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)  # a full-width digit would hash as another person
_EARLIEST = date(1900, 1, 1)


def id_number_fault(number: str, today: date) -> str | None:
    """The code of what is wrong with a number, or None; `number` as `clean` gives it."""
    if not _FORM.fullmatch(number):
        return "id_number_form"
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        return "id_number_birth_date"
    if not _EARLIEST <= born <= today:
        return "id_number_birth_date"
    return None if ric.calc_check_digit(number) == number[-1] else "id_number_check_digit"


def clean(number: str) -> str:
    """Without spaces, the check character in upper case."""
    return re.sub(r"\s", "", number).upper()
