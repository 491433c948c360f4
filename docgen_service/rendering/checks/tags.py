"""The tags of a template against the typed data: every name declared, nothing but what is allowed."""

import re
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from jinja2 import TemplateSyntaxError, nodes

from docgen_service.rendering.checks.fault import TemplateFault
from docgen_service.rendering.code import is_span
from docgen_service.rendering.environment import FILTERS, TESTS, TemplateEnvironment
from shared.contracts.documents.fields import Blank, DocumentModel, PhotoReference, worked_out

_LOOP = {"index": int, "first": bool, "last": bool, "length": int}
_UNKNOWN_TAG = re.compile(r"unknown tag '(p|tr|tc|r)'")
_SIMPLE = (nodes.Const, nodes.TemplateData)
_LOGIC = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand)
# What a name means that was found to be unknown: no second complaint about it.
_ANY = object()

Scope = Mapping[str, Any]


def parsed(part: str, source: str) -> nodes.Template | TemplateFault:
    """The tags of a patched part, or the place where they cannot be read."""
    lines = re.sub(r"(?=<w:p[ >])", "\n", source)
    try:
        return TemplateEnvironment().parse(lines)
    except TemplateSyntaxError as error:
        near = re.sub(r"<[^>]+>", "", lines.splitlines()[error.lineno - 1])[:60]
        return TemplateFault(part, near, _syntax(error.message or ""))


def _syntax(message: str) -> str:
    if _UNKNOWN_TAG.search(message):
        return "{%p、{%tr、{%tc 标签里不得有 % 或 }，且须独占一段、一行或一格"
    if "Unexpected end of template" in message or "end tag" in message:
        return "if 或 for 没有对应的 endif 或 endfor"
    return f"标签写法有误（{message}）"


class TagCheck:
    """Walks the tags of one part; collects faults and the fields that are printed or tested."""

    def __init__(self, part: str, model: type[DocumentModel], imprint: type[DocumentModel]) -> None:
        self.part = part
        self.faults: list[TemplateFault] = []
        self.used: set[str] = set()
        self._top: Scope = printable(model) | {"document": imprint}

    def run(self, tree: nodes.Template) -> None:
        self._statements(tree.body, self._top)

    def _statements(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for item in node.nodes:
                        self._printed(item, scope)
                case nodes.If():
                    self._branches(node, scope)
                case nodes.For():
                    self._loop(node, scope)
                case _:
                    self._refuse(type(node).__name__, "模板只能用 if 和 for")

    def _branches(self, node: nodes.If, scope: Scope) -> None:
        self._type(node.test, scope)
        self._statements([*node.body, *node.elif_, *node.else_], scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        entry = _entry(self._type(node.iter, scope))
        if entry is None:
            self._refuse(_path(node.iter), "不是可以逐项列出的清单")
        if not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            self._refuse(_path(node.iter), "for 只能写成 for 名称 in 清单")
            return
        inner = {**scope, node.target.name: entry or _ANY, "loop": _LOOP}
        self._statements(node.body, inner)
        self._statements(node.else_, scope)

    def _printed(self, node: nodes.Node, scope: Scope) -> None:
        kind = self._type(node, scope)
        if kind is not _ANY and (_entry(kind) is not None or _model(kind) not in (None, Blank)):
            self._refuse(_path(node), "是清单或一组字段，不能直接印出")

    def _type(self, node: nodes.Node, scope: Scope) -> Any:
        """What a value is, as an annotation; notes what is wrong with it on the way."""
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._attribute(node, scope)
            case nodes.Filter():
                return self._filtered(node, scope)
            case nodes.Test():
                if node.name not in TESTS:
                    self._refuse(node.name, "没有这个判断")
                self._type(node.node, scope)
                return bool
        if isinstance(node, _LOGIC):
            for child in node.iter_child_nodes():
                self._type(child, scope)
            return bool
        if not isinstance(node, _SIMPLE) and not is_span(node):
            self._refuse(type(node).__name__, "模板里不能计算、调用或取下标")
        return _ANY

    def _name(self, node: nodes.Name, scope: Scope) -> Any:
        if node.name not in scope:
            self._refuse(node.name, "没有这个字段")
            return _ANY
        if scope.get(node.name) is self._top.get(node.name):
            self.used.add(node.name)
        return scope[node.name]

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Any:
        owner = self._type(node.node, scope)
        if owner is _ANY:
            return _ANY
        if owner is _LOOP:
            fields: Mapping[str, Any] = _LOOP
        else:
            model = _model(owner)
            fields = printable(model) if model is not None else {}
        if node.attr not in fields:
            self._refuse(_path(node), "没有这个字段")
            return _ANY
        return fields[node.attr]

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Any:
        kind = self._type(node.node, scope) if node.node is not None else _ANY
        if node.name not in FILTERS:
            self._refuse(node.name, f"没有这个格式；可用：{'、'.join(sorted(FILTERS))}")
        elif node.name == "picture" and (
            self.part != "word/document.xml" or _model(kind) is not PhotoReference
        ):
            self._refuse(_path(node.node), "不是照片，或不在正文里")
        if not all(isinstance(argument, nodes.Const) for argument in node.args) or node.kwargs:
            self._refuse(node.name, "格式的参数只能是写定的数")
        return _ANY

    def _refuse(self, place: str, message: str) -> None:
        self.faults.append(TemplateFault(self.part, place, message))


def printable(model: type[DocumentModel]) -> dict[str, Any]:
    """The names that a template may print of a model, with their types: fields, and what follows from them."""
    fields = {name: field.rebuild_annotation() for name, field in model.model_fields.items()}
    return fields | dict(worked_out(model))


def _options(annotation: Any) -> Iterator[Any]:
    """An annotation without Annotated, and a union one by one."""
    if get_origin(annotation) is Annotated:
        yield from _options(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation


def _entry(annotation: Any) -> Any:
    """The type of a list's entries; None if it is no list."""
    if annotation is _ANY:
        return _ANY
    return next((get_args(option)[0] for option in _options(annotation) if get_origin(option) is tuple), None)


def _model(annotation: Any) -> type[DocumentModel] | None:
    """The model among the options of an annotation, a `Blank` only if there is no other."""
    models = [
        option for option in _options(annotation)
        if isinstance(option, type) and issubclass(option, DocumentModel)
    ]  # fmt: skip
    return next((model for model in models if model is not Blank), models[0] if models else None)


def _path(node: nodes.Node | None) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter):
        return _path(node.node)
    return node.name if isinstance(node, nodes.Name) else type(node).__name__
