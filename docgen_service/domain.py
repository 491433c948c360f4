"""States of a document (文书状态) and the decisions about them, without a database."""

from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """拟稿, 已签发, 已作废."""

    DRAFT = "draft"
    ISSUED = "issued"
    VOID = "void"


class NumberState(StrEnum):
    """已预留, 已使用, 已作废; a number that was ever in the register is never given again."""

    RESERVED = "reserved"
    USED = "used"
    VOIDED = "voided"


class NumberOrigin(StrEnum):
    """由序列编出, or 由办公室自有系统编出、补录在此."""

    SERIES = "series"
    OFFICE_SYSTEM = "office_system"


class JobState(StrEnum):
    """等候, 进行, 完成, 失败, 已取消."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_JOBS = (JobState.QUEUED, JobState.RUNNING)

STATE_LABELS = {State.DRAFT: "拟稿", State.ISSUED: "已签发", State.VOID: "已作废"}


_RANK = {State.DRAFT: 0, State.ISSUED: 1, State.VOID: 2}


def is_overtaken(message_id: UUID, last: UUID | None, state: State, wanted: State) -> bool:
    """Whether a message was answered before, or a later one was: ids are UUIDv7, so they are in order.

    Without this, a message offered a second time could put an older draft over a newer one. Clocks of two hosts
    may differ: what brings the document further (an issue after a draft) is never taken for late.
    """
    return last is not None and message_id <= last and _RANK[state] >= _RANK[wanted]


def latest(message_id: UUID | None, last: UUID | None) -> UUID | None:
    """The later one of two messages."""
    return max(filter(None, (message_id, last)), default=None)


def stays_as_it_is(state: State, wanted: State, same_content: bool) -> bool:
    """Whether what is asked for is there already: asked for twice, made once."""
    return state == wanted and (same_content or wanted is State.VOID)


def refusal_of(state: State, wanted: State) -> str | None:
    """Why a document in this state cannot be brought to the wanted one; a code and nothing else."""
    if state is State.VOID:
        return "document_void"
    if state is State.ISSUED and wanted is not State.VOID:
        return "document_issued"
    return None
