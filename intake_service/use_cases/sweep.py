"""Sweeps scans that no application names: uploads that a crash cut off between the store and the register."""

from datetime import datetime
from itertools import islice

from sqlalchemy import select

from intake_service.intake import Intake
from intake_service.models import StoredFile
from shared.database import transaction

_AT_ONCE = 500


def sweep(intake: Intake, before: datetime) -> int:
    """Deletes what was stored before an instant and stands in no register (清理无主扫描件); returns how many.

    The instant has to lie before every upload that is still running.
    """
    swept = 0
    found = intake.materials.keys_before(before)
    while keys := list(islice(found, _AT_ONCE)):
        with transaction(intake.engine) as session:
            known = set(session.scalars(select(StoredFile.object_key).where(StoredFile.object_key.in_(keys))))
        for key in keys:
            if key not in known:
                intake.materials.delete(key)
                swept += 1
    return swept
