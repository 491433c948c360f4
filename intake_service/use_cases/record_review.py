"""县级审核: what the county union notes of the papers: originals seen, copies counted, opinions given."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import UNDER_REVIEW
from intake_service.dossier import request_check
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Material
from intake_service.use_cases.add_material import find_material
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.problems import Refusal, field_refusal


@dataclass(frozen=True)
class Seen:
    """What was noted of one paper that the sender handed in."""

    copies: int | None
    original: bool | None


@dataclass(frozen=True)
class Opinion:
    """A paper of the county's own making: an opinion (意见) of a department, or its own."""

    kind: str
    opinion: str
    issued_on: date
    copies: int | None


def note_material(
    intake: Intake, principal: Principal, application_id: UUID, material_id: UUID, seen: Seen, trace_id: str
) -> Material:
    """Notes that the original was seen and how many copies came, and asks rules again."""
    with transaction(intake.engine) as session:
        row = _under_review(intake, session, principal, application_id)
        material = find_material(session, row, material_id)
        if material.first_version is None:
            raise Refusal(409, "material_not_submitted", "这份材料尚未随补正提交，请待提交后再核对。")
        material.copies = seen.copies if seen.copies is not None else material.copies
        material.original = seen.original if seen.original is not None else material.original
        _done(intake, session, principal, row, "material_reviewed", material, trace_id)
        return material


def record_opinion(
    intake: Intake, principal: Principal, application_id: UUID, opinion: Opinion, trace_id: str
) -> Material:
    """Records an opinion; a later one of the same kind replaces it. Its scan may be uploaded after."""
    with transaction(intake.engine) as session:
        row = _under_review(intake, session, principal, application_id)
        _refuse_kind(intake, row, opinion.kind)
        if opinion.issued_on > intake.today():
            raise field_refusal("issued_on", "future_date", "意见日期晚于今天，请核对。")
        for old in repository.materials(session, row.id):
            if old.kind == opinion.kind:
                old.retired_at = intake.clock()
        material = Material(
            id=uuid7(), application_id=row.id, kind=opinion.kind, copies=opinion.copies, original=True,
            opinion=opinion.opinion, issued_on=opinion.issued_on, created_at=intake.clock(),
            first_version=row.version,
        )  # fmt: skip
        session.add(material)
        _done(intake, session, principal, row, "opinion_recorded", material, trace_id)
        return material


def _under_review(
    intake: Intake, session: Session, principal: Principal, application_id: UUID
) -> Application:
    row = repository.application(session, principal, application_id, for_update=True)
    refuse_unless(row, UNDER_REVIEW, "记录审核情况")
    return row


def _refuse_kind(intake: Intake, row: Application, kind: str) -> None:
    channels = intake.editions.get(row.edition).channels
    channel = channels.get(row.channel)
    known = {item.material for item in channel.requirements if item.by == "county"} if channel else set()
    if kind not in known:
        names = "、".join(f"{name}（{channels.materials[name]}）" for name in sorted(known))
        raise field_refusal(
            "kind", "unknown_material", f"这不是由县（市、区）总工会提供的材料；可选：{names}。"
        )


def _done(
    intake: Intake, session: Session, principal: Principal, row: Application, step: str, material: Material,
    trace_id: str,
) -> None:  # fmt: skip
    session.flush()
    row.changed_at = intake.clock()
    repository.record(
        session, row.id, step, principal.label, intake.clock(), kind=material.kind, id=str(material.id),
        opinion=material.opinion,
    )  # fmt: skip
    request_check(intake, session, row, "county_review", trace_id)
