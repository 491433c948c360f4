"""The tasks of the queue `docgen`."""

from typing import Any

from docgen_service.bootstrap import for_tasks
from docgen_service.use_cases.answer_request import answer_request
from shared.contracts.messages import DocumentsRequested


def render(message: dict[str, Any]) -> None:
    """DocumentsRequested of intake."""
    desk = for_tasks()
    answer_request(desk.docgen, desk.send, DocumentsRequested.model_validate(message))
