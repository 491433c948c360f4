"""Documents (文书) of an application."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from intake_service import repository, views
from intake_service.api.applications import READERS
from intake_service.api.inputs import ApplicationPath, DocumentPath
from intake_service.api.materials import download
from intake_service.api.outputs import DocumentsOut
from intake_service.api.parsing import intake
from intake_service.use_cases.read_files import document_content
from shared.database import transaction
from shared.web import FILE, principal, requires

api = APIBlueprint(
    "documents",
    __name__,
    url_prefix="/v1/applications/<uuid:application_id>/documents",
    abp_tags=[Tag(name="文书")],
)


@api.get("", summary="文书清单", responses={200: DocumentsOut})
@requires(*READERS)
def index(path: ApplicationPath) -> Response:
    """申报方看到已发出的文书和待签名的申请表；县（市、区）总工会还看到草稿。"""
    with transaction(intake().engine) as session:
        row = repository.application(session, principal(), path.application_id)
        found = views.visible_documents(session, principal(), row)
        return jsonify([views.document(item) for item in found])


@api.get("/<uuid:document_id>/content", summary="下载文书", responses={200: FILE})
@requires(*READERS)
def content(path: DocumentPath) -> Response:
    """Word文件。"""
    document, chunks = document_content(intake(), principal(), path.application_id, path.document_id)
    return download(chunks, document.content_type, document.size)
