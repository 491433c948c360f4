"""How an application is shown (办理状态): the sender sees what was issued, the county union its drafts too."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.confirmed import proposals
from intake_service.content import differences
from intake_service.cycle import CycleData
from intake_service.domain import EDITABLE, LABELS, State
from intake_service.history import history, instant, is_sent
from intake_service.intake import Intake, as_json
from intake_service.models import (
    Application,
    Decision,
    Document,
    Material,
    Notice,
    StoredFile,
    Version,
)
from intake_service.papers import organ_of
from shared.auth import Principal
from shared.database import transaction
from shared.problems import Refusal

_INTERNAL = {"content", "pending_check", "person_hash", "client_id", "opened"}


def summary(row: Application) -> dict[str, Any]:
    """An application in a list."""
    names = (column.name for column in Application.__table__.columns if column.name not in _INTERNAL)
    shown = {name: getattr(row, name) for name in names}
    times = {name: instant(getattr(row, name)) for name in ("created_at", "changed_at", "submitted_at")}
    return (
        shown
        | times
        | {"state_label": LABELS[State(row.state)], "check_pending": row.pending_check is not None}
    )


def page(
    intake: Intake, principal: Principal, wanted: dict[str, Any], cursor: str | None, limit: int
) -> dict[str, Any]:
    """One page of what a principal may see."""
    with transaction(intake.engine) as session:
        rows, following = repository.applications(session, principal, wanted, cursor, limit)
        return {"items": [summary(row) for row in rows], "next": following}


def whole(intake: Intake, principal: Principal, application_id: UUID) -> dict[str, Any]:
    """An application with all that belongs to it."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id)
        version = repository.version(session, row.id, row.version) if row.version else None
        decision = session.get(Decision, row.id)
        return summary(row) | {
            "content": as_json(intake.content(_shown(principal, row, version))),
            "opened": row.opened,
            "materials": materials(intake, session, principal, row),
            "documents": [document(item) for item in visible_documents(session, principal, row)],
            "notices": [
                notice(item) for item in repository.notices(session, row.id) if _may_see(principal, item)
            ],
            "result": _result(principal, version.result) if version and version.result else None,
            "decision": _decision(principal, decision) if decision else None,
            "findings": _findings(session, row) if principal.role != "posting_system" else {},
            "proposals": _proposals(intake, principal, version),
            "history": history(principal, repository.events(session, row.id)),
        }


def cycle(intake: Intake, edition: str, year: int) -> dict[str, Any]:
    """What a posting system has to know of a year (当年评选通知): period, catalogue, who receives where."""
    with transaction(intake.engine) as session:
        data = CycleData.model_validate(repository.cycle(session, edition, year).data)
    known = intake.editions.get(edition)
    counties = [
        {"code": code, "organ": organ_of(known, code), "contact": _contact(data, code)}
        for code in known.codes.regions
    ]
    named = data.model_dump(include={"edition", "year", "opens_on", "deadline", "catalogue"})
    return named | {"counties": counties}


def _contact(data: CycleData, county: str) -> dict[str, Any] | None:
    found = data.contacts.get(county)
    return found.model_dump() if found else None


def materials(
    intake: Intake, session: Session, principal: Principal, row: Application
) -> list[dict[str, Any]]:
    """The materials of an application that a principal may see, replaced ones included."""
    found = repository.materials(session, row.id, every=True)
    return _materials(intake, session, row, [item for item in found if may_see_material(principal, item)])


def may_see_material(principal: Principal, item: Material) -> bool:
    """What has not been submitted is its sender's alone; opinions are not for the sender."""
    if principal.role == "posting_system":
        return item.opinion is None
    return item.first_version is not None


