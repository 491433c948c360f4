"""Numbers (编号): reserve, take over, release, and the register."""

import hashlib

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from docgen_service.api.number_schemas import (
    NumberOut,
    NumberPath,
    NumbersOut,
    NumbersQuery,
    RegisterOut,
    RegisterQuery,
    ReleaseNumber,
    ReserveNumber,
    TakeOverNumber,
)
from docgen_service.api.parsing import File, attachment, docgen
from docgen_service.entering import DOCX
from docgen_service.use_cases.keep_numbers import (
    Reservation,
    TakenOver,
    release_number,
    reserve_number,
    take_over_number,
)
from docgen_service.use_cases.print_register import print_register
from docgen_service.use_cases.read_numbers import list_numbers, read_register
from shared.web import FILE, IdempotencyHeader, idempotency_key, principal, requires

api = APIBlueprint("numbers", __name__, url_prefix="/v1/numbers", abp_tags=[Tag(name="编号")])
CLERKS = ("county_union", "office")


@api.get("", summary="编号清单", responses={200: NumbersOut})
@requires(*CLERKS)
def index(query: NumbersQuery) -> Response:
    """办公室看全部，县（市、区）总工会看本级的；新的在前，以next翻页。"""
    wanted = query.model_dump(exclude={"cursor", "limit"})
    rows, following = list_numbers(docgen(), principal(), wanted, query.cursor, query.limit)
    return jsonify({"numbers": [NumberOut.of(row) for row in rows], "next": following})


@api.get("/register", summary="编号登记簿", responses={200: RegisterOut})
@requires(*CLERKS)
def register(query: RegisterQuery) -> Response:
    """一个序列一个年度的全部编号：已预留、已使用、已作废，以及每段空号的原因。"""
    found = read_register(
        docgen(), principal(), query.edition, query.series, query.year, query.organ_code
    )  # fmt: skip
    return jsonify(RegisterOut.of(found))


@api.get("/register/content", summary="打印编号登记簿", responses={200: FILE})
@requires(*CLERKS)
def print_(query: RegisterQuery) -> Response:
    """同一登记簿的Word文件，空号列在原处；打印本身不登记。"""
    name, file = print_register(
        docgen(), principal(), query.edition, query.series, query.year, query.organ_code
    )  # fmt: skip
    return attachment(name, File("docx", DOCX, len(file), hashlib.sha256(file).hexdigest(), iter([file])))


@api.post("/reservations", summary="预留编号", responses={201: NumberOut})
@requires(*CLERKS)
def reserve(header: IdempotencyHeader, body: ReserveNumber) -> tuple[Response, int]:
    """取该序列本年度的下一号备用；签发时在number中写明即用此号，不用的须写明原因作废。"""
    row = reserve_number(docgen(), principal(), idempotency_key(), Reservation(**body.model_dump()))
    return jsonify(NumberOut.of(row)), 201


@api.post("/taken-over", summary="登记自有系统的编号", responses={201: NumberOut})
@requires(*CLERKS)
def take_over(header: IdempotencyHeader, body: TakeOverNumber) -> tuple[Response, int]:
    """已在登记簿中的编号、与格式不符的编号不予登记。"""
    row = take_over_number(docgen(), principal(), idempotency_key(), TakenOver(**body.model_dump()))
    return jsonify(NumberOut.of(row)), 201


@api.post("/<uuid:number_id>/void", summary="作废编号", responses={200: NumberOut})
@requires(*CLERKS)
def void(path: NumberPath, body: ReleaseNumber) -> Response:
    """编号留在登记簿中，写明原因，不再使用；已用于文书的，请作废那份文书。"""
    return jsonify(NumberOut.of(release_number(docgen(), principal(), path.number_id, body.reason)))
