"""提交: a draft or a correction becomes the next version, and rules is asked about it."""

from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import State
from intake_service.dossier import cycle_of, request_check
from intake_service.form_check import missing
from intake_service.guards import refuse_closed, refuse_late
from intake_service.identity import clean
from intake_service.intake import Intake
from intake_service.models import Application, Material, Version
from intake_service.requests import tell_sender
from intake_service.use_cases.create_application import person_hash, refuse_faults
from intake_service.use_cases.erase_files import erase, forget_unnamed
from shared.auth import Principal
from shared.database import transaction
from shared.problems import FieldError, Refusal


def submit(intake: Intake, principal: Principal, application_id: UUID, trace_id: str) -> Application:
    """Submits; refused as a whole, with every reason at once, if anything is wanting."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_closed(row, "already_submitted")
        refuse_late(intake, row)
        _refuse_period(intake, session, row)
        _refuse_unready(intake, session, row)
        _version(intake, session, row)
        stale = forget_unnamed(session, row)
        request_check(intake, session, row, "submission", trace_id)
        _number(session, row)  # last: while the store is slow, nobody else waits for the series
        repository.record(session, row.id, "submitted", principal.label, intake.clock(), version=row.version)
        _note_same_person(intake, session, row)
        tell_sender(intake, session, row, "application.submitted", trace_id)
    erase(intake, stale)
    return row


def _refuse_period(intake: Intake, session: Session, row: Application) -> None:
    cycle, today = cycle_of(session, row), intake.today()
    if row.version == 0 and not cycle.opens_on <= today <= cycle.deadline:
        raise Refusal(
            409,
            "outside_period",
            f"不在申报期内（{cycle.opens_on}至{cycle.deadline}），不能提交。",
            basis=intake.editions.get(row.edition).head.silent_basis,
        )


def _refuse_unready(intake: Intake, session: Session, row: Application) -> None:
    content = intake.content(row)
    refuse_faults(intake, session, row.edition, row.year, content)
    errors = missing(content, intake.editions.get(row.edition))
    errors += [_without_scan(material) for material in _handed_in(session, row) if not material.file_id]
    if errors:
        raise Refusal(422, "application_incomplete", "申报还没有填完，请按errors逐项补充后提交。", errors)


def _without_scan(material: Material) -> FieldError:
    return FieldError(
        f"materials.{material.id}", "content_missing", "这份材料还没有上传扫描件，请上传或删除该材料。"
    )


def _handed_in(session: Session, row: Application) -> list[Material]:
    """The sender's papers, without those that another one replaces; the county union's own are not its to submit."""
    own = [material for material in repository.materials(session, row.id) if not material.opinion]
    replaced = {material.replaces for material in own}
    return [material for material in own if material.id not in replaced]


def _note_same_person(intake: Intake, session: Session, row: Application) -> None:
    # One person by two channels is the county union's to judge; the regulation does not forbid it.
    hashes = intake.lookup.all(clean(intake.content(row).form["id_number"]))
    others = [str(other) for other in repository.same_person(session, row, hashes)]
    if others:
        repository.record(session, row.id, "same_person_found", "系统", intake.clock(), applications=others)


def _version(intake: Intake, session: Session, row: Application) -> None:
    row.version += 1
    version = Version(
        application_id=row.id, version=row.version, materials=_hand_in(intake, session, row),
        submitted_at=intake.clock(),
    )  # fmt: skip
    content = intake.content(row)
    if row.version > 1 and content.county != row.county:
        _reroute(intake, session, row, content.county)
    row.channel, row.county, row.trade = content.channel, content.county, content.trade
    row.person_hash = person_hash(intake, content)
    version.content = intake.seal(content, version)
    session.add(version)
    row.state, row.opened = State.SUBMITTED, None
    row.verdict, row.complete, row.checked_stage = None, None, None
    row.submitted_at = row.changed_at = intake.clock()


def _hand_in(intake: Intake, session: Session, row: Application) -> list[str]:
    """The papers of this submission; what they replace goes out of force with it."""
    handed_in = {material.id: material for material in _handed_in(session, row)}
    for material in handed_in.values():
        material.first_version = material.first_version or row.version
    for material in repository.materials(session, row.id):
        if material.id not in handed_in and not material.opinion:
            material.retired_at = intake.clock()
    return [str(id) for id in handed_in]


def _reroute(intake: Intake, session: Session, row: Application, county: str) -> None:
    """Another county union is to review (第八条（二）: 工作所在地): it sees, counts and asks for opinions itself."""
    seen = {
        event.details["id"]
        for event in repository.events(session, row.id)
        if event.kind == "material_reviewed"
    }
    for material in repository.materials(session, row.id):
        if material.opinion:
            material.retired_at = intake.clock()
        elif str(material.id) in seen:
            material.copies = material.original = None
    repository.record(
        session, row.id, "rerouted", "系统", intake.clock(), **{"from": row.county, "to": county}
    )


def _number(session: Session, row: Application) -> None:
    if row.number is None:
        taken = repository.next_number(session, f"application/{row.county}", row.year)
        row.number = f"{row.year}-{row.county}-{taken:04d}"