def changes(intake: Intake, principal: Principal, application_id: UUID, number: int) -> dict[str, Any]:
    """What a submission changed against the one before it."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id)
        if number < 2:
            raise Refusal(404, "version_not_found", "第一次提交没有可比较的前一次，请从第2次起查询。")
        new, old = (repository.version(session, row.id, n) for n in (number, number - 1))
        changed = differences(as_json(intake.content(old)), as_json(intake.content(new)))
        all_materials = repository.materials(session, row.id, every=True)

        def only(one: Sequence[str], other: Sequence[str]) -> list[dict[str, Any]]:
            ids = set(one) - set(other)
            return _materials(intake, session, row, [m for m in all_materials if str(m.id) in ids])

        return {
            "version": number,
            "against": number - 1,
            "content": {path: {"from": before, "to": after} for path, (before, after) in changed.items()},
            "materials_added": only(new.materials, old.materials),
            "materials_removed": only(old.materials, new.materials),
        }


def visible_documents(session: Session, principal: Principal, row: Application) -> list[Document]:
    """The sender sees what was issued and the form that it must sign; the county union sees drafts too."""
    found = repository.documents(session, row.id)
    if principal.role != "posting_system":
        return list(found)
    return [item for item in found if is_sent(item.kind, item.state)]


def document(item: Document) -> dict[str, Any]:
    names = ("id", "kind", "version", "state", "number", "sha256", "size", "content_type")
    return {name: getattr(item, name) for name in names}


def notice(item: Notice) -> dict[str, Any]:
    """A notice with what it opens."""
    names = ("id", "kind", "version", "state", "items", "deadline")
    shown = {name: getattr(item, name) for name in names}
    return shown | {"fields": item.opens.get("fields", []), "materials": item.opens.get("materials", [])}


def _materials(
    intake: Intake, session: Session, row: Application, found: Sequence[Material]
) -> list[dict[str, Any]]:
    files = {f.id: f for f in session.scalars(select(StoredFile).where(StoredFile.application_id == row.id))}
    labels = intake.editions.get(row.edition).channels.materials
    return [material(item, files.get(item.file_id) if item.file_id else None, labels) for item in found]


def one_material(intake: Intake, principal: Principal, item: Material) -> dict[str, Any]:
    """One material as it now stands, with its label and its scan."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, item.application_id)
        return _materials(intake, session, row, [item])[0]


def material(item: Material, file: StoredFile | None, labels: dict[str, str]) -> dict[str, Any]:
    """A material and, where its scan has been stored, the scan's size, type and digest."""
    names = (
        "id",
        "kind",
        "title",
        "copies",
        "pages",
        "original",
        "issued_on",
        "opinion",
        "first_version",
        "replaces",
    )
    return {name: getattr(item, name) for name in names} | {
        "label": labels.get(item.kind, item.kind),
        "in_force": item.retired_at is None,
        "stored": file is not None,
        "size": file.size if file else None,
        "sha256": file.sha256 if file else None,
        "content_type": file.content_type if file else None,
    }


def _shown(principal: Principal, row: Application, last: Version | None) -> Application | Version:
    """The last submission; what is being written or corrected only its sender sees."""
    own = principal.role == "posting_system" and row.state in EDITABLE
    return row if own or last is None else last


def _may_see(principal: Principal, item: Notice) -> bool:
    return principal.role != "posting_system" or item.state in {"issued", "void"}


def _result(principal: Principal, result: dict[str, Any]) -> dict[str, Any]:
    """What rules answered; on what basis the county found something, and who disagreed, stays with it."""
    if principal.role != "posting_system":
        return result
    verdict, papers = result["verdict"], result["materials"]
    shown = {
        "conditions": [_without_basis(item) for item in verdict["conditions"]],
        "items": _without_basis(verdict["items"]),
        "for_officer": None,
    }
    own = {
        "outcomes": [item for item in papers["outcomes"] if item["by"] != "county"],
        "asks_county": [ask for ask in papers["asks_county"] if ask["outcome"] != "defective"],
    }
    return result | {"verdict": verdict | shown, "materials": papers | own}


def _without_basis(outcome: dict[str, Any]) -> dict[str, Any]:
    parts = [_without_basis(part) for part in outcome["parts"]]
    return outcome | {"decided_by": None, "parts": parts}


def _decision(principal: Principal, item: Decision) -> dict[str, Any]:
    names = ["outcome", "reviewed_on", "participants", "basis", "organ"]
    if principal.role != "posting_system":
        names += ["against_advice", "person"]
    return {name: getattr(item, name) for name in names} | {"decided_at": instant(item.decided_at)}


def _findings(session: Session, row: Application) -> dict[str, Any]:
    names = ("value", "answer", "basis", "found_on", "organ", "person")
    found = repository.findings(session, row.id)
    return {subject: {name: getattr(item, name) for name in names} for subject, item in found.items()}


def _proposals(intake: Intake, principal: Principal, last: Version | None) -> dict[str, str]:
    """The classes that the application says, for the county union to confirm."""
    if principal.role == "posting_system" or last is None:
        return {}
    return proposals(intake.content(last))
