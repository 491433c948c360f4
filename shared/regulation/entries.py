"""Every entry of an edition that quotes the official text: where it is written, and which words it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from shared.regulation.lines import Path_, read_yaml
from shared.regulation.parts import Part, Quoting
from shared.regulation.sentences import Span

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

KINDS: dict[str, str] = {
    "conditions.yaml": "条件",
    "channels.yaml": "渠道和材料",
    "stages.yaml": "程序",
    "calendar.yaml": "工作日",
    "treatment.yaml": "待遇",
    "revocation.yaml": "撤销",
    "forms.yaml": "表格",
    "documents.yaml": "文书",
    "edition.yaml": "版本",
    "readings.yaml": "理解",
}
"""What the entries of each file are called (条目种类); of words that several quote, the first one is the chief."""
OTHER = "其他"
_LABELS = ("label", "title", "question", "text")
_PLAIN = {
    "copies": "份数",
    "cycle": "批次",
    "document_number": "文号",
    "earmark": "专项用途",
    "holder": "称号获得者",
    "honour": "称号",
    "ignored_attributes": "不作为条件的属性",
    "in_force": "施行日期",
    "interpreter": "解释机关",
    "issued_on": "印发日期",
    "issuers": "印发机关",
    "naming": "命名",
    "objections": "异议",
    "pool": "人才库",
    "priority": "同等条件下优先",
    "publicity": "公示",
    "receiver": "向谁提交",
    "recommenders": "推荐专家",
    "reserve": "后备人选",
    "title": "名称",
}
"""What an entry without a label of its own is called, by the name of its field."""


@dataclass(frozen=True)
class Entry:
    """One entry (条目) with the words that it quotes."""

    id: str
    label: str
    file: str
    path: Path_
    line: int
    article: str
    quote: str
    spans: tuple[Span, ...]

    @property
    def kind(self) -> str:
        """条目种类."""
        return KINDS.get(self.file, OTHER)


def entries(edition: Edition) -> tuple[Entry, ...]:
    """All quoting entries, file by file in the order of their kinds."""
    found = [entry for part in edition.parts.values() for entry in _entries(edition, part)]
    order = [*KINDS]
    return tuple(
        sorted(found, key=lambda entry: order.index(entry.file) if entry.file in order else len(order))
    )


def _entries(edition: Edition, part: Part) -> Iterator[Entry]:
    located = read_yaml(edition.folder / part.FILE)
    bodies = {name: body.label for name, body in edition.head.bodies.items()}
    known = _PLAIN | edition.channels.materials | bodies
    for path, name, label, article, quote in (*_quoting(part, (), "", "", known), *part.printed()):
        line = located.line((*path, "quote"))
        yield Entry(name, label, part.FILE, path, line, article, quote, edition.text.locate(article, quote))


def _quoting(
    value: Any, path: Path_, owner: str, label: str, known: Mapping[str, str]
) -> Iterator[tuple[Path_, str, str, str, str]]:
    """Quoting entries below a value; one without a name or label of its own has them after what it belongs to."""
    if isinstance(value, BaseModel):
        owner = _named(value, path, owner)
        label = (_first(value, _LABELS) if path else "") or _after(
            label, known.get(owner.rpartition(".")[2], "")
        )
        if isinstance(value, Quoting):
            yield path, owner, label or owner, value.article, value.quote
        for name, info in type(value).model_fields.items():
            yield from _quoting(getattr(value, name), (*path, info.alias or name), owner, label, known)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _quoting(item, (*path, key), owner, label, known)
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from _quoting(item, (*path, index), owner, label, known)


def _after(owner: str, own: str) -> str:
    return f"{owner}：{own}" if owner and own else owner or own


def _named(value: BaseModel, path: Path_, owner: str) -> str:
    if not path:
        return ""
    if own := _first(value, ("id", "kind")):
        return own
    last = path[-1]
    step = _first(value, ("material", "body", "of")) or (
        f"{path[-2]}{last + 1}" if isinstance(last, int) else last
    )
    return f"{owner}.{step}" if owner else step


def _first(value: BaseModel, names: tuple[str, ...]) -> str:
    """The first of these fields that the value has as text."""
    return next((found for name in names if isinstance(found := getattr(value, name, None), str)), "")
