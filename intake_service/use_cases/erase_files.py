"""Erases scans (删除扫描件) that nothing names any more; what was once submitted stays on record."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intake_service.intake import Intake
from intake_service.models import Application, Material, StoredFile
from shared.logging import failure, get_logger
from shared.storage import StoreUnavailable

_log = get_logger("intake")


def forget_unnamed(session: Session, row: Application) -> list[str]:
    """Strikes the files that no material names which was submitted or is in force; returns their objects' keys.

    The objects go after the commit (`erase`): a crash in between leaves strays, which `sweep` takes.
    """
    session.flush()
    kept = select(Material.file_id).where(
        Material.application_id == row.id,
        Material.file_id.is_not(None),
        or_(Material.first_version.is_not(None), Material.retired_at.is_(None)),
    )
    unnamed = select(StoredFile).where(StoredFile.application_id == row.id, StoredFile.id.not_in(kept))
    files = {file.id: file for file in session.scalars(unnamed)}
    for material in session.scalars(select(Material).where(Material.file_id.in_(files))):
        material.file_id = None
    session.flush()  # the materials first: a file that is named cannot be struck
    for file in files.values():
        session.delete(file)
    return [file.object_key for file in files.values()]


def erase(intake: Intake, keys: Iterable[str]) -> None:
    """Deletes objects whose files were struck; what the store does not take now is left to `sweep`."""
    for key in keys:
        try:
            intake.materials.delete(key)
        except StoreUnavailable as error:
            _log.warning("scan left for the sweep", error=failure(error))
