"""The tasks of the queue `rules`."""

from typing import Any

from rules_service.bootstrap import for_tasks
from rules_service.use_cases.answer_check import answer_check
from shared.contracts.messages import CheckRequested


def check(message: dict[str, Any]) -> None:
    """CheckRequested of intake."""
    answer_check(for_tasks(), CheckRequested.model_validate(message))
