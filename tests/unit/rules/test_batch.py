"""Many applicants as NDJSON: in order, one answer a line, whatever is wrong with one of them."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules_service.compiled import Regulations
from rules_service.service import Rules
from rules_service.use_cases.check_batch import LINE_BYTES, bounded_lines, check_batch
from rules_service.use_cases.check_eligibility import check_eligibility
from shared.contracts.batch import BatchCommon
from shared.contracts.facts import Facts
from shared.problems import Refusal
from shared.regulation.library import Library

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
TODAY = date(2026, 7, 1)
REGULATIONS = Regulations(Library(), "guilin_artisan_2025", try_first=False)


def unused(*_: Any) -> Any:
    raise AssertionError


class NoExchange:
    seal = unused
    open = unused


RULES = Rules(REGULATIONS, NoExchange(), unused, lambda: NOW)
GOOD = {"id": "甲-1", "facts": {"union_member": True, "trade": "钳工"}}


def ask(*lines: Any, detail: Any = "full", common: BatchCommon | None = None, **more: Any) -> list[Any]:
    text = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()) + b"\n"
        for line in lines
    )
    found = check_batch(RULES, io.BytesIO(text), common or BatchCommon(), detail, TODAY, **more)
    return [json.loads(line) for line in found]


def test_a_line_is_answered_as_the_single_check_answers() -> None:
    found, summary = ask(GOOD)
    facts = Facts.model_validate(GOOD["facts"])
    single = check_eligibility(REGULATIONS.get().conditions, facts, TODAY, NOW)
    assert found == {"line": 1, "id": "甲-1", "verdict": single.model_dump(mode="json")}
    assert summary == {"summary": {"lines": 1, "answered": 1, "refused": 0}}


@pytest.mark.parametrize(
    ("bad", "code", "name"),
    [
        (b"nonsense", "malformed_json", None),
        (b"\xff\xfe", "malformed_json", None),
        (b"[]", "invalid_request", None),
        (b'{"id": "x"}', "invalid_request", "x"),
        (b'{"id": "x", "facts": {"union_member": "yes"}}', "invalid_request", "x"),
        (b'{"id": "x", "facts": {"findings": {"S9": {"value": true, "by": "county_union", "basis": "y"}}}}',
         "facts_unfit", "x"),
        (b'{"id": "x", "as_of": "2025-01-01", "facts": {}}', "facts_unfit", "x"),
        (b'{"facts": {"attributes": ' + b"[" * 60_000 + b"]" * 60_000 + b"}}", "malformed_json", None),
        (b'{"facts": {"trade": "' + b"x" * LINE_BYTES + b'"}}', "line_too_long", None),
    ],
)  # fmt: skip
def test_a_bad_line_spoils_no_other(bad: bytes, code: str, name: str | None) -> None:
    first, second, third, summary = ask(GOOD, bad, GOOD)
    assert first["verdict"] == third["verdict"]
    assert (second["line"], second["id"], second["problem"]["code"]) == (2, name, code)
    assert third["line"] == 3
    assert summary == {"summary": {"lines": 3, "answered": 2, "refused": 1}}


def test_a_failure_of_ours_concerns_its_line_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    program = REGULATIONS.get().conditions
    real = program.explain
    calls = iter(range(9))

    def fails_once(*given: Any) -> Any:
        if next(calls) == 1:
            raise RuntimeError("boom")
        return real(*given)

    monkeypatch.setattr(program, "explain", fails_once)
    found = ask(GOOD, GOOD, GOOD)
    assert ["verdict" in line for line in found[:3]] == [True, False, True]
    assert found[1]["problem"]["code"] == "internal_error"
    assert "boom" not in json.dumps(found)


def test_the_first_line_says_what_all_share_and_a_line_may_have_its_own_day() -> None:
    common = {"common": {"as_of": "2026-06-30", "overlay": {"readings": {"tenure_counting": "continuous"}}}}
    shared, own, _ = ask(common, GOOD, GOOD | {"as_of": "2026-05-31"})
    assert shared["line"] == 1
    assert shared["verdict"]["readings"]["chosen"]["tenure_counting"] == "continuous"
    first, second = shared["verdict"]["receipt"], own["verdict"]["receipt"]
    assert first["overlay_sha256"] == second["overlay_sha256"] is not None
    assert first["facts_sha256"] != second["facts_sha256"]


def test_what_the_first_line_does_not_say_is_as_the_request_says() -> None:
    overlay = {"readings": {"tenure_counting": "continuous"}}
    asked = BatchCommon(as_of=date(2026, 5, 31))
    found = ask({"common": {"overlay": overlay}}, GOOD, common=asked)[0]["verdict"]
    alone = ask({"common": {"overlay": overlay, "as_of": "2026-05-31"}}, GOOD)[0]["verdict"]
    assert found == alone


@pytest.mark.parametrize(
    ("common", "code"),
    [
        ({"common": {"edition": 5}}, "invalid_common"),
        ({"common": {"edition": "no_such"}}, "unknown_edition"),
        ({"common": {"overlay": {"readings": {"x": "y"}}}}, "readings_unfit"),
    ],
)
def test_what_all_lines_share_is_refused_as_a_whole(common: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(common, GOOD)
    assert refused.value.code == code


def test_blank_lines_and_a_missing_last_line_break_do_not_matter() -> None:
    text = b"\n  \n" + json.dumps(GOOD).encode() + b"\r\n\n" + json.dumps(GOOD).encode()
    found = [json.loads(x) for x in check_batch(RULES, io.BytesIO(text), BatchCommon(), "brief", TODAY)]
    assert [line.get("line") for line in found] == [1, 2, None]
    assert ask() == [{"summary": {"lines": 0, "answered": 0, "refused": 0}}]


def test_the_brief_form_has_every_outcome_and_what_would_decide_it() -> None:
    whole, short = ask(GOOD)[0]["verdict"], ask(GOOD, detail="brief")[0]["verdict"]
    assert (short["verdict"], short["headline"], short["receipt"]) == (
        whole["verdict"], whole["headline"], whole["receipt"],
    )  # fmt: skip
    assert set(short["outcomes"]) == {node.id for node in REGULATIONS.get().edition.conditions.nodes()}
    assert short["decisive"] == [item["fact"] for item in whole["asks"] if item["decisive"]]


def test_it_says_that_it_is_alive() -> None:
    calls: list[int] = []
    alive: Callable[[], None] = lambda: calls.append(1)  # noqa: E731
    ask(*[GOOD] * 250, detail="brief", alive=alive)
    assert len(calls) == 2


def test_a_long_line_is_passed_over_in_pieces() -> None:
    class Counting(io.BytesIO):
        largest = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            found = super().readline(size)
            self.largest = max(self.largest, len(found))
            return found

    source = Counting(b"x" * (20 * LINE_BYTES) + b"\n" + b"{}\n")
    assert list(bounded_lines(source)) == [None, b"{}\n"]
    assert source.largest <= LINE_BYTES + 1
