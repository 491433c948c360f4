"""What each question is answered with; asked by its own view, and once more by the replay of a receipt."""

from collections.abc import Callable
from typing import Any

from rules_service.api.context import today
from rules_service.api.procedure_schemas import (
    ListSizesRequest,
    NamingRequest,
    PublicityRequest,
    RevocationRequest,
    TieBreakRequest,
    TreatmentRequest,
)
from rules_service.api.schemas import EligibilityRequest, MaterialsRequest
from rules_service.service import Rules
from rules_service.use_cases.break_ties import break_ties
from rules_service.use_cases.check_eligibility import check_eligibility
from rules_service.use_cases.check_materials import check_materials
from rules_service.use_cases.check_naming import check_naming
from rules_service.use_cases.check_revocation import check_revocation
from rules_service.use_cases.describe_treatment import describe_treatment
from rules_service.use_cases.find_editions import edition_for
from rules_service.use_cases.open_publicity_window import open_publicity_window
from rules_service.use_cases.size_lists import size_lists
from shared.contracts.calendar import PublicityFacts, PublicityWindow
from shared.contracts.common import Answer
from shared.contracts.facts import Input
from shared.contracts.lists import ListFacts, ListSizesAnswer
from shared.contracts.materials import MaterialsVerdict
from shared.contracts.naming import NamingAnswer
from shared.contracts.overlay import NOTHING
from shared.contracts.revocation import RevocationAnswer
from shared.contracts.treatment import TieAnswer, TieFacts, TreatmentAnswer
from shared.contracts.verdict import Verdict


def eligibility(rules: Rules, asked: EligibilityRequest) -> Verdict:
    as_of = asked.as_of or today(rules)
    program = edition_for(rules.regulations, asked.edition, as_of).conditions
    return check_eligibility(program, asked.facts, as_of, rules.clock(), program.year(asked.overlay))


def materials(rules: Rules, asked: MaterialsRequest) -> MaterialsVerdict:
    as_of = asked.as_of or today(rules)
    compiled = edition_for(rules.regulations, asked.edition, as_of)
    return check_materials(
        compiled.edition, compiled.materials, asked.materials, asked.stage, as_of, rules.clock(),
        asked.overlay or NOTHING,
    )  # fmt: skip


def list_sizes(rules: Rules, asked: ListSizesRequest) -> ListSizesAnswer:
    edition = edition_for(rules.regulations, asked.edition, today(rules)).edition
    return size_lists(edition, ListFacts(quota=asked.quota), asked.readings, rules.clock())


def publicity_window(rules: Rules, asked: PublicityRequest) -> PublicityWindow:
    edition = edition_for(rules.regulations, asked.edition, asked.published_on, "published_on").edition
    facts = PublicityFacts(published_on=asked.published_on, corrected_on=asked.corrected_on)
    return open_publicity_window(edition, facts, asked.calendar, asked.readings, rules.clock())


def naming(rules: Rules, asked: NamingRequest) -> NamingAnswer:
    as_of = asked.as_of or today(rules)
    edition = edition_for(rules.regulations, asked.edition, as_of).edition
    return check_naming(edition, asked.facts, as_of, asked.readings, rules.clock())


def treatment(rules: Rules, asked: TreatmentRequest) -> TreatmentAnswer:
    edition = edition_for(rules.regulations, asked.edition, today(rules)).edition
    return describe_treatment(edition, asked.facts, asked.readings, rules.clock())


def tie_break(rules: Rules, asked: TieBreakRequest) -> TieAnswer:
    edition = edition_for(rules.regulations, asked.edition, today(rules)).edition
    return break_ties(edition, TieFacts(contenders=asked.contenders), rules.clock())


def revocation(rules: Rules, asked: RevocationRequest) -> RevocationAnswer:
    as_of = asked.as_of or today(rules)
    compiled = edition_for(rules.regulations, asked.edition, as_of)
    program = compiled.edition.present(compiled.grounds)
    return check_revocation(compiled.edition, program, asked.facts, as_of, asked.readings, rules.clock())


Question = tuple[type[Input], Callable[[Rules, Any], Answer]]

QUESTIONS: dict[str, Question] = {
    "eligibility": (EligibilityRequest, eligibility),
    "materials": (MaterialsRequest, materials),
    "list-sizes": (ListSizesRequest, list_sizes),
    "publicity-window": (PublicityRequest, publicity_window),
    "naming": (NamingRequest, naming),
    "treatment": (TreatmentRequest, treatment),
    "tie-break": (TieBreakRequest, tie_break),
    "revocation": (RevocationRequest, revocation),
}
"""Every question whose answer has a receipt, by the last part of its address."""
