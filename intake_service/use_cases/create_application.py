"""申报: creates a draft."""

import hashlib
import json
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.content import Content
from intake_service.cycle import CycleData
from intake_service.domain import State
from intake_service.form_check import faults
from intake_service.identity import clean
from intake_service.intake import Intake, as_json
from intake_service.models import Application, IdempotencyKey
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.problems import Refusal

_CLAIM = (
    insert(IdempotencyKey.__table__)  # type: ignore[arg-type]
    .on_conflict_do_nothing()
    .returning(IdempotencyKey.key)
)


def create_application(
    intake: Intake, principal: Principal, key: str, edition: str, year: int, content: Content
) -> tuple[Application, bool]:
    """Creates it, or finds what the same key created before; the flag says which."""
    id, digest = uuid7(), _digest(edition, year, content)
    with transaction(intake.engine) as session:
        earlier = _claim(intake, session, principal, key, digest, id)
        if earlier is not None:
            return earlier, False
        refuse_faults(intake, session, edition, year, content)
        row = _application(intake, principal, id, edition, year, content)
        session.add(row)
        repository.record(session, row.id, "created", principal.label, intake.clock())
        return row, True


def refuse_faults(intake: Intake, session: Session, edition: str, year: int, content: Content) -> None:
    """Refuses a content that does not fit the edition or the year, naming every fault."""
    cycle = intake.cycles.get(
        edition, year, lambda: CycleData.model_validate(repository.cycle(session, edition, year).data)
    )
    found = faults(content, intake.editions.get(edition), cycle, intake.today())
    if found:
        raise Refusal(422, "invalid_application", "申报内容有误，请按errors逐项修改后重新提交。", found)


def person_hash(intake: Intake, content: Content) -> str | None:
    """The look-up hash of the ID number, as far as there is one."""
    number = content.form.get("id_number")
    return intake.lookup.current(clean(number)) if number else None


def _claim(
    intake: Intake, session: Session, principal: Principal, key: str, digest: str, id: UUID
) -> Application | None:
    # A second request with the same key waits here until the first one has committed.
    values = {
        "client_id": principal.client_id, "key": key, "request_sha256": digest, "application_id": id,
        "created_at": intake.clock(),
    }  # fmt: skip
    if session.execute(_CLAIM, values).first():
        return None
    known = session.get_one(IdempotencyKey, (principal.client_id, key))
    if known.request_sha256 != digest:
        raise Refusal(
            422,
            "idempotency_key_reused",
            "该Idempotency-Key已用于另一份内容不同的申报，请为新的申报换一个值。",
        )
    return repository.application(session, principal, known.application_id)


def _application(
    intake: Intake, principal: Principal, id: UUID, edition: str, year: int, content: Content
) -> Application:
    now = intake.clock()
    row = Application(
        id=id, client_id=principal.client_id, edition=edition, year=year, channel=content.channel,
        county=content.county, trade=content.trade, state=State.DRAFT, version=0,
        person_hash=person_hash(intake, content), created_at=now, changed_at=now,
    )  # fmt: skip
    row.content = intake.seal(content, row)
    return row


def _digest(edition: str, year: int, content: Content) -> str:
    text = json.dumps([edition, year, as_json(content)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
