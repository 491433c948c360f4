"""Trial renderings: rich and bare data, and every branch of every `if` taken and not taken."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from jinja2 import Template, TemplateError, nodes
from lxml import etree

from docgen_service.rendering.checks.fault import TemplateFault
from docgen_service.rendering.compiled import rendered
from docgen_service.rendering.context import Imprint, context_of, photo_fields
from docgen_service.rendering.environment import TemplateEnvironment
from docgen_service.rendering.pictures import Album, Placed
from docgen_service.rendering.samples import sample
from docgen_service.rendering.values import UnprintableValue
from shared.contracts.documents.fields import DocumentModel
from shared.pictures import Picture

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText")}


def trial_faults(part: str, tree: nodes.Template, model: type[DocumentModel]) -> Iterator[TemplateFault]:
    """What goes wrong when a part is filled with made-up data, one branch or the other."""
    rich = _context(model, rich=True, entries=2)
    trials = [
        ("填满的样例", tree, rich),
        ("留空的样例", tree, _context(model, rich=False, entries=1)),
        ("清单为空的样例", tree, _context(model, rich=False, entries=0)),
    ]
    trials += [(name, variant, rich) for name, variant in _variants(tree)]
    seen: set[str] = set()
    for name, variant, context in trials:
        message = _problem(variant, context)
        if message and message not in seen:
            seen.add(message)
            yield TemplateFault(part, f"试填（{name}）", message)


def _context(model: type[DocumentModel], rich: bool, entries: int) -> dict[str, Any]:
    data, imprint = sample(model, rich, entries), sample(Imprint, rich, entries)
    assert isinstance(imprint, Imprint)
    album, picture = Album(first_relation=100), Picture(b"", 35, 49)
    return context_of(data, imprint, {}) | {name: Placed(picture, album) for name in photo_fields(data)}


def _variants(tree: nodes.Template) -> Iterator[tuple[str, nodes.Template]]:
    """All tests true; all false; and each `elif` reached in turn: those before it false, all others true."""
    conditions = list(tree.find_all(nodes.If))
    if not conditions:
        return
    yield "条件都成立", _forced(tree, [True] * len(conditions))
    yield "条件都不成立", _forced(tree, [False] * len(conditions))
    for number, node in enumerate(conditions, 1):
        for position in range(len(node.elif_)):
            before = {id(node), *(id(other) for other in node.elif_[:position])}
            answers = [id(condition) not in before for condition in conditions]
            yield f"第{number}个条件的elif", _forced(tree, answers)


def _forced(tree: nodes.Template, answers: list[bool]) -> nodes.Template:
    copy = deepcopy(tree)
    for node, answer in zip(copy.find_all(nodes.If), answers, strict=True):
        node.test = nodes.Const(answer, lineno=node.lineno)
    return copy


def _problem(tree: nodes.Template, context: dict[str, Any]) -> str | None:
    environment = TemplateEnvironment()
    try:
        template = Template.from_code(environment, environment.compile(tree), {})
        root = etree.fromstring(rendered(template, context))
    except etree.XMLSyntaxError:
        return "填出的文件不完整：if 或 for 与它的结束标签不在同一层（段落、行、格）里"
    except UnprintableValue:
        return "印出了没有内容的字段：请用 or_slash，或先用 if 判断"
    except (TemplateError, TypeError, AttributeError, ValueError) as error:
        return f"试填失败：{error}"
    return _structure(root)


def _is_text(text: str | None) -> bool:
    return bool(text and text.strip())


def _structure(root: Any) -> str | None:
    """Word does not open a table cell without a paragraph, a table without rows, or text outside of a run."""
    if any(
        _is_text(node.tail) or (node.tag not in _TEXTS and _is_text(node.text))
        for node in root.iter(f"{_W}*")
    ):
        return "印出的内容落在段落之外：{{p 和 {{r 是子文档、超链接等用的，模板不支持，请用 {{ }}"
    if any(len(cell) == 0 or cell[-1].tag != f"{_W}p" for cell in root.iter(f"{_W}tc")):
        return "有单元格没有留下段落，Word将无法打开"
    if any(table.find(f"{_W}tr") is None for table in root.iter(f"{_W}tbl")):
        return "有表格没有留下任何一行，Word将无法打开"
    return None
