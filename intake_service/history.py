"""How the history is shown (办理过程): the sender sees the steps that concern it, the county union all."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from intake_service.intake import ZONE
from intake_service.models import Event
from shared.auth import ROLES, Principal

# Steps that concern other applications or the county union's own work; the sender does not see them.
COUNTY_ONLY = frozenset(
    {"same_person_found", "findings_recorded", "material_reviewed", "opinion_recorded", "notice_changed"}
)
SHOWN_AS_DRAFT = frozenset({"annex_1"})


def history(principal: Principal, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The steps of an application, as far as a principal may follow them."""
    if principal.role != "posting_system":
        return [_event(event) for event in events]
    return [_event(event) | _to_sender(event) for event in events if _may_follow(event)]


def is_sent(kind: str, state: str) -> bool:
    """Whether a document is the sender's to see: what was issued, voided since or not, and the form that it signs."""
    return state in {"issued", "void"} or kind in SHOWN_AS_DRAFT


def instant(value: datetime | None) -> str | None:
    """An instant as the API shows it, in Guilin's time."""
    return value.astimezone(ZONE).isoformat(timespec="seconds") if value else None


def _event(event: Event) -> dict[str, Any]:
    return {"at": instant(event.at), "kind": event.kind, "actor": event.actor, "details": event.details}


def _may_follow(event: Event) -> bool:
    """A paper that the sender may not see has not been made, as far as it knows."""
    made = event.kind != "documents_made" or _sent(event)
    return bool(made) and event.kind not in COUNTY_ONLY


def _to_sender(event: Event) -> dict[str, Any]:
    """What differs for the sender: who of the county union acted, and against what advice, stays with it."""
    details = {name: value for name, value in event.details.items() if name != "against_advice"}
    if event.kind == "documents_made":
        details["documents"] = _sent(event)
    own = event.actor.startswith(ROLES["posting_system"])
    body = event.actor if own else re.sub(r"）[^）]*$", "）", event.actor)
    return {"actor": body, "details": details}


def _sent(event: Event) -> list[dict[str, Any]]:
    return [item for item in event.details["documents"] if is_sent(item["kind"], item["state"])]
