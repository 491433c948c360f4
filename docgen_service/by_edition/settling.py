"""Data beside what the edition says: blanks are filled, statements must agree."""

from collections.abc import Mapping
from typing import Any, TypeVar

from shared.contracts.documents.fields import BY_HAND, DocumentModel
from shared.problems import FieldError

M = TypeVar("M", bound=DocumentModel)
Faults = list[FieldError]


def settled(data: M, said: Mapping[str, Any], faults: Faults, path: str = "") -> M:
    """The data with the edition's values where it was left blank; notes each field that says otherwise."""
    filled = {}
    for name, value in said.items():
        stated = getattr(data, name)
        if stated in (BY_HAND, ()):
            filled[name] = value
        elif stated != value:
            message = f"与本版本的规定不符，应为“{value}”；请改正，或不填由系统写出。"
            faults.append(FieldError(f"{path}{name}", "differs_from_edition", message))
    return data.model_copy(update=filled)
