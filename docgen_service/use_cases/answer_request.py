"""Answers intake, as the last act: with the documents, or with a refusal that no attempt would change."""

from collections.abc import Callable

from docgen_service.docgen import Docgen
from docgen_service.use_cases.render_documents import render_documents
from shared.contracts.messages import DocumentsRequested, RequestRefused
from shared.database import uuid7
from shared.problems import Refusal

Send = Callable[[str, dict[str, object]], None]


def answer_request(docgen: Docgen, send: Send, message: DocumentsRequested) -> None:
    """Any other failure is raised: intake's outbox offers the message again."""
    try:
        rendered = render_documents(docgen, message)
    except Refusal as refusal:
        send("intake.refused.v1", _refused(message, refusal).model_dump(mode="json"))
        return
    send("intake.rendered.v1", rendered.model_dump(mode="json"))


def _refused(message: DocumentsRequested, refusal: Refusal) -> RequestRefused:
    fields = "；".join(f"{error.field}：{error.message}" for error in refusal.errors)
    return RequestRefused(
        message_id=uuid7(), in_reply_to=message.message_id, trace_id=message.trace_id,
        application_id=message.application_id, version=message.version, edition=message.edition,
        code=refusal.code, detail=f"{refusal.message}{fields}",
    )  # fmt: skip
