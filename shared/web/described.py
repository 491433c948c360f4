"""The OpenAPI document says what is really answered: every refusal as a problem, with the statuses of its kind of route."""

from collections.abc import Iterator
from typing import Any

from flask_openapi3 import OpenAPI
from pydantic import BaseModel, Field

_REFUSED = {
    "400": "请求无法读取", "401": "没有密钥或密钥无效", "403": "此密钥不能办理", "404": "没有这个记录，或无权查看",
    "409": "与现在的状态冲突",
    "410": "已过期或已更新", "413": "内容过大", "415": "文件类型不对",
    "422": "内容不符合要求，逐项写在errors里", "429": "请求过多，稍后再试",
    "500": "系统内部出错", "503": "有部件暂时不可用，请求没有生效",
}  # fmt: skip
_PUBLIC = {"/health", "/metrics"}
FILE: dict[str, Any] = {
    "description": "文件",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
"""The answer of a download, for `responses={200: FILE}`."""


class FieldProblem(BaseModel):
    """一处错误"""

    field: str = Field(description="栏目的路径")
    code: str = Field(description="稳定的代码")
    message: str = Field(description="什么不对、怎么改")


class Problem(BaseModel):
    """拒绝：什么不对、为什么、怎么办（RFC 9457）"""

    type: str
    title: str
    status: int
    code: str
    errors: list[FieldProblem]
    trace_id: str
    basis: str | None = Field(None, description="依据的条款；办法未规定的为空")


class Described(OpenAPI):
    """OpenAPI whose document lists the refusals of every route."""

    def generate_spec_json(self) -> None:
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        for path, operations in self.spec_json["paths"].items():
            for verb, operation in operations.items():
                for status in _statuses(path, verb, operation):
                    operation["responses"][status] = problem(status)
                if path in _PUBLIC:
                    operation["responses"] = {
                        "200": {"description": "OK"},
                        "503": {"description": "有部件不正常"},
                    }


def _statuses(path: str, verb: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from ("401", "403", "422", "429", "500", "503")
    if "{" in path:
        yield "404"
    if "requestBody" in operation:
        yield from ("400", "413")
    if verb != "get":
        yield "409"


def problem(status: str) -> dict[str, Any]:
    """A refusal that only some routes know, for `responses={410: problem("410")}`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _REFUSED[status], "content": {"application/problem+json": {"schema": schema}}}
