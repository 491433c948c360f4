"""The tasks of the queue `intake`: answers of rules and docgen, and callbacks."""

from typing import Any

from intake_service.bootstrap import for_tasks
from intake_service.use_cases.deliver_callback import deliver_callback
from intake_service.use_cases.file_documents import file_documents
from intake_service.use_cases.handle_failures import note_refusal
from intake_service.use_cases.record_verdict import record_verdict
from shared.contracts.messages import ApplicationChecked, DocumentsRendered, RequestRefused


def checked(message: dict[str, Any]) -> None:
    """ApplicationChecked of rules."""
    record_verdict(for_tasks()[0], ApplicationChecked.model_validate(message))


def rendered(message: dict[str, Any]) -> None:
    """DocumentsRendered of docgen."""
    file_documents(for_tasks()[0], DocumentsRendered.model_validate(message))


def refused(message: dict[str, Any]) -> None:
    """RequestRefused of either."""
    note_refusal(for_tasks()[0], RequestRefused.model_validate(message))


def callback(message: dict[str, Any]) -> None:
    """A callback (回调) to a posting system."""
    intake, client = for_tasks()
    deliver_callback(intake, message, client)
