"""Answers a CheckRequested of intake: with ApplicationChecked, or RequestRefused where it is at fault."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from rules_service.service import Rules
from rules_service.use_cases.check_application import check_application
from shared.contracts.messages import ApplicationChecked, CheckRequested, RequestRefused
from shared.contracts.verdict import CheckInput, CheckResult
from shared.database import uuid7
from shared.logging import get_logger
from shared.problems import Refusal
from shared.storage import SealedObjectMissing
from shared.validation import field_errors

_log = get_logger("rules")


def answer_check(rules: Rules, request: CheckRequested) -> None:
    """Checks, and enqueues the answer as its last act; a repeat gives the same answer once more.

    A request whose sealed facts are gone has been answered before: intake deletes them with the answer. If they
    were lost, no answer goes out either, and intake's outbox gives up in the office's sight.
    """
    try:
        sealed = rules.exchange.open(request.sealed)
    except SealedObjectMissing:
        _log.warning("sealed facts are gone", in_reply_to=str(request.message_id))
        return
    try:
        result = _check(rules, request, sealed)
    except ValidationError as error:
        _refuse(
            rules, request, "facts_invalid", "; ".join(f"{e.field}: {e.code}" for e in field_errors(error))
        )
    except Refusal as error:
        detail = "; ".join(f"{e.field}: {e.code}" for e in error.errors) or error.message
        _refuse(rules, request, error.code, detail)
    else:
        _answer(rules, request, result)


def _check(rules: Rules, request: CheckRequested, sealed: dict[str, Any]) -> CheckResult:
    given = CheckInput.model_validate(sealed)
    compiled = rules.regulations.get(request.edition)
    return check_application(compiled, given, request.stage, request.as_of, rules.clock())


def _answer(rules: Rules, request: CheckRequested, result: CheckResult) -> None:
    answer_id = uuid7()
    sealed = rules.exchange.seal(answer_id, result.model_dump(mode="json"))
    answer = ApplicationChecked(**_envelope(request, answer_id), sealed=sealed)
    rules.send("intake.checked.v1", answer.model_dump(mode="json"))


def _refuse(rules: Rules, request: CheckRequested, code: str, detail: str) -> None:
    refused = RequestRefused(**_envelope(request, uuid7()), code=code, detail=detail)
    rules.send("intake.refused.v1", refused.model_dump(mode="json"))


def _envelope(request: CheckRequested, answer_id: UUID) -> dict[str, Any]:
    common = request.model_dump(include={"trace_id", "application_id", "version", "edition"})
    return common | {"message_id": answer_id, "in_reply_to": request.message_id}
