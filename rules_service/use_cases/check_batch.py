"""Checks many applicants, one a line (批量条件审核): whatever is wrong with a line concerns that line alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import IO

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from rules_service.program import Program
from rules_service.service import Rules
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.find_editions import edition_for
from rules_service.year import Year
from shared.contracts.batch import BatchCommon, BatchHead, BatchLine, BatchSummary, BriefVerdict, Detail
from shared.contracts.verdict import Outcome, Verdict
from shared.database import uuid7
from shared.logging import failure, get_logger
from shared.problems import Refusal
from shared.validation import field_errors

LINE_BYTES = 256 * 1024
"""The longest line; a longer one is refused and passed over, without being kept."""

_EVERY, _NAME = 100, 200
_log = get_logger("rules")
Line = bytes | None
"""None: longer than allowed."""


def check_batch(
    rules: Rules,
    source: IO[bytes],
    common: BatchCommon,
    detail: Detail,
    today: date,
    alive: Callable[[], None] = lambda: None,
) -> Iterator[bytes]:
    """The answers, line by line; raises a Refusal before the first of them where what all lines share is wrong.

    `common` is used where the first line does not say it; `alive` is called again and again while it works.
    """
    lines = bounded_lines(source)
    first = next(lines, b"")
    head = _head(first)
    if head:
        common = common.model_copy(update=head.model_dump(exclude_none=True) | {"overlay": head.overlay})
    as_of = common.as_of or today
    program = edition_for(rules.regulations, common.edition, as_of).conditions
    year = program.year(common.overlay)
    rest = lines if head else _again(first, lines)
    return _answers(rules, program, year, rest, as_of, detail, alive)


def bounded_lines(source: IO[bytes]) -> Iterator[Line]:
    """The lines that are not blank, none of them longer than allowed."""
    while line := source.readline(LINE_BYTES + 1):
        if len(line) > LINE_BYTES and not line.endswith(b"\n"):
            while (more := source.readline(LINE_BYTES)) and not more.endswith(b"\n"):
                pass
            yield None
        elif line.strip():
            yield line


def _again(first: Line, lines: Iterator[Line]) -> Iterator[Line]:
    if first != b"":
        yield first
    yield from lines


def _head(line: Line) -> BatchCommon | None:
    if line is None or not line.lstrip()[:12].replace(b" ", b"").startswith(b'{"common"'):
        return None
    try:
        return BatchHead.model_validate_json(line).common
    except ValidationError as error:
        message = "第一行的共用内容不符合要求，请按errors修改后重新提交。"
        raise Refusal(422, "invalid_common", message, field_errors(error)) from None


def _answers(
    rules: Rules, program: Program, year: Year, lines: Iterator[Line], as_of: date, detail: Detail,
    alive: Callable[[], None],
) -> Iterator[bytes]:  # fmt: skip
    number = answered = 0
    for number, line in enumerate(lines, 1):
        name, answer = _answer(rules, program, year, line, as_of, detail)
        answered += isinstance(answer, Verdict | BriefVerdict)
        yield _written(number, name, answer)
        if number % _EVERY == 0:
            alive()
    summary = BatchSummary(lines=number, answered=answered, refused=number - answered)
    yield b'{"summary":%b}\n' % summary.model_dump_json().encode()


def _answer(
    rules: Rules, program: Program, year: Year, line: Line, as_of: date, detail: Detail
) -> tuple[str | None, Verdict | BriefVerdict | Refusal]:
    name = None
    try:
        read = _read(line)
        name = read.id
        found = check_eligibility(program, read.facts, read.as_of or as_of, rules.clock(), year)
        return name, found if detail == "full" else brief(found)
    except Refusal as error:
        return name or _name_of(line), error
    except Exception as error:
        _log.error("a line of a batch failed", error=failure(error))
        message = "系统内部出错，请稍后重试；仍不行时请把trace_id告知运维人员。"
        return name, Refusal(500, "internal_error", message)


def _read(line: Line) -> BatchLine:
    if line is None:
        message = f"这一行超过{LINE_BYTES // 1024}KB，请缩减后重新提交。"
        raise Refusal(413, "line_too_long", message)
    try:
        return BatchLine.model_validate_json(line)
    except ValidationError as error:
        errors = field_errors(error)
    if [item.code for item in errors] == ["json_invalid"]:
        raise Refusal(400, "malformed_json", "这一行不是有效的JSON，请核对括号、引号和逗号。")
    raise Refusal(422, "invalid_request", "这一行有内容不符合要求，请按errors逐项修改后重新提交。", errors)


def _name_of(line: Line) -> str | None:
    """The caller's own id of a line that is refused, where it can be read."""
    try:
        found = from_json(line or b"")
    except ValueError:
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and len(name) <= _NAME else None


def _written(number: int, name: str | None, answer: Verdict | BriefVerdict | Refusal) -> bytes:
    key, text = (
        ("problem", to_json(answer.as_problem(str(uuid7()))))
        if isinstance(answer, Refusal)
        else ("verdict", answer.model_dump_json().encode())
    )
    return b'{"line":%d,"id":%b,"%b":%b}\n' % (number, to_json(name), key.encode(), text)


def brief(found: Verdict) -> BriefVerdict:
    """A verdict without its words and facts."""
    nodes = [*found.conditions, found.items]
    outcomes: dict[str, Outcome] = {}
    while nodes:
        node = nodes.pop(0)
        outcomes[node.id] = node.outcome
        nodes[:0] = node.parts
    return BriefVerdict(
        verdict=found.verdict, headline=found.headline, outcomes=outcomes,
        decisive=tuple(ask.fact for ask in found.asks if ask.decisive),
        same_under_all=found.readings.same_under_all, receipt=found.receipt,
    )  # fmt: skip
