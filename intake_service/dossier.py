"""Opens a dossier (案卷): an application with its year, edition, materials and the answer of rules."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import repository
from intake_service.cycle import CycleData
from intake_service.facts import check_input
from intake_service.identity import clean
from intake_service.intake import Intake
from intake_service.models import Application, StoredFile
from intake_service.papers import Dossier
from intake_service.requests import ask_rules
from shared.contracts.materials import Stage
from shared.contracts.verdict import CheckResult


def cycle_of(session: Session, row: Application) -> CycleData:
    """The year's settings that an application is handled under."""
    return CycleData.model_validate(repository.cycle(session, row.edition, row.year).data)


def open_dossier(
    intake: Intake, session: Session, row: Application, result: CheckResult | None = None
) -> Dossier:
    """The dossier of the latest submission; `result` where the answer has not been stored yet."""
    last = repository.version(session, row.id, row.version)
    if result is None:
        result = CheckResult.model_validate(last.result)
    files = session.scalars(select(StoredFile).where(StoredFile.application_id == row.id))
    return Dossier(
        application=row, content=intake.content(last), edition=intake.editions.get(row.edition),
        cycle=cycle_of(session, row), materials=repository.reviewed(session, last),
        files={file.id: file for file in files}, result=result,
    )  # fmt: skip


def request_check(intake: Intake, session: Session, row: Application, stage: Stage, trace_id: str) -> None:
    """Asks rules about the last submission; what a correction is still changing does not count yet."""
    last = repository.version(session, row.id, row.version)
    content, cycle = intake.content(last), cycle_of(session, row)
    facts = check_input(
        content, intake.editions.get(row.edition), cycle, repository.reviewed(session, last),
        repository.findings(session, row.id),
        *_titles(intake, session, content.form.get("id_number"), cycle),
    )  # fmt: skip
    ask_rules(intake, session, row, stage, facts, cycle.as_of, trace_id)


def _titles(
    intake: Intake, session: Session, number: str | None, cycle: CycleData
) -> tuple[bool | None, bool | None]:
    """Whether the register holds a title of this person (第七条), and whether every such title has been revoked."""
    states = repository.titles(session, intake.lookup.all(clean(number))) if number else []
    if states:
        return True, all(state == "revoked" for state in states)
    # Not found in a register that is not complete is no answer.
    return False if number and cycle.honours_register_complete else None, None
