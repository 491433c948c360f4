"""The fence around the rule engine: the one module that imports `durable_rules_engine`.

The C matcher is fast and exact on what it is given here: flat facts of typed scalars under short names, in
one session, one at a time. Given anything else it crashes, hangs or coerces; so nothing else reaches it, and
no client's text ever names a field, a rule or a session.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from itertools import islice

import durable_rules_engine as durable

from rules_service.rulesets import (
    ORDERED,
    BadRules,
    Comparison,
    Rule,
    Scalar,
    checked,
    fields_of,
    refuse_collisions,
    sharded,
    types_of,
)

ENGINE = f"durable-rules {version('durable_rules')}"

_FACTS_PER_BATCH = 200
_SESSION = "1"
_KIND, _FACT, _SENTINEL = "k", 1, 2
# Strings are compared as they are escaped: rules and facts alike go through json.dumps, in ASCII.
_ACTION = re.compile(r'\{"(end|r\d+)":\{"m":\{"id": ?(\d+)[,}]')


class EngineFault(RuntimeError):
    """The engine failed on a fact that is in order."""


_lock = threading.Lock()
# No evaluation is under way while a process forks, so the child's copy of the engine is whole.
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class Engine:
    """Compiled rules; `fired` says which of them a fact fulfils. Safe to share between threads."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self.types = types_of(rules)
        self._shards = [_Shard(dict(part)) for part in sharded(rules)]

    def fired(self, fact: Mapping[str, Scalar | None]) -> frozenset[str]:
        """The rules that the fact fulfils; None is absent. Raises BadValue, or EngineFault."""
        clean = self._checked(fact)
        with _lock:
            return frozenset(name for shard in self._shards for name in shard.fired(clean))

    def fired_many(self, facts: Iterable[Mapping[str, Scalar | None]]) -> Iterator[frozenset[str]]:
        """As `fired`, for many facts in order; in memory for about 200 at a time."""
        stream = (self._checked(fact) for fact in facts)
        while batch := list(islice(stream, _FACTS_PER_BATCH)):
            with _lock:
                shards = [shard.fired_many(batch) for shard in self._shards]
            for names in zip(*shards, strict=True):
                yield frozenset().union(*names)

    def close(self) -> None:
        """Frees the engine's memory until the next evaluation."""
        with _lock:
            for shard in self._shards:
                shard.close()

    def _checked(self, fact: Mapping[str, Scalar | None]) -> dict[str, Scalar]:
        return {name: checked(name, value, self.types) for name, value in fact.items() if value is not None}


