"""Reads a scan or a document of an application that the principal may see."""

from collections.abc import Iterator
from uuid import UUID

from intake_service import repository, views
from intake_service.intake import Intake
from intake_service.models import Document, Material, StoredFile
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal


def material_content(
    intake: Intake, principal: Principal, application_id: UUID, material_id: UUID
) -> tuple[StoredFile, Iterator[bytes]]:
    """The scan of a material, replaced ones included."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id)
        material = session.get(Material, material_id)
        if (
            material is None
            or material.application_id != row.id
            or material.file_id is None
            or not views.may_see_material(principal, material)
        ):
            raise Refusal(404, "content_not_found", "这份材料没有扫描件，请核对材料编号。")
        file = session.get_one(StoredFile, material.file_id)
    return file, intake.materials.open(file.object_key)


def document_content(
    intake: Intake, principal: Principal, application_id: UUID, document_id: UUID
) -> tuple[Document, Iterator[bytes]]:
    """A document as docgen stored it."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id)
        for document in views.visible_documents(session, principal, row):
            if document.id == document_id:
                break
        else:
            raise Refusal(404, "document_not_found", "该申报没有这份文书，或它尚未发出。")
    return document, intake.documents.open(document.object_key)
