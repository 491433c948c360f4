"""What the engine has said is remembered, within bounds, and is what it would say again."""

from datetime import UTC, date, datetime

import pytest

from deploy.local.bench.applicants import AS_OF, applicants
from deploy.local.bench.rules_sides import plain_ifs
from rules_service import forms
from rules_service.known import Known
from rules_service.program import Program
from rules_service.use_cases.check_eligibility import check_eligibility
from shared.contracts.facts import Facts
from shared.contracts.verdict import Verdict
from shared.regulation.library import Library

EDITION = Library().get("guilin_artisan_2025")
CHOICES = Program(EDITION).default_choices()


def known(program: Program, count: int) -> list[Known]:
    people = applicants(EDITION.conditions, count)
    return [Known(Facts.model_validate(item), date.fromisoformat(AS_OF), program.names) for item in people]


def test_what_is_remembered_is_what_the_engine_says_and_what_plain_ifs_say() -> None:
    remembering, fresh = Program(EDITION), Program(EDITION, remember=False)
    plain = plain_ifs(fresh.usual.by_key.values())
    for person in [*known(fresh, 150), *known(fresh, 150)]:
        measures = fresh.measures(person, fresh.selection(CHOICES))
        expected = plain(measures)
        assert remembering.usual.decide(measures) == expected
        assert fresh.usual.decide(measures) == expected


def test_memory_has_a_bound_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_REMEMBERED", 5)
    small, fresh = Program(EDITION), Program(EDITION, remember=False)
    for person in known(fresh, 100):
        assert small.explain(person, CHOICES).truths == fresh.explain(person, CHOICES).truths
    assert max(len(seen.met) for seen in small.usual._seen.values()) <= 5


def test_answers_that_are_not_checked_again_would_pass_the_check() -> None:
    program = Program(EDITION)
    for item in applicants(EDITION.conditions, 60):
        day, now = date.fromisoformat(AS_OF), datetime(2026, 7, 1, tzinfo=UTC)
        found = check_eligibility(program, Facts.model_validate(item), day, now)
        assert Verdict.model_validate_json(found.model_dump_json()) == found