class _Shard:
    """One ruleset of the engine. Every call happens under the lock."""

    def __init__(self, rules: dict[str, Rule]) -> None:
        self._names = {f"r{index}": name for index, name in enumerate(rules)} | {"end": ""}
        self._fields = {name: f"f{i}" for i, name in enumerate(sorted(fields_of(rules)))}
        refuse_collisions(self._fields.values())
        self._definition = json.dumps(self._compiled(rules))
        self._handle: int | None = None
        with _lock:
            self._open()

    def fired(self, fact: Mapping[str, Scalar]) -> list[str]:
        return [name for _, name in self._fire("assert_fact", self._message(fact, 1))]

    def fired_many(self, facts: Sequence[Mapping[str, Scalar]]) -> list[set[str]]:
        found: list[set[str]] = [set() for _ in facts]
        messages = [self._message(fact, number) for number, fact in enumerate(facts, 1)]
        # One unreadable fact ends a batch in silence; the sentinel at its end tells.
        reached_end = False
        try:
            batch = f"[{', '.join([*messages, _sentinel(len(facts) + 1)])}]"
            for number, name in self._fire("assert_facts", batch):
                if number == len(facts) + 1:
                    reached_end = True
                else:
                    found[number - 1].add(name)
        except EngineFault:
            reached_end = False
        return found if reached_end else [set(self.fired(fact)) for fact in facts]

    def close(self) -> None:
        with suppress(durable.error):
            if self._handle is not None:
                durable.delete_ruleset(self._handle)
        self._handle = None

    def _open(self) -> None:
        self._handle = durable.create_ruleset("rules", self._definition)
        # A session that has never fired holds uninitialised pointers, which deleting it would free.
        if [name for _, name in self._run("assert_fact", _sentinel(1))] != [""]:
            raise EngineFault("a new ruleset did not answer")

    def _fire(self, call: str, messages: str) -> list[tuple[int, str]]:
        if self._handle is None:
            self._open()
        try:
            return self._run(call, messages)
        except BaseException as error:
            # What is left behind, by a job's time-out too, would be seen by the next one: begin anew then.
            self.close()
            if isinstance(error, (durable.error, MemoryError, ValueError)):
                raise EngineFault(type(error).__name__) from None
            raise

    def _run(self, call: str, messages: str) -> list[tuple[int, str]]:
        code, state = getattr(durable, call)(self._handle, messages)
        if code not in (0, 1):  # 1: nothing matched
            raise EngineFault(f"{call} answered {code}")
        found = self._actions(state)
        durable.delete_state(self._handle, _SESSION)
        return found

    def _actions(self, state: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        started = durable.start_action_for_state(self._handle, state)
        action = started[1] if started else None
        while action:
            read = _ACTION.match(action)
            if not read:
                raise EngineFault("an action without its fact")
            rule, number = read.groups()
            found.append((int(number), self._names[rule]))
            action = durable.complete_and_start_action(self._handle, state)
        return found

    def _message(self, fact: Mapping[str, Scalar], number: int) -> str:
        # Literals of our own making: this is the engine's hottest path, and json.dumps was a tenth of it.
        known = self._fields
        parts = [f'"{known[name]}":{_literal(value)}' for name, value in fact.items() if name in known]
        return (
            f'{{"id":{number},"sid":"{_SESSION}","{_KIND}":{_FACT}{"".join([f",{part}" for part in parts])}}}'
        )

    def _compiled(self, rules: dict[str, Rule]) -> dict[str, object]:
        # The positive test on the kind comes first: without it a rule might match the engine's own state.
        compiled: dict[str, object] = {
            f"r{index}": _all([{_KIND: _FACT}, *(self._test(item) for item in rule)])
            for index, rule in enumerate(rules.values())
        }
        return compiled | {"end": _all([{_KIND: _SENTINEL}, {_KIND: _SENTINEL}])}

    def _test(self, item: Comparison) -> dict[str, object]:
        equality: dict[str, object] = {self._fields[item.field]: item.value}
        return equality if item.operator == "==" else {ORDERED[item.operator]: equality}


def probe(rulesets: Iterable[Mapping[str, Rule]]) -> None:
    """Loads sets of rules in a throw-away process first; BadRules if that does not end well."""
    plain = [
        {name: [[i.field, i.operator, i.value] for i in rule] for name, rule in rules.items()}
        for rules in rulesets
    ]
    try:
        subprocess.run(
            [sys.executable, "-m", "rules_service.engine"], input=json.dumps(plain).encode(),
            check=True, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise BadRules("the engine cannot load these rules") from None


def _literal(value: Scalar) -> str:
    if value is True:
        return "true"
    if value is False:
        return "false"
    return str(value) if isinstance(value, int) else json.dumps(value)


def _sentinel(number: int) -> str:
    return json.dumps({"id": number, "sid": _SESSION, _KIND: _SENTINEL})


def _all(tests: list[dict[str, object]]) -> dict[str, object]:
    return {"all": [{"m": {"$and": tests}}]}


def _main() -> None:
    for plain in json.load(sys.stdin):
        Engine({name: tuple(Comparison(*item) for item in rule) for name, rule in plain.items()}).close()


if __name__ == "__main__":
    _main()
