"""Download links (限时下载链接): open to whoever holds one, until it expires."""

from html import escape

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag

from docgen_service.api.job_schemas import LinkOut, LinkPath, NewLink
from docgen_service.api.parsing import docgen, given
from docgen_service.api.schemas import DocumentPath
from docgen_service.use_cases.share_link import follow_link, link_to_document
from shared.problems import Refusal
from shared.web import FILE, principal, public, requires
from shared.web.described import problem

api = APIBlueprint("links", __name__, url_prefix="/v1", abp_tags=[Tag(name="下载链接")])
CLERKS = ("county_union", "office")
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>无法下载</title>
<body style="font:16px/1.8 sans-serif;max-width:36em;margin:4em auto;padding:0 1em">
<h1 style="font-size:1.3em">无法下载</h1><p>{message}</p></body></html>"""


@api.post("/documents/<uuid:document_id>/link", summary="文书的下载链接", responses={201: LinkOut})
@requires(*CLERKS)
def create(path: DocumentPath, body: NewLink) -> tuple[Response, int]:
    """几分钟内有效，不需要密钥；文书更新或作废后原链接失效。"""
    token, made = link_to_document(docgen(), principal(), path.document_id, body.minutes)
    return jsonify(LinkOut(path=f"/v1/links/{token}", expires_at=made.expires_at)), 201


@api.get("/links/<token>", summary="按链接下载", responses={200: FILE, 410: problem("410")})
@public
def follow(path: LinkPath) -> Response:
    """文件本身；链接过期为410，浏览器打开时显示说明页。"""
    try:
        return given(follow_link(docgen(), path.token))
    except Refusal as refusal:
        if request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html":
            page = _PAGE.format(message=escape(refusal.message))
            return Response(page, refusal.status, content_type="text/html; charset=utf-8")
        raise
