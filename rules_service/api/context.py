"""What every view needs: the service, and the legal day."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from rules_service.service import Rules

CALLERS = ("integrator", "posting_system", "county_union", "office")
_LEGAL_DAY = ZoneInfo("Asia/Shanghai")


def service() -> Rules:
    """The rules service of this application."""
    found: Rules = current_app.extensions["rules"]
    return found


def today(rules: Rules) -> date:
    """Today where the regulation is in force (Asia/Shanghai)."""
    return rules.clock().astimezone(_LEGAL_DAY).date()
