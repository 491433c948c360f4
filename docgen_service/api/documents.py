"""Documents (文书): draft, issue, void, list, download."""

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from docgen_service.api.parsing import File, docgen, download
from docgen_service.api.schemas import (
    ContentQuery,
    DocumentOut,
    DocumentPath,
    IssueDocument,
    KindsOut,
    KindsQuery,
    ListQuery,
    NewDocument,
    PageOut,
    VoidDocument,
)
from docgen_service.models import Document
from docgen_service.use_cases.create_document import Wanted, create_document
from docgen_service.use_cases.issue_document import issue_document
from docgen_service.use_cases.open_pdf import PDF, open_pdf
from docgen_service.use_cases.read_documents import find_document, kinds, list_documents, open_document
from docgen_service.use_cases.void_document import void_document
from shared.web import FILE, IdempotencyHeader, idempotency_key, principal, requires

api = APIBlueprint("documents", __name__, url_prefix="/v1", abp_tags=[Tag(name="文书")])
CLERKS = ("county_union", "office")


@api.get("/kinds", summary="文书种类", responses={200: KindsOut})
@requires(*CLERKS)
def kinds_(query: KindsQuery) -> Response:
    """一个版本的全部文书和各自的数据栏目；栏目的空白写作{"blank": "none"|"not_applicable"|"by_hand"}。"""
    return jsonify({"edition": query.edition, "kinds": kinds(docgen(), query.edition)})


@api.post("/documents", summary="拟稿", responses={201: DocumentOut, 200: DocumentOut})
@requires(*CLERKS)
def create(header: IdempotencyHeader, body: NewDocument) -> tuple[Response, int]:
    """须带请求头Idempotency-Key；同一值重发返回原文书（200）。"""
    row, new = create_document(docgen(), principal(), idempotency_key(), Wanted(**body.model_dump()))
    return _shown(row, 201 if new else 200)


@api.get("/documents", summary="文书清单", responses={200: PageOut})
@requires(*CLERKS)
def index(query: ListQuery) -> Response:
    """办公室看全部，县（市、区）总工会看本级的；新的在前，以next翻页。"""
    wanted = query.model_dump(exclude={"cursor", "limit"})
    rows, following = list_documents(docgen(), principal(), wanted, query.cursor, query.limit)
    return jsonify({"documents": [_out(row) for row in rows], "next": following})


@api.get("/documents/<uuid:document_id>", summary="一份文书", responses={200: DocumentOut})
@requires(*CLERKS)
def show(path: DocumentPath) -> tuple[Response, int]:
    """状态、编号、各项摘要。"""
    return _shown(find_document(docgen(), principal(), path.document_id))


@api.get("/documents/<uuid:document_id>/content", summary="下载", responses={200: FILE})
@requires(*CLERKS)
def content(path: DocumentPath, query: ContentQuery) -> Response:
    """Word文件，或PDF（format=pdf，首次下载时转换）。等候转换的过多时答429，没有装LibreOffice时答501。"""
    if query.format == "pdf":
        row, entry, title, chunks = open_pdf(docgen(), principal(), path.document_id)
        return download(row, title, File("pdf", PDF, entry.size, entry.sha256, chunks))
    row, title, chunks = open_document(docgen(), principal(), path.document_id)
    return download(row, title, File("docx", row.content_type, row.size, row.sha256, chunks))


@api.post("/documents/<uuid:document_id>/issue", summary="签发", responses={200: DocumentOut})
@requires(*CLERKS)
def issue(path: DocumentPath, body: IssueDocument) -> tuple[Response, int]:
    """取编号并重新印制；属于申报的文书在申报服务中签发。"""
    return _shown(issue_document(docgen(), principal(), path.document_id, body.data, body.number))


@api.post("/documents/<uuid:document_id>/void", summary="作废", responses={200: DocumentOut})
@requires(*CLERKS)
def void(path: DocumentPath, body: VoidDocument) -> tuple[Response, int]:
    """编号留在登记簿中，不再使用。"""
    return _shown(void_document(docgen(), principal(), path.document_id, body.reason))


def _shown(row: Document, status: int = 200) -> tuple[Response, int]:
    return jsonify(_out(row)), status


def _out(row: Document) -> DocumentOut:
    return DocumentOut.of(row, pdf=docgen().office.installed)
