"""Opens a document as PDF (PDF版): made when it is first asked for, once for each revision."""

import hashlib
import io
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from docgen_service import repository
from docgen_service.docgen import Docgen
from docgen_service.models import Document, PdfFile
from docgen_service.pdf.inspection import Pdf
from docgen_service.use_cases.read_documents import find_document, title_of
from shared.auth import Principal
from shared.database import transaction

PDF = "application/pdf"


class DocumentAltered(Exception):
    """The stored Word file is not the one in the register."""


def open_pdf(
    docgen: Docgen, principal: Principal, document_id: UUID
) -> tuple[Document, PdfFile, str, Iterator[bytes]]:
    """The document, its PDF's entry, its title, and the PDF in chunks; a draft's PDF is a draft's."""
    row = find_document(docgen, principal, document_id)
    entry = _entry(docgen, row)
    return row, entry, title_of(docgen, row), docgen.documents.open(entry.object_key)


def pdf_of(docgen: Docgen, row: Document) -> Pdf:
    """The PDF of a document that the caller may read."""
    entry = _entry(docgen, row)
    return Pdf(docgen.documents.read(entry.object_key), entry.pages)


def _entry(docgen: Docgen, row: Document) -> PdfFile:
    return docgen.in_hand.run((row.id, row.revision), lambda: _known(docgen, row) or _made(docgen, row))


def _known(docgen: Docgen, row: Document) -> PdfFile | None:
    with transaction(docgen.engine) as session:
        return repository.pdf_file(session, row.id, row.revision)


def _made(docgen: Docgen, row: Document) -> PdfFile:
    """No transaction is open while LibreOffice works; of two processes that made it, the first one's is kept."""
    pdf = _converted(docgen, row)
    with transaction(docgen.engine) as session:
        known = repository.hold_pdf(session, row.id, row.revision)
        return known or _entered(docgen, session, row, pdf)


def _converted(docgen: Docgen, row: Document) -> Pdf:
    docx = docgen.documents.read(row.object_key)
    if hashlib.sha256(docx).hexdigest() != row.sha256:
        raise DocumentAltered
    return docgen.office.convert(docx)


def _entered(docgen: Docgen, session: Session, row: Document, pdf: Pdf) -> PdfFile:
    key = f"{row.id}/{row.revision}.pdf"
    docgen.documents.put(key, io.BytesIO(pdf.content), len(pdf.content), PDF)
    entry = PdfFile(
        document_id=row.id, revision=row.revision, object_key=key, sha256=pdf.sha256,
        size=len(pdf.content), pages=pdf.pages, made_at=docgen.clock(),
    )  # fmt: skip
    session.add(entry)
    return entry
