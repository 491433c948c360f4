"""Many applicants in one request, as NDJSON in and out; nothing is stored."""

import shutil
import tempfile
from collections.abc import Callable
from typing import IO

from flask import Response, current_app, request
from flask_openapi3 import APIBlueprint, Tag

from rules_service.api.context import CALLERS, service, today
from rules_service.api.schemas import BatchQuery
from rules_service.use_cases.check_batch import check_batch
from shared.contracts.batch import BatchCommon
from shared.web import requires

api = APIBlueprint("batch", __name__, url_prefix="/v1", abp_tags=[Tag(name="审核")])

NDJSON = "application/x-ndjson"
BATCH_BYTES = 1024 * 1024 * 1024
"""The whole of a request: about 100,000 applicants with all their lists."""

_EXAMPLE = (
    '{"common":{"as_of":"2026-06-30"}}\n{"id":"hr-0001","facts":{"union_member":true}}\n'
    '{"id":"hr-0002","facts":{"union_member":false}}\n'
)
_TEXT = {NDJSON: {"schema": {"type": "string"}, "example": _EXAMPLE}}


@api.post(
    "/eligibility/batch",
    summary="批量条件审核",
    responses={
        200: {"description": "逐行答复，末行为合计", "content": {NDJSON: {"schema": {"type": "string"}}}}
    },
    openapi_extensions={"requestBody": {"required": True, "content": _TEXT}},
)
@requires(*CALLERS)
def batch(query: BatchQuery) -> Response:
    """每行一名申报人、一行答复，次序相同；某一行有误只影响该行（其答复为problem）。第一行可写各行共用的common；末行summary表示已传完。"""
    request.max_content_length = BATCH_BYTES
    rules, spooled = service(), _spooled(request.stream)
    common = BatchCommon(edition=query.edition, as_of=query.as_of)
    try:
        answers = check_batch(rules, spooled, common, query.detail, today(rules), _alive())
    except BaseException:
        spooled.close()
        raise
    response = Response(answers, content_type=NDJSON)
    response.call_on_close(spooled.close)
    return response


def _spooled(source: IO[bytes]) -> IO[bytes]:
    """The request on disk: a client may send all before it reads, and neither side waits for the other."""
    spooled = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
    shutil.copyfileobj(source, spooled)
    spooled.seek(0)
    return spooled


def _alive() -> Callable[[], None]:
    found: Callable[[], None] = current_app.extensions.get("alive", lambda: None)
    return found
