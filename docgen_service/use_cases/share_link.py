"""Shares one file by an expiring link (限时下载链接): whoever holds it needs no key, for minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from docgen_service.bundle import file_name
from docgen_service.docgen import Docgen
from docgen_service.domain import State
from docgen_service.links import Link, until
from docgen_service.models import Document, Job
from docgen_service.use_cases.read_documents import find_document, title_of
from docgen_service.use_cases.read_jobs import find_job, open_result_of, result_of
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal

_ENDINGS = {"zip": "zip", "pack": "docx", "pdf": "pdf"}


@dataclass(frozen=True)
class Shared:
    """A file on its way out; `name` has no person in it."""

    name: str
    content_type: str
    size: int
    sha256: str
    chunks: Iterator[bytes]


def link_to_document(
    docgen: Docgen, principal: Principal, document_id: UUID, minutes: int
) -> tuple[str, Link]:
    """A token for a document as it stands now; a newer version needs a new link."""
    row = find_document(docgen, principal, document_id)
    return _made(docgen, "document", row.id, "docx", row.sha256, minutes)


def link_to_result(
    docgen: Docgen, principal: Principal, job_id: UUID, output: str, minutes: int
) -> tuple[str, Link]:
    """A token for a result of a job."""
    job = find_job(docgen, principal, job_id)
    return _made(docgen, "job", job.id, output, result_of(docgen, job, output)["sha256"], minutes)


def follow_link(docgen: Docgen, token: str) -> Shared:
    """The file behind a token; refused when it expired, or when the file is no longer that one."""
    link = docgen.links.read(token, docgen.clock())
    with transaction(docgen.engine) as session:
        if link.of == "job":
            return _result(docgen, session.get(Job, link.id), link)
        return _document(docgen, session.get(Document, link.id), link)


def _document(docgen: Docgen, row: Document | None, link: Link) -> Shared:
    if row is None or not row.sha256.startswith(link.sha256) or row.state == State.VOID:
        raise _gone()
    name = file_name(1, 1, title_of(docgen, row), row.number).partition("_")[2]
    return Shared(name, row.content_type, row.size, row.sha256, docgen.documents.open(row.object_key))


def _result(docgen: Docgen, job: Job | None, link: Link) -> Shared:
    if job is None or not result_of(docgen, job, link.what)["sha256"].startswith(link.sha256):
        raise _gone()
    result, chunks = open_result_of(docgen, job, link.what)
    return Shared(
        result_name(job, link.what), result["content_type"], result["size"], result["sha256"], chunks
    )


def result_name(job: Job, output: str) -> str:
    """What a result is called when it is saved."""
    return f"批量任务{str(job.id)[-6:]}.{_ENDINGS[output]}"


def _made(
    docgen: Docgen, of: Literal["document", "job"], id_: UUID, what: str, sha256: str, minutes: int
) -> tuple[str, Link]:
    link = Link(of, id_, what, sha256, until(docgen.clock(), minutes))
    return docgen.links.token(link), link


def _gone() -> Refusal:
    return Refusal(410, "link_outdated", "这份文件已更新或作废，原链接不再有效，请重新获取。")
