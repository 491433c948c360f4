"""身份证号: form, birth date and check digit on both sides; region codes never decide."""

from datetime import date

import pytest

from intake_service.identity import clean, id_number_fault
from tests.support.intake import id_number

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),
        (id_number(date(1900, 1, 1)), None),
        (id_number(TODAY), None),
        (id_number(date(2026, 5, 21)), "id_number_birth_date"),
        (id_number(date(1899, 12, 31)), "id_number_birth_date"),
        ("110105194912310021", "id_number_check_digit"),
        ("11010519491331002X", "id_number_birth_date"),
        ("11010519490229002X", "id_number_birth_date"),
        ("1101051949123100", "id_number_form"),
        ("01010519491231002X", "id_number_form"),
        ("１１０１０５１９４９１２３１００２X", "id_number_form"),
        ("1１010519491231002X", "id_number_form"),
    ],
)
def test_the_gate(number: str, fault: str | None) -> None:
    assert id_number_fault(number, TODAY) == fault


def test_spaces_and_a_small_x_are_forgiven() -> None:
    assert clean(" 110105 19491231 002x ") == "11010519491231002X"
