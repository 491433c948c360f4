"""How the tags of a template become Python: only what is listed here, looked up in the data and nowhere else.

Jinja's own hooks for another kind of code (`jinja2.nativetypes` uses the same). Because nothing but the data can be
reached, there is nothing for a sandbox to check while a document is being made.
"""

from collections.abc import Iterable
from typing import Any

from jinja2 import TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame

from docgen_service.rendering.values import marked, printed

LOOP = "loop"
LOOP_FIELDS = ("index", "first", "last", "length")
_STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign)
_EXPRESSIONS = (
    nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not,
)  # fmt: skip


def refuse_forbidden(tree: nodes.Template) -> None:
    """Raises for calls, subscripts, calculations, imports, macros: whatever could do more than print data."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if not isinstance(node, _STATEMENTS + _EXPRESSIONS) and not is_span(node):
            raise TemplateAssertionError(f"{type(node).__name__} is not allowed here", node.lineno)
        if isinstance(node, nodes.For) and node.recursive:
            raise TemplateAssertionError("a loop cannot be recursive here", node.lineno)


def is_span(node: nodes.Node) -> bool:
    """The one calculation: docxtpl's {% hm %} multiplies a cell's columns by the length of the loop."""
    return (
        isinstance(node, nodes.Mul)
        and isinstance(node.left, nodes.Const)
        and isinstance(node.left.value, int)
        and isinstance(node.right, nodes.Getattr)
        and _is_loop(node.right)
        and node.right.attr == "length"
    )


def _is_loop(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == LOOP


class DataCode(CodeGenerator):
    """Writes a part as bytes; a name behind a point is a key of the data, or one of a loop's four."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        if not _is_loop(node):
            self.write(f"[{node.attr!r}]")
        elif node.attr in LOOP_FIELDS:
            self.write(f".{node.attr}")
        else:
            self.fail(f"a loop has only {', '.join(LOOP_FIELDS)}", node.lineno)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        return repr(b"".join(group))

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> Any:
        if isinstance(node, nodes.TemplateData):
            return marked(node.data).encode()
        return printed(node.as_const(frame.eval_ctx))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")
