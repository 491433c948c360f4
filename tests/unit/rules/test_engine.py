"""The fence: what kills or corrupts the engine is refused, or cannot be said, or does no harm."""

import operator
import os
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_service import engine as fence
from rules_service.engine import Engine, EngineFault, probe
from rules_service.rulesets import BadRules, BadValue, Comparison, Rule

RULES: dict[str, Rule] = {
    "enough": (Comparison("months", ">=", 120),),
    "too few": (Comparison("months", "<", 120),),
    "agreed": (Comparison("意见", "==", "同意"),),
    "refused": (Comparison("意见", "==", '不"同意\\'),),
    "member": (Comparison("member", "==", True),),
    "no member": (Comparison("member", "==", False),),
    "both": (Comparison("months", ">", 60), Comparison("member", "==", True)),
}
OPERATORS = {"==": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def plain(rules: Mapping[str, Rule], fact: Mapping[str, Any]) -> frozenset[str]:
    """What the rules mean."""
    return frozenset(
        name
        for name, rule in rules.items()
        if all(fact.get(c.field) is not None and OPERATORS[c.operator](fact[c.field], c.value) for c in rule)
    )


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(RULES)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ({"months": 120}, {"enough"}),
        ({"months": 119}, {"too few"}),
        ({"months": 120, "member": True}, {"enough", "member", "both"}),
        ({"months": None, "member": False}, {"no member"}),
        ({"意见": "同意"}, {"agreed"}),
        ({"意见": '不"同意\\'}, {"refused"}),
        ({"意见": "😀"}, set()),
        ({}, set()),
        ({"months": 2**63 - 1}, {"enough"}),
        ({"months": -(2**63) + 1}, {"too few"}),
    ],
)
def test_rules_that_hold_fire(engine: Engine, fact: dict[str, Any], expected: set[str]) -> None:
    assert engine.fired(fact) == expected
    assert list(engine.fired_many([fact])) == [expected]


@pytest.mark.parametrize(
    "fact",
    [
        {"months": True},
        {"months": "120"},
        {"months": 120.0},
        {"months": float("nan")},
        {"months": float("inf")},
        {"months": 2**63},
        {"months": -(2**63)},
        {"months": [1]},
        {"months": {"$neq": 1}},
        {"member": 1},
        {"member": "true"},
        {"意见": 5},
        {"意见": "同\0意"},
        {"意见": "\ud800"},
        {"意见": "同" * 65_536},
        {"sid": "2"},
        {"id": 1},
        {"$s": 1},
        {"k": 2},
        {"f0": 1},
    ],
)
def test_what_the_engine_would_coerce_cut_or_choke_on_is_refused(
    engine: Engine, fact: dict[str, Any]
) -> None:
    with pytest.raises(BadValue):
        engine.fired(fact)
    with pytest.raises(BadValue):
        list(engine.fired_many([{"months": 1}, fact, {"months": 2}]))
    assert engine.fired({"months": 120}) == {"enough"}


@pytest.mark.parametrize(
    "rule",
    [
        (),
        (Comparison("a", "$div", 1),),  # type: ignore[arg-type]
        (Comparison("a", "$mt", "[一-龥]+"),),  # type: ignore[arg-type]
        (Comparison("a", "==", 1.5),),  # type: ignore[arg-type]
        (Comparison("a", "==", None),),  # type: ignore[arg-type]
        (Comparison("a", "==", {"$m": "sid"}),),  # type: ignore[arg-type]
        (Comparison("a", "<", "中文"),),
        (Comparison("a", "<", True),),
        (Comparison("a", "==", 2**64),),
        (Comparison("a", "==", "\ud800"),),
        (Comparison("a", "==", 1), Comparison("a", "==", "1")),
    ],
)
def test_rules_that_the_engine_must_not_be_given_are_refused(rule: Rule) -> None:
    with pytest.raises(BadRules):
        Engine({"bad": rule})


