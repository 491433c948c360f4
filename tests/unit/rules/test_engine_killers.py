"""What kills the engine outright: it cannot be said through the fence."""

import subprocess
import sys
import textwrap

import pytest

KILLERS = {
    "a fact that no rule matches, its session deleted": "for _ in range(50): engine.fired({})",
    "more sessions than the engine has places for": "for i in range(3000): assert engine.fired({'a': i}) == {'r'}",
    "an empty batch, and a batch of an empty fact": (
        "assert list(engine.fired_many([])) == []; assert list(engine.fired_many([{}])) == [frozenset()]"
    ),
    "deeply nested JSON": "refused({'a': eval('[' * 90 + ']' * 90)})",
    "text beyond sixteen bits of length": "refused({'s': 'x' * 70000})",
    "a batch with an unreadable value in the middle": (
        "refused_many([{'a': 1}] * 50 + [{'a': float('nan')}] + [{'a': 1}] * 50)"
    ),
    "a rule on the engine's own state": (
        "own = Engine({'r': (Comparison('sid', '==', '1'),)}); assert own.fired({}) == frozenset()"
    ),
    "more alternatives than one node can hold": (
        "many = Engine({f'r{i}': (Comparison('a', '==', i),) for i in range(700)}); assert many.fired({'a': 5}) == {'r5'}"
    ),
    "rulesets made and freed, oldest first": (
        "made = [Engine({'r': (Comparison('a', '>', i),)}) for i in range(40)]\n"
        "for one in made: one.fired({'a': 99}); one.close()"
    ),
}


@pytest.mark.parametrize("killer", KILLERS)
def test_what_kills_the_engine_does_not_get_through_the_fence(killer: str) -> None:
    script = textwrap.dedent(
        """
        from rules_service.engine import Engine
        from rules_service.rulesets import BadValue, Comparison
        engine = Engine({'r': (Comparison('a', '>=', 0),), 's': (Comparison('s', '==', '中文'),)})
        def refused(fact):
            try: engine.fired(fact)
            except BadValue: return
            raise SystemExit('not refused')
        def refused_many(facts):
            try: list(engine.fired_many(facts))
            except BadValue: return
            raise SystemExit('not refused')
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script + KILLERS[killer]], timeout=120, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
