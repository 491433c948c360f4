"""Work in hand is joined, kept no longer than it takes, and fails for all who wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from docgen_service.once import Once


def test_who_asks_meanwhile_gets_the_same_and_who_asks_later_a_new_one() -> None:
    once: Once[int] = Once()
    began, go_on, made = threading.Event(), threading.Event(), []

    def make() -> int:
        began.set()
        assert go_on.wait(10)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(once.run, "a", make)
        assert began.wait(10)
        second = pool.submit(once.run, "a", lambda: 99)
        assert once.run("b", lambda: 7) == 7
        while not once.waiting("a"):
            threading.Event().wait(0.01)
        go_on.set()
        assert (first.result(), second.result()) == (1, 1)
    assert once.run("a", lambda: 3) == 3


def test_a_failure_is_everybodys_and_is_not_kept() -> None:
    once: Once[int] = Once()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        once.run("a", fail)
    assert once.run("a", lambda: 1) == 1
