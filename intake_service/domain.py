"""States of an application (办理状态) and the decisions that need nothing but data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """办理状态."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    CORRECTION = "correction"
    ACCEPTED = "accepted"
    RECOMMENDED = "recommended"
    NOT_RECOMMENDED = "not_recommended"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已提交，审核中",
    State.INCOMPLETE: "材料不齐，待县（市、区）总工会发出补正通知",
    State.CORRECTION: "补正中",
    State.ACCEPTED: "已受理",
    State.RECOMMENDED: "县级审核通过",
    State.NOT_RECOMMENDED: "县级审核不通过",
    State.WITHDRAWN: "已撤回",
}
EDITABLE = frozenset({State.DRAFT, State.CORRECTION})
UNDER_REVIEW = frozenset({State.INCOMPLETE, State.CORRECTION, State.ACCEPTED})
WITHDRAWABLE = frozenset({State.DRAFT, State.SUBMITTED, *UNDER_REVIEW})
ENDED = frozenset({State.RECOMMENDED, State.NOT_RECOMMENDED, State.WITHDRAWN})


@dataclass(frozen=True)
class Opened:
    """What a correction notice (补正通知书) reopened, and until when (that day included)."""

    fields: tuple[str, ...]
    materials: tuple[str, ...]
    deadline: date
    notice_id: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Opened":
        return cls(
            tuple(data["fields"]),
            tuple(data["materials"]),
            date.fromisoformat(data["deadline"]),
            data["notice_id"],
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "fields": list(self.fields),
            "materials": list(self.materials),
            "deadline": self.deadline.isoformat(),
            "notice_id": self.notice_id,
        }

    def closed_paths(self, changed: Iterable[str]) -> list[str]:
        """The changed paths that this notice does not name."""
        return [path for path in changed if not any(_within(path, field) for field in self.fields)]


def _within(path: str, field: str) -> bool:
    return path == field or path.startswith(f"{field}.")


def state_after_check(state: State, wanting: bool) -> State:
    """A submission becomes 已受理 or 材料不齐; 材料不齐 becomes 已受理 once nothing is wanting any more.

    `wanting`: something that was due at the submission and is not the county union's to look at. Other checks
    change no state: what has been accepted stays so, and a notice that was issued waits for its sender.
    """
    if state is State.SUBMITTED:
        return State.INCOMPLETE if wanting else State.ACCEPTED
    return State.ACCEPTED if state is State.INCOMPLETE and not wanting else state
