"""Docgen on real servers, and what intake would send it."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from urllib3 import Timeout
from werkzeug.test import TestResponse

from docgen_service import bootstrap
from docgen_service.docgen import Docgen
from docgen_service.models import DocgenBase, PdfFile
from docgen_service.settings import DocgenSettings
from docgen_service.use_cases.answer_request import answer_request
from docgen_service.use_cases.work_on_job import work_on_job
from shared.contracts.documents import DOCUMENT_KINDS
from shared.contracts.documents.fields import DocumentModel
from shared.contracts.messages import DocumentRequest, DocumentsRequested
from shared.database import transaction, uuid7
from shared.storage import ObjectStore
from shared.storage.objects import _client
from tests.support.papers import EDITION
from tests.support.stack import Stack

NOW = datetime(2026, 5, 8, 23, 30, tzinfo=UTC)  # the 9th in Beijing
COUNTY, OTHER_COUNTY = "450302", "450328"
Call = Callable[..., TestResponse]
Action = Literal["draft", "issue", "void"]


@dataclass
class Desk:
    """Docgen, and the answers that it sent."""

    docgen: Docgen
    settings: DocgenSettings
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def send(self, task: str, message: dict[str, Any]) -> None:
        self.answers.append((task, message))

    def ask(self, message: DocumentsRequested) -> dict[str, Any]:
        """Sends a message and returns the answer."""
        answer_request(self.docgen, self.send, message)
        return self.answers[-1][1]

    def work(self, job_id: str, docgen: Docgen | None = None) -> None:
        """Works on a job, turn after turn, until it asks for no other."""
        turns = ["docgen.job.v1"]
        while turns:
            work_on_job(docgen or self.docgen, lambda task, *_, **__: turns.append(task), UUID(job_id))
            turns.pop(0)

    def objects(self, bucket: str) -> list[str]:
        """The keys of a bucket."""
        client = _client(self.settings, Timeout(10), 1)
        name = f"{self.settings.bucket_prefix}-{bucket}"
        return [str(found.object_name) for found in client.list_objects(name, recursive=True)]

    def rows(self, model: type[DocgenBase]) -> list[Any]:
        with transaction(self.docgen.engine) as session:
            return list(session.query(model).order_by(*model.__table__.primary_key))

    def pdfs(self) -> list[PdfFile]:
        with transaction(self.docgen.engine) as session:
            return list(session.query(PdfFile).order_by(PdfFile.document_id, PdfFile.revision))

    def file(self, document: dict[str, Any]) -> bytes:
        """The stored file of an answered document."""
        content = self.docgen.documents.read(document["object_key"])
        assert hashlib.sha256(content).hexdigest() == document["sha256"]
        return content

    def put_photo(self, content: bytes, key: str = "photos/1") -> str:
        return self.docgen.materials.put(key, io.BytesIO(content), len(content), "image/jpeg").sha256

    def message(
        self, *wanted: tuple[UUID, Action, DocumentModel | None], reason: str | None = None,
        message_id: UUID | None = None, data: Callable[[dict[str, Any]], None] | None = None,
    ) -> DocumentsRequested:  # fmt: skip
        """What intake would send; `data` may spoil the sealed data."""
        message_id = message_id or uuid7()
        kinds = {model: kind for kind, model in DOCUMENT_KINDS.items()}
        sealed = {str(id): content.model_dump(mode="json") for id, _, content in wanted if content}
        if data:
            data(sealed)
        return DocumentsRequested(
            message_id=message_id, trace_id="trace-1234", application_id=uuid7(), version=1,
            edition=EDITION, receiving_organ="秀峰区总工会",
            documents=[
                DocumentRequest(
                    document_id=id, kind=kinds[type(content)] if content else "receipt_slip", action=action,
                    organ_code=COUNTY, year=2026, reason=reason,
                )
                for id, action, content in wanted
            ],
            sealed=self.docgen.exchange.seal(message_id, sealed),
        )  # fmt: skip


@contextmanager
def open_desk(stack: Stack) -> Iterator[Desk]:
    """Docgen on the servers of a test, with a fixed clock."""
    settings = stack.settings(DocgenSettings, "docgen")
    for bucket in ("documents", "materials", "exchange", "results"):
        ObjectStore(settings, bucket).ensure()
    docgen = bootstrap.build(settings, clock=lambda: NOW)
    try:
        yield Desk(docgen, settings)
    finally:
        docgen.office.close()
        docgen.engine.dispose()
