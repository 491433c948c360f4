"""申报材料: adds, replaces and removes what is handed in."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.domain import Opened, State
from intake_service.guards import refuse_closed, refuse_late
from intake_service.intake import Intake
from intake_service.models import Application, Material
from intake_service.use_cases.erase_files import erase, forget_unnamed
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.problems import Refusal, field_refusal

MOST_MATERIALS = 200


@dataclass(frozen=True)
class Paper:
    """What a sender says of a material before its scan comes."""

    kind: str
    title: str | None
    copies: int | None
    pages: int | None
    issued_on: date | None
    replaces: UUID | None


def add_material(
    intake: Intake, principal: Principal, application_id: UUID, paper: Paper, key: str | None = None
) -> Material:
    """Adds a material, or names another of the same kind that it replaces once it is submitted.

    With a key (Idempotency-Key) a repeat returns the material that the first request added.
    """
    material_id = uuid5(application_id, f"material/{key}") if key else uuid7()
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        known = session.get(Material, material_id)
        if known is not None:
            return _repeated(known, paper)
        _refuse(intake, session, row, paper)
        if paper.replaces is not None:
            _refuse_replacing(session, row, paper.replaces, paper.kind)
        material = Material(
            id=material_id, application_id=row.id, created_at=intake.clock(), **asdict(paper)
        )  # fmt: skip
        session.add(material)
        repository.record(
            session, row.id, "material_added", principal.label, intake.clock(), kind=paper.kind,
            id=str(material.id),
        )  # fmt: skip
        return material


def _repeated(known: Material, paper: Paper) -> Material:
    if any(getattr(known, name) != value for name, value in asdict(paper).items()):
        raise Refusal(
            422, "idempotency_key_reused",
            "该Idempotency-Key已用于另一份材料，请为新的材料换一个值。",
        )  # fmt: skip
    return known


def remove_material(intake: Intake, principal: Principal, application_id: UUID, material_id: UUID) -> None:
    """Removes a material that no submission contains, and its scan with it."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_closed(row)
        material = find_material(session, row, material_id)
        refuse_submitted(material)
        material.retired_at = intake.clock()
        for other in repository.materials(session, row.id):
            if other.replaces == material.id:  # what this one would have replaced, the other one does
                other.replaces = material.replaces
        repository.record(
            session, row.id, "material_removed", principal.label, intake.clock(), kind=material.kind,
            id=str(material.id),
        )  # fmt: skip
        keys = forget_unnamed(session, row)
    erase(intake, keys)


def find_material(session: Session, row: Application, material_id: UUID) -> Material:
    """A material in force of this application; a 404 if there is none."""
    material = session.get(Material, material_id)
    if material is None or material.application_id != row.id or material.retired_at is not None:
        raise Refusal(404, "material_not_found", "该申报没有这份材料，或它已被替换；请核对材料编号。")
    return material


def refuse_submitted(material: Material) -> None:
    """A submitted material is never changed."""
    if material.first_version is not None:
        raise Refusal(
            409,
            "material_submitted",
            "这份材料已随申报提交，不能改动；请另加一份材料，并在replaces中写明替换它。",
        )


def refuse_kind(row: Application, kind: str) -> None:
    """While in correction, only the kinds that the notice names."""
    if row.state == State.CORRECTION and row.opened and kind not in Opened.from_json(row.opened).materials:
        raise Refusal(409, "material_not_opened", "补正通知没有开放这种材料，请只补交通知列出的材料。")


def _refuse(intake: Intake, session: Session, row: Application, paper: Paper) -> None:
    refuse_closed(row)
    refuse_late(intake, row)
    channels = intake.editions.get(row.edition).channels
    channel = channels.get(row.channel)
    known = {item.material for item in channel.requirements if item.by != "county"} if channel else set()
    if paper.kind not in known:
        names = "、".join(f"{kind}（{channels.materials[kind]}）" for kind in sorted(known))
        raise field_refusal("kind", "unknown_material", f"该渠道没有这种材料；可提交的材料：{names}。")
    refuse_kind(row, paper.kind)
    if paper.issued_on and paper.issued_on > intake.today():
        raise field_refusal("issued_on", "future_date", "出具日期晚于今天，请核对。")
    if len(repository.materials(session, row.id)) >= MOST_MATERIALS:
        raise Refusal(409, "too_many_materials", f"一个申报最多{MOST_MATERIALS}份材料，请合并后提交。")


def _refuse_replacing(session: Session, row: Application, replaced: UUID, kind: str) -> None:
    """A paper stays in force, and may be reviewed, until its one replacement has been submitted."""
    if find_material(session, row, replaced).kind != kind:
        raise field_refusal("replaces", "other_kind", "只能替换同一种材料，请核对。")
    if any(material.replaces == replaced for material in repository.materials(session, row.id)):
        message = "已登记了替换这份材料的另一份，请改传那一份的扫描件，或先删除它。"
        raise field_refusal("replaces", "replaced_already", message)