def test_names_are_never_the_engines_own() -> None:
    reserved: dict[str, Rule] = {
        name: (Comparison(name, "==", 1),) for name in ("sid", "id", "$s", "k", "f0", "中文")
    }
    engine = Engine(reserved)
    assert engine.fired(dict.fromkeys(reserved, 1)) == set(reserved)
    assert engine.fired({}) == set()


def test_six_hundred_rules_that_all_hold_at_once_fire() -> None:
    rules: dict[str, Rule] = {f"rule {i}": (Comparison(f"字段{i % 300}", ">=", i),) for i in range(600)}
    engine = Engine(rules)
    fact = {f"字段{i}": 1000 for i in range(300)}
    assert engine.fired(fact) == set(rules)
    assert list(engine.fired_many([fact, {}])) == [set(rules), set()]


def test_no_facts_are_no_answers(engine: Engine) -> None:
    assert list(engine.fired_many([])) == []


facts = st.fixed_dictionaries(
    {},
    optional={
        "months": st.one_of(st.integers(58, 122), st.integers(-(2**63) + 1, 2**63 - 1), st.none()),
        "member": st.one_of(st.booleans(), st.none()),
        "意见": st.one_of(
            st.sampled_from(["同意", '不"同意\\', "同意 "]),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        ),
    },
)


@settings(max_examples=200)
@given(st.lists(facts, max_size=8))
def test_single_and_batch_agree_with_what_the_rules_mean(engine: Engine, many: list[dict[str, Any]]) -> None:
    expected = [plain(RULES, fact) for fact in many]
    assert [engine.fired(fact) for fact in many] == expected
    assert list(engine.fired_many(many)) == expected


def test_more_than_a_batch_keeps_its_order(engine: Engine) -> None:
    many = [{"months": number, "member": bool(number % 2)} for number in range(1100)]
    assert list(engine.fired_many(many)) == [plain(RULES, fact) for fact in many]


def test_a_batch_that_ends_early_is_done_again_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(RULES)
    real = fence.durable

    class DropsTheEnd:
        error = real.error

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        def assert_facts(self, handle: int, messages: str) -> Any:
            return real.assert_facts(handle, messages.rsplit(', {"id"', 2)[0] + "]")

    monkeypatch.setattr(fence, "durable", DropsTheEnd())
    many = [{"months": number} for number in (119, 120, 121)]
    assert list(engine.fired_many(many)) == [plain(RULES, fact) for fact in many]


def test_a_failure_of_the_engine_is_told_and_leaves_it_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(RULES)
    real = fence.durable

    class Fails:
        error = real.error

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        def assert_fact(self, handle: int, message: str) -> Any:
            raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(fence, "durable", Fails())
        with pytest.raises(EngineFault):
            engine.fired({"months": 120})
    assert engine.fired({"months": 120}) == {"enough"}


def test_eight_threads_get_each_its_own_answer(engine: Engine) -> None:
    wrong: list[int] = []

    def work(seed: int) -> None:
        for number in range(seed, seed + 400):
            fact = {"months": number % 240, "member": bool(number % 3)}
            if engine.fired(fact) != plain(RULES, fact):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_children_forked_under_load_answer_rightly(engine: Engine) -> None:
    stop = threading.Event()

    def load() -> None:
        while not stop.is_set():
            engine.fired({"months": 120})

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        codes = [_forked(engine) for _ in range(10)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert codes == [0] * 10


def _forked(engine: Engine) -> int:
    child = os.fork()
    if child == 0:
        right = all(engine.fired({"months": n}) == plain(RULES, {"months": n}) for n in range(60, 180))
        os._exit(0 if right else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_rules_are_tried_in_a_process_of_their_own() -> None:
    probe([RULES, {"other": (Comparison("a", "==", "甲"),)}])
    with pytest.raises(BadRules):
        probe([{"bad": (Comparison("a", "$div", 0),)}])  # type: ignore[arg-type]
