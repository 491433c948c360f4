"""类别的确认 (第六条（四）（六）): what the county union has confirmed a contest or an honour to be.

What an application says of it is a proposal, and no verdict rests on it.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from intake_service.content import Content
from intake_service.models import Finding

_FIELDS = {"contests": ("contest", "contest_class"), "honours": ("title", "honour_class")}


class Classed(NamedTuple):
    """A contest or an honour: its name as on the certificate, and the class that the application says."""

    name: str
    said: str | None


def classed(content: Content) -> dict[str, Classed]:
    """Every contest and honour of an application, by the subject of its confirmation."""
    return {
        f"{kind}[{index}].{field}": Classed(getattr(item, name), getattr(item, field))
        for kind, (name, field) in _FIELDS.items()
        for index, item in enumerate(_items(content, kind))
    }


def proposals(content: Content) -> dict[str, str]:
    """The classes that the application says (申报人所述的类别), for the county union to confirm or to change."""
    return {subject: item.said for subject, item in classed(content).items() if item.said is not None}


def confirmed(content: Content, findings: Mapping[str, Finding]) -> dict[str, str]:
    """The classes that count: a confirmation is void once another name stands in its place."""
    marks = {subject: mark(item.name) for subject, item in classed(content).items()}
    return {
        subject: found.answer
        for subject, found in findings.items()
        if found.answer is not None and marks.get(subject) == found.about
    }


def with_classes(content: Content, given: Mapping[str, str]) -> Content:
    """The application with these classes and no others."""
    changed: dict[str, Any] = {}
    for kind, (_, field) in _FIELDS.items():
        if found := getattr(content, kind):
            items = tuple(
                item.model_copy(update={field: given.get(f"{kind}[{index}].{field}")})
                for index, item in enumerate(found.items)
            )
            changed[kind] = found.model_copy(update={"items": items})
    return content.model_copy(update=changed)


def mark(name: str) -> str:
    """What a confirmation was given for: a digest, because what an application says stands sealed."""
    return sha256(name.encode()).hexdigest()


def _items(content: Content, kind: str) -> Any:
    found = getattr(content, kind)
    return found.items if found else ()
